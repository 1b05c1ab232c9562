/// From lessons to a classifier.
extension Lessons {
  /// Newest texts on which the slope is chosen: enough for one number.
  private static let mostForSlope = 2_000

  /// The classifier that the texts in `range` teach; nil if there are too few of a kind.
  ///
  /// Deterministic to the last bit. About a second for 20,000 comments.
  package func classifier(of range: Range<Int>) -> Classifier? {
    let counts = counts(in: range)
    guard min(counts.fine, counts.spam) >= LearningBounds.leastOfEachKind else { return nil }
    let slope = slope(of: range.suffix(Self.mostForSlope))
    return LinearFit(self, Array(range)).classifier(slope: slope)
  }

  /// How steeply the probability follows the score: that of the smallest mean squared error (Brier 1950) on texts that
  /// the scores were not fitted to.
  ///
  /// The texts are scored by two fits, each to every other one of either kind. The probability is ½ where the machine is undecided: a
  /// fitted offset (Platt 1999) moved the border by what share of the decisions was spam, and made it worse on another
  /// thread.
  private func slope(of range: Range<Int>) -> Double {
    var scores: [(score: Double, isSpam: Bool)] = []
    let kinds = [range.filter { isSpam[$0] }, range.filter { !isSpam[$0] }]
    func half(_ parity: Int) -> [Int] {
      kinds.flatMap { kind in stride(from: parity, to: kind.count, by: 2).map { kind[$0] } }
    }
    for parity in 0..<2 {
      let fit = LinearFit(self, half(1 - parity))
      for index in half(parity) { scores.append((fit.score(of: index), isSpam[index])) }
    }
    var best = (slope: 1.0, error: Double.infinity)
    for step in 0..<32 {
      let slope = PortableMath.exp2(Double(step) / 6 - 1)
      var error = 0.0
      for item in scores {
        let miss = (item.isSpam ? 1 : 0) - PortableMath.logistic(slope * item.score)
        error += miss * miss
      }
      if error < best.error { best = (slope, error) }
    }
    return best.slope
  }
}
