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

  /// What is let go at once, in milliseconds of event time: nothing stays for longer than the policy says and that.
  package static let step: Int64 = 86_400_000

  /// Erases what is over at the time of the last event; nil if it is not time for it, or nothing is.
  ///
  /// The entries say `now`. The rest of the work is left to ``Erasure/finish(patienceMilliseconds:_:)``. Linear in the log
  /// where it is time, else a few lookups. Call outside of any transaction.
  package func run(at now: Timestamp) throws(LogError) -> Erasure.Made? {
    guard let end = try workspace.reading({ () throws(LogError) in try due() }) else { return nil }
    let warrant = Eraser.Warrant(by: Retention.name, reason: "private_retention")
    // A point in time is found on every site.
    guard
      case .success(let made) = try Erasure(workspace).erase(
        .privates(before: end), site: nil, warrant: warrant, at: now)
    else { return nil }
    try workspace.transaction { () throws(LogError) in
      try FileMemo(seq: workspace.log.headSeq, at: now, value: end.rfc3339)
        .write(.retention, in: workspace.database)
    }
    return made.entries.isEmpty && made.refusals == 0 ? nil : made
  }

  /// Who erases where nobody asks for it.
  private static let name = "modq"

  /// The time before which parts are to go; nil if that is less than a ``step`` beyond where the last ones went.
  private func due() throws(LogError) -> Timestamp? {
    guard let last = try timeOfLastEvent(), let end = workspace.endOfPrivates(at: last) else { return nil }
    guard let memo = try FileMemo.read(.retention, in: workspace.database),
      let start = Timestamp(rfc3339: memo.value)
    else { return end }
    return end >= start.advanced(by: Retention.step) ? end : nil
  }

  /// When readers and writers did something last: what moderators and modq did has the time of the clock, also behind an
  /// archive.
  private func timeOfLastEvent() throws(LogError) -> Timestamp? {
    let query = try PreparedQuery(
      workspace.database,
      "SELECT at FROM event WHERE kind NOT IN ('decision', 'ruleset', 'erase') ORDER BY seq DESC LIMIT 1")
    defer { query.reset() }
    return try query.step() ? Timestamp(milliseconds: query.int(0)) : nil
  }
}

extension Workspace {
  /// The time before which the policy in force lets private parts go, asked at `now`; nil if it keeps them for ever.
  package func endOfPrivates(at now: Timestamp) -> Timestamp? {
    let days = projections.regime.policy.privateRetentionDays
    return days > 0 ? now.advanced(by: -Int64(days * 86_400_000)) : nil
  }
}
