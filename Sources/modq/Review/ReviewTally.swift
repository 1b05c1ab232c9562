import ModQEvent

/// How much a session decided; what it took back is not counted.
struct ReviewTally: Equatable {
  private var counts: [Decision.Verb: Int] = [:]

  /// What is counted as decided, as it is said of several comments.
  private static let decisions: [(verb: Decision.Verb, words: String)] = [
    (.approve, "approved"), (.reject, "rejected"), (.spam, "spam"), (.escalate, "escalated"),
  ]
  /// What is said beside it.
  private static let others: [(verb: Decision.Verb, words: String)] = [
    (.block, "blocked"), (.trust, "trusted"), (.note, "noted"),
  ]

  /// Counts `count` decisions more; fewer where it is negative.
  mutating func add(_ count: Int, _ verb: Decision.Verb) {
    counts[verb, default: 0] += count
  }

  /// How many comments were decided about.
  var decided: Int { ReviewTally.decisions.reduce(0) { $0 + (counts[$1.verb] ?? 0) } }

  /// `12 decided: 8 approved, 3 rejected, 1 spam; 2 blocked`.
  var text: String {
    func words(_ list: [(verb: Decision.Verb, words: String)]) -> String {
      list.compactMap { item in counts[item.verb].flatMap { $0 > 0 ? "\($0) \(item.words)" : nil } }
        .joined(separator: ", ")
    }
    let (decisions, others) = (words(ReviewTally.decisions), words(ReviewTally.others))
    return (decisions.isEmpty ? "nothing decided" : "\(decided) decided: \(decisions)")
      + (others.isEmpty ? "" : "; \(others)")
  }
}
