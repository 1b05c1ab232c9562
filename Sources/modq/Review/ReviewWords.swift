import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

/// How a session speaks of what was decided.
extension ReviewSession {
  /// The name of the comment that a decision is about.
  func commentName(of made: Moderation.Made) -> String { made.decision.target.value }

  /// The number of the comment that a decision is about, as far as this session knows it.
  func comment(of made: Moderation.Made) -> Int64? {
    let stamps = selected.map(\.stamp) + (item.map { [$0.stamp] } ?? [])
    return stamps.first {
      $0.id.utf8.elementsEqual(made.decision.target.value.utf8)
        && $0.site.utf8.elementsEqual(made.entry.site.utf8)
    }?.seq
  }
}

extension ReviewSession.Wish {
  /// What it would change in the log; nil for what only looks.
  var change: String? {
    switch self {
    case .decide(let verb, let stamps, _):
      stamps.count == 1 ? "\(verb.rawValue) \(stamps[0].id)" : "\(verb.rawValue) \(stamps.count) comments"
    case .rule(let verb, let subjects):
      subjects.count == 1
        ? "\(verb.rawValue) \(subjects[0].nick ?? "")" : "\(verb.rawValue) \(subjects.count) nicknames"
    case .undo(let what, let isRedo): isRedo ? what.words : "undo \(what.words)"
    case .nothing, .next, .item, .thread, .choose, .suspend, .redraw, .quit: nil
    }
  }
}

extension Decision.Verb {
  /// For messages: what was done.
  var past: String {
    switch self {
    case .approve: "published"
    case .reject: "rejected"
    case .spam: "marked as spam:"
    case .escalate: "escalated"
    case .snooze: "snoozed"
    case .note: "noted beside"
    case .block: "blocked"
    case .trust: "trusted"
    case .clear: "cleared"
    case .undo: "took back"
    case .rejudge: "judged again"
    case .release: "released"
    }
  }
}

extension ReviewDesk.Overtaken {
  /// What became of the comment meanwhile.
  var words: String {
    let who = by.map { " by \($0)" } ?? ""
    guard !isErased else { return "the text of \(stamp.id) was erased meanwhile" }
    return isEdited ? "\(stamp.id) was edited meanwhile" : "\(stamp.id) is \(status.name)\(who) meanwhile"
  }
}

extension ReviewItem {
  /// The event that the text is from.
  var textSeq: Int64 { page.summary.row.textSeq }

  /// Whether it is still to be decided about by who goes through `round`.
  func isOpen(in round: ReviewRound) -> Bool {
    page.summary.body != nil && round.includes(page.summary.row)
  }

  /// What to say when it was decided about by somebody else while it was looked at.
  var decidedElsewhere: String {
    guard page.summary.body != nil else { return "the text of \(page.summary.id) was erased meanwhile" }
    let last = page.decisions.last { !$0.isUndone }
    return
      "\(page.summary.id) is \(page.summary.row.state.status.name)\(last.map { " by \($0.by)" } ?? "") meanwhile"
  }
}
