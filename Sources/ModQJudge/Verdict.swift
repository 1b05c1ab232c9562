/// What modq says about a text when it comes, and why.
///
/// Recorded with its event and never edited.
package struct Verdict: Sendable, Equatable {
  package var outcome: Outcome
  /// The sum of the scores that counted.
  package var score: Double
  /// The rules that fired, in the order of their ids.
  package var reasons: [Reason]
  /// What the rules in trial would have added, in the order of their ids.
  package var shadow: [Reason]
  /// The tests that could not be carried through; one of them is enough to hold.
  package var errors: [Failure]
  /// The author's standing at that moment; nil for events without one.
  package var author: Author?
  /// What the classifier made of the text, once it had an opinion.
  package var learned: Learned?
  /// The `seq` of the log entry that names the rule set.
  package var ruleset: Int64
  /// The links in the text that was judged: windows that count links are folded from the log, without reading
  /// texts again.
  package var links: Int

  package init(
    outcome: Outcome = .publish, score: Double = 0, reasons: [Reason] = [], shadow: [Reason] = [],
    errors: [Failure] = [], author: Author? = nil, learned: Learned? = nil, ruleset: Int64 = 0, links: Int = 0
  ) {
    self.outcome = outcome
    self.score = score
    self.reasons = reasons
    self.shadow = shadow
    self.errors = errors
    self.author = author
    self.learned = learned
    self.ruleset = ruleset
    self.links = links
  }

  /// In the order of severity.
  package enum Outcome: Int, Sendable, Comparable, CaseIterable {
    case publish, hold, reject

    package static func < (left: Outcome, right: Outcome) -> Bool { left.rawValue < right.rawValue }

    /// As in the key `verdict` of a verdict line.
    package var name: String {
      switch self {
      case .publish: "publish"
      case .hold: "hold"
      case .reject: "reject"
      }
    }
  }

  /// One rule that fired.
  package struct Reason: Sendable, Equatable {
    package var rule: String
    /// What it added to the score: 0 if another rule absorbed it.
    package var score: Double
    /// The least the verdict may be by this rule.
    package var floor: Outcome?
    /// True if the rule publishes unless a floor says otherwise.
    package var allow: Bool
    /// The rule is active, but works as if in trial: it held too much of what regulars wrote.
    package var isBraked = false
    package var matches: [Match]
    /// The values that its condition looked at, in the order of their names.
    package var values: [Value]

    package init(
      rule: String, score: Double, floor: Outcome? = nil, allow: Bool = false, matches: [Match] = [],
      values: [Value] = []
    ) {
      self.rule = rule
      self.score = score
      self.floor = floor
      self.allow = allow
      self.matches = matches
      self.values = values
    }
  }

  /// Where a named test of a rule hit: UTF-8 byte offsets in the original text of the field.
  package struct Match: Sendable, Equatable {
    package var name: String
    package var field: Field
    package var start: Int
    package var end: Int

    package init(name: String, field: Field, start: Int, end: Int) {
      self.name = name
      self.field = field
      self.start = start
      self.end = end
    }
  }

  /// A value that a condition looked at.
  package struct Value: Sendable, Equatable {
    package var name: String
    package var value: SignalValue

    package init(name: String, value: SignalValue) {
      self.name = name
      self.value = value
    }
  }

  /// A test that could not be carried through.
  package struct Failure: Sendable, Equatable {
    package var rule: String
    package var name: String
    package var reason: MatchFailure

    package init(rule: String, name: String, reason: MatchFailure) {
      self.rule = rule
      self.name = name
      self.reason = reason
    }
  }

  /// An author's standing as a verdict records it, rounded to four decimals.
  package struct Author: Sendable, Equatable {
    package var tier: Tier
    package var expected: Double
    package var lower: Double
    package var upper: Double

    package init(tier: Tier, expected: Double, lower: Double, upper: Double) {
      self.tier = tier
      self.expected = expected
      self.lower = lower
      self.upper = upper
    }
  }
}

extension Verdict {
  /// What a classifier made of a text.
  package struct Learned: Sendable, Equatable {
    /// The probability of spam, rounded to four decimals.
    package var spam: Double
    /// Which classifier: the one that the first `k` decisions of the log taught.
    package var k: Int64

    package init(spam: Double, k: Int64) {
      self.spam = spam
      self.k = k
    }
  }
}

/// What an author may be, from the least to the most known.
package enum Tier: String, Sendable, CaseIterable {
  case anonymous, blocked, suspect, new, known, trusted

  /// Whether it stands for more trust than `other`.
  package func isHigher(than other: Tier) -> Bool { rank > other.rank }

  private var rank: Int { Tier.allCases.firstIndex(of: self) ?? 0 }
}
