package import ModQEvent
package import ModQEventLog
package import ModQProjections

/// Deciding for who may be late: what somebody decided about meanwhile stays as that left it.
extension Moderation {
  /// A comment that was decided about, or deleted, already.
  package struct Settled: Sendable {
    package var id: String
    package var status: CommentStatus
    /// Who decided; nil if its author deleted it.
    package var by: String?
  }

  /// As ``decide(_:comments:site:details:)``, but about those comments alone on whose current text no decision is in
  /// force; the others are returned, and nothing is changed of them.
  package func decideIfUndecided(
    _ verb: Decision.Verb, comments ids: [String], site: String?, details: Details
  ) throws(LogError) -> Result<Outcome, FindFailure> {
    // What follows goes on in this transaction and commits it: nothing comes between the look and the decision.
    try workspace.begin()
    do throws(LogError) {
      var settled: [Settled] = []
      var left: [String] = []
      for id in ids {
        switch try finder.comment(id, site: site) {
        case .success(let comment):
          if let one = try self.settled(comment) { settled.append(one) } else { left.append(id) }
        case .failure(let failure):
          workspace.rollback()
          return .failure(failure)
        }
      }
      guard !left.isEmpty else {
        workspace.rollback()
        return .success(Outcome(settled: settled))
      }
      return try decide(verb, comments: left, site: site, details: details).map {
        Outcome(made: $0.made, standing: $0.standing, settled: settled)
      }
    } catch {
      workspace.rollback()
      throw error
    }
  }

  private func settled(_ comment: Finder.Found) throws(LogError) -> Settled? {
    guard let state = try workspace.projections.comments.row(comment.seq)?.state,
      state.human != nil || state.isDeleted
    else { return nil }
    let decision = try state.judged.flatMap { (judged) throws(LogError) in
      try workspace.projections.decisions.row(judged.seq)
    }
    return Settled(id: comment.id, status: state.status, by: state.isDeleted ? nil : decision?.by)
  }
}
