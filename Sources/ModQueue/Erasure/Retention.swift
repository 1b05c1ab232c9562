package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// Lets go of private parts that are over by the time of the events (`private_retention` in the policy), once it is worth it.
///
/// Whatever is erased, all is folded and written anew, so that it is done for a whole ``step`` at once.
package struct Retention {
  private let workspace: Workspace

  package init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// What is let go at once, in milliseconds of event time: of a log that goes on, nothing stays for longer than the policy says
  /// and that.
  package static let step: Int64 = 86_400_000

  /// Who erases where nobody asks for it.
  package static let moderator = "modq:retention"

  /// Erases what is over at the time of the latest event; nil if nothing is, or it is not time for it.
  ///
  /// The entries say `now`. The rest of the work is left to ``Erasure/finish(patienceMilliseconds:_:)``. Linear in the log
  /// where it is time, else a few lookups. Call outside of any transaction.
  package func run(at now: Timestamp) throws(LogError) -> Erasure.Made? {
    guard let end = try workspace.reading({ () throws(LogError) in try due() }) else { return nil }
    let warrant = Eraser.Warrant(by: Retention.moderator, reason: "private_retention")
    // A point in time is found on every site.
    guard
      case .success(let made) = try Erasure(workspace).erase(
        .privates(before: end), site: nil, warrant: warrant, at: now)
    else { return nil }
    return made.entries.isEmpty && made.refusals == 0 ? nil : made
  }

  /// Whether the policy lets anything go.
  package var isWanted: Bool { workspace.endOfPrivates(at: .latest) != nil }

  /// The time before which parts are to go; nil if that is less than a ``step`` beyond where the last ones went.
  private func due() throws(LogError) -> Timestamp? {
    guard isWanted, let last = try timeOfLatestEvent(), let end = workspace.endOfPrivates(at: last)
    else { return nil }
    guard let memo = try FileMemo.read(.retention, in: workspace.database),
      let start = Timestamp(rfc3339: memo.value)
    else { return end }
    return end >= start.advanced(by: Retention.step) ? end : nil
  }

  /// Entries among which the latest event is looked for: more than come late together, as of another site.
  private static let looked = 1_000

  /// When readers and writers did something last; nil where there is nothing but what moderators and modq did, which has the
  /// time of the clock, also behind an archive.
  private func timeOfLatestEvent() throws(LogError) -> Timestamp? {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT max(at) FROM (SELECT at, kind FROM event ORDER BY seq DESC LIMIT \(Retention.looked))
      WHERE kind NOT IN ('decision', 'ruleset', 'erase')
      """)
    defer { query.reset() }
    return try query.step() ? query.optionalInt(0).map { Timestamp(milliseconds: $0) } : nil
  }
}

extension Workspace {
  /// The time before which the policy in force lets private parts go, asked at `now`; nil if it keeps them for ever.
  package func endOfPrivates(at now: Timestamp) -> Timestamp? {
    let days = projections.regime.policy.privateRetentionDays
    return days > 0 ? now.advanced(by: -Int64(days * 86_400_000)) : nil
  }
}
