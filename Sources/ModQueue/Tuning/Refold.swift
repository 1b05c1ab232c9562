import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// A second fold of the log, in temporary tables, as if one policy had held from the first entry on.
///
/// What was published, held and decided is folded as recorded: that happened. Standing, tiers, weights of votes and who
/// has a standing at all follow from the policy. At any moment it knows the entries folded so far and nothing of what
/// comes later, so that a judge who asks it is told what was known then.
final class Refold {
  let policy: Policy
  let projections: Projections
  /// The names that many sign with are not those of every rule set in the log, so that other people have a standing.
  private let isRenumbered: Bool

  /// `number` tells the folds of one connection apart.
  init(_ workspace: Workspace, policy: Policy, number: Int) throws(LogError) {
    self.policy = policy
    let layer = Layer.trial(number)
    try ProjectionSchema.makeScratch(workspace.database, layer: layer)
    projections = try Projections(workspace.database, layer: layer, log: workspace.log, policy: policy)
    isRenumbered = workspace.projections.regimes.dropFirst().contains {
      $0.policy.sharedNicks != policy.sharedNicks
    }
  }

  /// Folds the next entry of the log; `verdict` is the recorded one.
  func apply(_ entry: Entry, _ event: Event?, verdict: Verdict?) throws(LogError) {
    var entry = entry
    if isRenumbered, let event { entry.actor = try actor(of: entry, event) }
    try projections.apply(entry, verdict: verdict, event: event)
  }

  /// Writes what changed into the tables, so that memory stays bounded.
  func writeBack() throws(LogError) {
    try projections.flush()
    projections.trim()
    projections.changes.removeAll()
  }

  // MARK: Who has a standing

  /// Where the numbers of those begin whom the log gave none: above any that it gives.
  private static let firstOwn: Int64 = 1 << 31

  /// The number of whose standing an entry concerns, under this policy.
  ///
  /// The log's own numbers are kept where they can be: an erased entry has nothing else.
  private func actor(of entry: Entry, _ event: Event) throws(LogError) -> Int64? {
    switch event.action {
    case .comment, .reply, .vote, .report:
      guard entry.content.payload != nil else { return entry.actor }
      guard case .named(let key, let proof) = projections.identity(nick: event.nick, sender: event.sender)
      else { return nil }
      return try number(nickKey: key, proof: proof, entry: entry)
    case .decision(let decision):
      guard case .nick(let nick) = decision.target, entry.content.payload != nil else { return entry.actor }
      if let site = try projections.number(ofSite: entry.site) {
        let bearers = try projections.authorNumbers(nickKey: NameKeys.nickKey(nick), site: site)
        if bearers.count == 1 { return bearers[0] - AuthorRow.number(site: site, actor: 0) }
      }
      return try number(nickKey: NameKeys.nickKey(nick), proof: nil, entry: entry)
    case .edit, .delete:
      return entry.actor
    }
  }

  private func number(nickKey: String, proof: String?, entry: Entry) throws(LogError) -> Int64 {
    if let known = try projections.knownActor(nickKey: nickKey, proof: proof, site: entry.site) {
      return known
    }
    if let recorded = entry.actor { return recorded }
    return max(try projections.lastActor(site: entry.site), Refold.firstOwn) + 1
  }
}
