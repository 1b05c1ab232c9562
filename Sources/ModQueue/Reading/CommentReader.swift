package import ModQEvent
import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Puts together what the log and the projections know of one comment.
struct CommentReader {
  private let workspace: Workspace
  private let claims: ClaimBoard
  /// The time of the log's last comment, from which waiting is measured: the log alone says what is shown.
  private let newest: Timestamp?
  /// The clock by which claims end; nil leaves them out.
  private let now: Timestamp?

  init(_ workspace: Workspace, now: Timestamp? = nil) throws(LogError) {
    self.workspace = workspace
    self.now = now
    claims = try ClaimBoard(workspace)
    let last = try PreparedQuery(
      workspace.database,
      "SELECT at FROM \(workspace.layer.readName("comment")) ORDER BY seq DESC LIMIT 1")
    defer { last.reset() }
    newest = try last.step() ? Timestamp(milliseconds: last.int(0)) : nil
  }

  private var projections: Projections { workspace.projections }

  /// The comment of `row` as lists show it; nil if the log lacks its entry.
  func summary(of row: CommentRow) throws(LogError) -> CommentSummary? {
    guard let entry = try workspace.log.entry(row.seq) else { return nil }
    let source = try projections.verdictInForce(of: row)
    let verdict = try verdict(inEntry: source)
    return CommentSummary(
      id: entry.id, site: entry.site, thread: entry.content.thread ?? "",
      nick: entry.content.payload == nil ? nil : entry.event?.nick, at: row.at,
      body: try projections.body(of: row), score: row.score,
      waitedDays: Double((newest ?? row.at).milliseconds(since: row.at)) / 86_400_000,
      verdict: row.state.machine,
      rules: verdict?.reasons.map(\.rule) ?? [], ruleset: verdict?.ruleset ?? 0, reports: row.reports,
      tier: try tier(of: row),
      isEscalated: row.state.isEscalated, snoozedUntil: row.state.snoozedUntil,
      claimedBy: try now.flatMap { (now) throws(LogError) in try claims.holder(of: row.seq, at: now) },
      row: row, verdictSeq: source)
  }

  /// The verdict that is recorded with an entry.
  func verdict(inEntry seq: Int64) throws(LogError) -> Verdict? {
    try workspace.log.entry(seq)?.verdict.flatMap { Verdict(json: $0) }
  }

  /// What the author is taken for as of their last event.
  func tier(of row: CommentRow) throws(LogError) -> Tier {
    guard let author = row.author, let known = try projections.authors.row(author) else { return .anonymous }
    return try projections.view(of: author, at: projections.lastSeen(of: known)).tier
  }
}

/// A comment as the queue lists it.
package struct CommentSummary: Sendable {
  package var id: String
  package var site: String
  package var thread: String
  /// Nil after an erasure.
  package var nick: String?
  package var at: Timestamp
  /// The current text; nil after an erasure.
  package var body: String?
  /// That of the verdict in force.
  package var score: Double
  /// From its own time to that of the log's last comment; negative if it came later from an archive.
  package var waitedDays: Double
  /// What the machine says of the current text.
  package var verdict: Verdict.Outcome
  /// The ids of the rules that fired in the verdict in force.
  package var rules: [String]
  /// The entry of the rule set that they are of; 0 for none.
  package var ruleset: Int64
  package var reports: Int
  package var tier: Tier
  package var isEscalated: Bool
  package var snoozedUntil: Timestamp?
  /// The moderator who has it in hand now; nil also where no clock was given to tell by.
  package var claimedBy: String?
  package var row: CommentRow
  /// The entry that holds the verdict in force.
  package var verdictSeq: Int64

  /// What the order of the queue is made of.
  ///
  /// The order itself is stored with days since 1970 (see ``CommentRow/risk``), so that it never depends on when one
  /// looks; here the days count up to the log's last comment, which gives the same order and numbers that say
  /// something.
  package var riskParts: [(name: String, value: Double)] {
    let parts = row.riskParts
    return [
      ("score", parts.score), ("reports", parts.reports), ("reach", parts.reach), ("age", waitedDays),
    ]
  }

  package var risk: Double { riskParts.reduce(0) { $0 + $1.value } }
}
