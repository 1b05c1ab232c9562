import ModQEvent
import ModQProjections
import ModQueue

/// How the screen speaks of what is gone through.
extension ReviewRound {
  /// For the first line; nil where it goes without saying.
  var name: String? {
    switch self {
    case .waiting: nil
    case .escalated: "escalated"
    case .sample(let sample): "sample of \(sample.percent)"
    }
  }

  /// All of it, without a filter.
  var all: String {
    switch self {
    case .waiting: "all that waits"
    case .escalated: "all that is escalated"
    case .sample: "all of the sample"
    }
  }

  /// What nothing does when all is gone through.
  var waits: String {
    switch self {
    case .waiting, .escalated: "waits"
    case .sample: "of the sample is left to check"
    }
  }
}

extension RuleSample {
  /// The share as it is typed: `2%`, `0.5%`.
  var percent: String {
    let percent = "\((share * 1e6).rounded() / 1e4)"
    return (percent.hasSuffix(".0") ? String(percent.dropLast(2)) : percent) + "%"
  }
}

extension ReviewSession {
  /// Whether a decision on one of a sample is what the rules had said; empty where nothing is checked.
  func opinion(_ verb: Decision.Verb, of made: Moderation.Made) -> String {
    guard case .sample = round, [.approve, .reject, .spam].contains(verb), let seq = comment(of: made),
      let machine = machine(of: seq)
    else { return "" }
    return (verb == .approve) == (machine == .published) ? ", as the rules had" : ", against the rules"
  }

  /// What the rules had made of a comment that is shown.
  private func machine(of seq: Int64) -> CommentStatus? {
    guard let item, item.seq == seq else { return nil }
    let state = item.page.summary.row.state
    return state.human == nil && state.status != .held ? state.status : nil
  }
}
