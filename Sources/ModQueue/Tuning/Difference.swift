package import ModQEvent
import ModQEventLog
package import ModQJudge
package import ModQProjections

/// One text of which two sides do not say the same.
package struct Difference: Sendable, Equatable {
  package var change: Change
  /// The comment's, also where the text is that of an edit.
  package var id: String
  package var site: String
  package var thread: String
  package var nick: String
  /// When the text came.
  package var at: Timestamp
  package var body: String
  package var before: Verdict.Outcome
  package var after: Verdict.Outcome
  package var scoreBefore: Double
  package var scoreAfter: Double
  /// The rules that had a part in one verdict and not the same in the other; none if it was the policy.
  package var rules: [String]
  /// What a human decided on this text.
  package var judgement: CommentState.Judgement?

  /// What becomes of the text.
  package enum Change: String, Sendable, CaseIterable {
    /// From published to held or rejected.
    case caught
    /// From held or rejected to published.
    case released
    /// From held to rejected.
    case raised
    /// From rejected to held.
    case lowered

    /// Nil where nothing changes.
    init?(from before: Verdict.Outcome, to after: Verdict.Outcome) {
      switch (before, after) {
      case (.publish, .publish), (.hold, .hold), (.reject, .reject): return nil
      case (.publish, .hold), (.publish, .reject): self = .caught
      case (.hold, .publish), (.reject, .publish): self = .released
      case (.hold, .reject): self = .raised
      case (.reject, .hold): self = .lowered
      }
    }
  }

  /// The difference that a row of the ledger tells of; nil if there is none.
  init?(_ row: OpinionLedger.Row, in workspace: Workspace) throws(LogError) {
    guard let change = Change(from: row.left.outcome, to: row.right.outcome),
      let entry = try workspace.log.entry(row.comment), let comment = entry.event?.comment
    else { return nil }
    self.change = change
    id = entry.id
    site = entry.site
    thread = comment.thread
    nick = comment.nick
    body = comment.body
    at = entry.at
    if row.text != row.comment, let edit = try workspace.log.entry(row.text) {
      at = edit.at
      if case .edit(let text)? = edit.event?.action { body = text.body }
    }
    before = row.left.outcome
    after = row.right.outcome
    scoreBefore = row.left.score
    scoreAfter = row.right.score
    rules = Opinion.rules(between: row.left, and: row.right)
    judgement = row.judgement
  }
}
