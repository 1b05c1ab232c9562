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
    return isEdited ? "\(stamp.id) was edited meanwhile" : "\(stamp.id) is \(status.name)\(who) meanwhile"
  }
}

extension ReviewItem {
  /// Whether it is still to be decided about.
  var isWaiting: Bool { page.summary.row.state.status == .held || page.summary.isEscalated }

  /// What to say when it was decided about by somebody else while it was looked at.
  var decidedElsewhere: String {
    let last = page.decisions.last { !$0.isUndone }
    return
      "\(page.summary.id) is \(page.summary.row.state.status.name)\(last.map { " by \($0.by)" } ?? "") meanwhile"
  }
}
