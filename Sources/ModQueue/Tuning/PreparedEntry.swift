import ModQEvent
import ModQEventLog
import ModQJudge

/// An entry of the log, and what is known of it before anything is folded.
struct PreparedEntry: Sendable {
  let entry: Entry
  /// Nil where what it was made of is gone, or damaged.
  let event: Event?
  /// The verdict that was recorded.
  let recorded: Verdict?
  /// What the rules of each side find in its text; nil where that depends on the log, or the side has none.
  let left, right: Reading?

  init(_ entry: Entry, left: TextRules?, right: TextRules?, scratch: MatchScratch) {
    self.entry = entry
    event = entry.event
    recorded = entry.verdict.flatMap { Verdict(json: $0) }
    self.left = event.flatMap { left?.read($0, scratch) }
    self.right = event.flatMap { right?.read($0, scratch) }
  }
}
