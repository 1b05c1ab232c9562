package import ModQEvent
package import ModQEventLog
package import ModQJudge
import ModQProjections

/// Somebody whose name looks like another's.
package struct LookAlike: Sendable, Equatable {
  package var nick: String
  package var tier: Tier
  package var comments: Int
  /// The site sends a proof for them.
  package var isProven: Bool

  /// How many are named: of a name that a crowd imitates the first few tell enough.
  fileprivate static let limit = 8
}

extension Workspace {
  /// The authors of the same site whose names look like that of the author `number`, the first of them first, at most
  /// eight, each as of their last event.
  package func lookAlikes(of number: Int64) throws(LogError) -> [LookAlike] {
    var found: [LookAlike] = []
    for other in try authorsLookingLike(number) where found.count < LookAlike.limit {
      let view = try projections.view(of: other.no, at: projections.lastSeen(of: other))
      found.append(LookAlike(other, view))
    }
    return found
  }

  /// Whom the author `number` could be taken for at `moment`, when they were of `tier`: those known better by then whose
  /// names look the same, and who had the same name before, with a proof.
  ///
  /// What was undone later counts as it does now, and so does what came into the log later with a date before `moment`. Of
  /// one name the first fifty are looked at, as for the signal. Linear in the comments, evidence and votes of those.
  package func imitated(by number: Int64, of tier: Tier, at moment: Timestamp) throws(LogError) -> [LookAlike]
  {
    guard let own = try projections.authors.row(number), let key = own.nickKey else { return [] }
    var found: [LookAlike] = []
    for other in try authorsLookingLike(number) where found.count < LookAlike.limit {
      guard let view = try projections.view(of: other.no, asOf: moment) else { continue }
      let isFormerBearer =
        other.isProven && other.no < number && other.nickKey?.utf8.elementsEqual(key.utf8) ?? false
      let isKnown = view.tier == .known || view.tier == .trusted
      if isFormerBearer || isKnown && view.tier.isHigher(than: tier) { found.append(LookAlike(other, view)) }
    }
    return found
  }

  private func authorsLookingLike(_ number: Int64) throws(LogError) -> [AuthorRow] {
    guard let row = try projections.authors.row(number), let skeleton = row.skeleton else { return [] }
    var found: [AuthorRow] = []
    for other in try projections.authorNumbers(skeleton: skeleton, site: row.site) where other != number {
      if let row = try projections.authors.row(other), row.nick != nil { found.append(row) }
    }
    return found
  }
}

extension LookAlike {
  fileprivate init(_ row: AuthorRow, _ view: AuthorView) {
    self.init(nick: row.nick ?? "", tier: view.tier, comments: view.comments, isProven: row.isProven)
  }
}
