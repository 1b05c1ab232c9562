import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// One directory of rules, asked what it would have said of each entry at its moment.
///
/// Whatever a condition asks for is answered by the `Refold`, which was told of the entries before and of no later one.
/// Nothing is appended, and what the trial says is not folded.
final class Trial {
  let refold: Refold
  let rules: RuleBook
  private let engine: Engine

  init(_ workspace: Workspace, _ rules: RuleBook, on refold: Refold) {
    self.refold = refold
    self.rules = rules
    engine = Engine(workspace, projections: refold.projections, rules: rules)
  }

  /// The verdict on the entry that is to be folded next; nil where there is nothing to judge, or no rule says anything
  /// of a vote or report.
  ///
  /// `reading` is what its rules find in the text, where that was looked at already.
  func verdict(on entry: Entry, _ event: Event, _ reading: Reading?) throws(LogError) -> Verdict? {
    guard rules.judges(event.kind) else { return nil }
    var target: CommentRow?
    if let id = event.content.target {
      target = try refold.projections.comment(site: entry.site, id: id)
    }
    return try engine.judge(event, at: entry.at, target: target, reading: reading, rules: rules)
  }
}
