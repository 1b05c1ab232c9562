package import ModQEvent
import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Puts together what the log and the projections know of one comment.
struct CommentReader {
  let workspace: Workspace

  private var projections: Projections { workspace.projections }

  /// The comment of `row` as lists show it; nil if the log lacks its entry.
  func summary(of row: CommentRow) throws(LogError) -> CommentSummary? {
    guard let entry = try workspace.log.entry(row.seq) else { return nil }
    let source = try projections.verdictInForce(of: row)
    let verdict = try verdict(inEntry: source)
    return CommentSummary(
      id: entry.id, site: entry.site, thread: entry.content.thread ?? "",
      nick: entry.content.payload == nil ? nil : entry.event?.nick, at: row.at,
      body: try projections.body(of: row), score: row.score, risk: row.risk, verdict: row.state.machine,
      rules: verdict?.reasons.map(\.rule) ?? [], ruleset: verdict?.ruleset ?? 0, reports: row.reports,
      tier: try tier(of: row),
      isEscalated: row.state.isEscalated, snoozedUntil: row.state.snoozedUntil, row: row, verdictSeq: source)
  }

  /// The verdict that is recorded with an entry.
  func verdict(inEntry seq: Int64) throws(LogError) -> Verdict? {
    try workspace.log.entry(seq)?.verdict.flatMap { Verdict(json: $0) }
  }

  /// What the author is taken for as of their last event.
  private func tier(of row: CommentRow) throws(LogError) -> Tier {
    guard let author = row.author, let known = try projections.authors.row(author) else { return .anonymous }
    return try projections.view(of: author, at: known.lastSeen).tier
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
  /// What the queue is ordered by, see ``CommentRow/risk``.
  package var risk: Double
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
  package var row: CommentRow
  /// The entry that holds the verdict in force.
  package var verdictSeq: Int64
}
