import ModQJudge

/// What one side says of a text: its verdict without the evidence, as far as two sides are compared by it.
struct Opinion: Sendable, Equatable {
  var outcome: Verdict.Outcome
  var score: Double
  /// One word for each rule that had a part in it, with all that it added: two opinions differ by the rules whose words
  /// differ.
  var words: [String]

  static let publish = Opinion(outcome: .publish, score: 0, words: [])

  init(outcome: Verdict.Outcome, score: Double, words: [String]) {
    self.outcome = outcome
    self.score = score
    self.words = words
  }

  init(_ verdict: Verdict) {
    outcome = verdict.outcome
    score = verdict.score
    words = verdict.reasons.map { reason in
      var word = "\(reason.rule)|\(reason.score)"
      if let floor = reason.floor { word += "|\(floor.name)" }
      if reason.allow { word += "|allow" }
      return word
    }
    words += verdict.errors.map { "\($0.rule)|\($0.name)|\($0.reason.rawValue)" }
  }

  /// Whether a reader does not get to see the text, at first.
  var isCaught: Bool { outcome != .publish }

  /// The rules that had a part in one of two opinions and not the same in the other, in the order of their ids.
  ///
  /// None if it was the policy that made the difference.
  static func rules(between left: Opinion, and right: Opinion) -> [String] {
    let words = Set(left.words).symmetricDifference(right.words)
    let ids = Set(words.map { String($0.prefix { $0 != "|" }) })
    return ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
