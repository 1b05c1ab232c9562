package import ModQEvent
package import ModQEventLog
import ModQJudge
package import ModQProjections

/// Counts over the whole log or one site of it, from the tallies that are kept with every entry.
package struct Statistics: Sendable {
  /// Entries by kind.
  package var kinds: [EntryKind: Int64] = [:]
  /// Judged events by verdict.
  package var verdicts: [String: Int64] = [:]
  /// Comments by status.
  package var statuses: [CommentStatus: Int64] = [:]
  /// Held comments with a text to judge, escalated and snoozed ones among them.
  package var waiting: Int64 = 0
  /// Since when the oldest held comment waits; nil if none does.
  package var oldest: Timestamp?
  package var escalated: Int64 = 0
  package var nicks: Int64 = 0
  /// Verdicts by rule that counted in them, the most frequent first.
  package var rules: [(id: String, hits: Int64)] = []
  /// The same for rules in trial.
  package var shadow: [(id: String, hits: Int64)] = []

  /// Reads the counts of a site, or with nil of all of the log.
  ///
  /// Linear in the rules that ever fired, the sites and the comments that wait.
  package init(_ workspace: Workspace, site: String?) throws(LogError) {
    let layer = workspace.layer
    let tallies = try PreparedQuery(
      workspace.database,
      """
      SELECT name, item, sum(n) FROM \(layer.readName("tally"))
      WHERE ?1 IS NULL OR site = (SELECT no FROM \(layer.readName("site")) WHERE name = ?1)
      GROUP BY name, item HAVING sum(n) <> 0 ORDER BY name, sum(n) DESC, item
      """)
    tallies.bind(1, site)
    while try tallies.step() { add(tallies.int(2), to: tallies.string(0), tallies.string(1)) }
    let waiting = try PreparedQuery(
      workspace.database,
      """
      SELECT min(at), count(*) FROM \(layer.readName("comment"))
      WHERE status = 1 AND (?1 IS NULL OR +site = (SELECT no FROM \(layer.readName("site")) WHERE name = ?1))
        AND \(layer.hasText)
      """)
    waiting.bind(1, site)
    if try waiting.step() {
      oldest = waiting.optionalInt(0).map(Timestamp.init(milliseconds:))
      self.waiting = waiting.int(1)
    }
    waiting.reset()
    escalated = try number(
      in: workspace,
      """
      SELECT count(*) FROM \(layer.readName("comment"))
      WHERE escalated = 1 AND +status <> 4 AND \(layer.hasText)
        AND (?1 IS NULL OR site = (SELECT no FROM \(layer.readName("site")) WHERE name = ?1))
      """, site)
    nicks = try number(
      in: workspace,
      "SELECT coalesce(sum(actors), 0) FROM \(layer.readName("site")) WHERE ?1 IS NULL OR name = ?1", site)
  }

  private mutating func add(_ n: Int64, to name: String, _ item: String) {
    switch name {
    case "kind":
      if let kind = EntryKind(rawValue: item) { kinds[kind] = n }
    case "verdict":
      verdicts[item] = n
    case "status":
      if let status = CommentStatus.allCases.first(where: { $0.name == item }) { statuses[status] = n }
    case "rule":
      rules.append((item, n))
    case "shadow":
      shadow.append((item, n))
    default:
      break
    }
  }

  private func number(in workspace: Workspace, _ sql: String, _ site: String?) throws(LogError) -> Int64 {
    let query = try PreparedQuery(workspace.database, sql)
    query.bind(1, site)
    defer { query.reset() }
    return try query.step() ? query.int(0) : 0
  }
}
