package import ModQEvent

/// What is known for and against an author: the evidence of a Beta distribution with prior (1, 1), which fades.
///
/// A. Jøsang, R. Ismail: The Beta Reputation System. 15th Bled Electronic Commerce Conference, 2002.
package struct Standing: Sendable, Equatable {
  /// Positive evidence, at ``asOf``.
  package var r = 0.0
  /// Negative evidence, at ``asOf``.
  package var s = 0.0
  /// The date of the newest piece of evidence.
  package var asOf = Timestamp.earliest

  package init() {}

  package init(r: Double, s: Double, asOf: Timestamp = .earliest) {
    self.r = r
    self.s = s
    self.asOf = asOf
  }

  /// Adds a piece of evidence dated `at`.
  ///
  /// A piece older than the newest one comes in as decayed as it is by then.
  package mutating func add(r: Double, s: Double, at: Timestamp, decay: Decay) {
    if at >= asOf {
      self = faded(to: at, decay: decay)
      self.r += r
      self.s += s
    } else {
      let factor = decay.factor(from: at, to: asOf)
      self.r += r * factor
      self.s += s * factor
    }
  }

  /// What is left at `at`, if that is later.
  package func faded(to at: Timestamp, decay: Decay) -> Standing {
    guard at > asOf else { return self }
    let factor = decay.factor(from: asOf, to: at)
    return Standing(r: r * factor, s: s * factor, asOf: at)
  }

  /// The expected share of good comments.
  package var expected: Double { (r + 1) / (r + s + 2) }

  private var deviation: Double {
    (expected * (1 - expected) / (r + s + 3)).squareRoot()
  }

  /// The bound that privileges are given on: `expected` less `quantile` standard deviations, at least 0.
  package func lower(quantile: Double) -> Double { max(0, expected - quantile * deviation) }

  /// The bound that is punished on: `expected` and `quantile` standard deviations, at most 1.
  package func upper(quantile: Double) -> Double { min(1, expected + quantile * deviation) }
}
