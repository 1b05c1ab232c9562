/// How well a classifier predicted decisions that it had not been taught.
package struct Validation: Sendable, Equatable {
  /// Spam that was taken for spam.
  package var hits = 0
  package var falseAlarms = 0
  package var missed = 0
  /// What was fine and taken for fine.
  package var passed = 0

  package init() {}

  package var predicted: Int { hits + falseAlarms + missed + passed }
  package var accuracy: Double { share(hits + passed, of: predicted) }
  package var precision: Double { share(hits, of: hits + falseAlarms) }
  package var recall: Double { share(hits, of: hits + missed) }
  /// The harmonic mean of precision and recall.
  package var f1: Double { share(2 * hits, of: 2 * hits + falseAlarms + missed) }

  /// 0 of nothing.
  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : (Double(part) / Double(whole) * 10_000).rounded() / 10_000
  }
}

extension Lessons {
  /// Predicts each text by what those before it taught, with the steps in which a classifier is fitted in use
  /// (progressive validation: Blum, Kalai and Langford, *Beating the hold-out*, 1999).
  ///
  /// About eleven times the cost of the last fit.
  package func validate() -> Validation {
    var validation = Validation()
    var start = LearningBounds.step(upTo: Int64(count)) == nil ? count : 2 * LearningBounds.leastOfEachKind
    while start < count {
      var end = start + 1
      while end < count, LearningBounds.step(upTo: Int64(end)) == Int64(start) { end += 1 }
      let counts = counts(in: 0..<start)
      if min(counts.fine, counts.spam) >= LearningBounds.leastOfEachKind {
        let fit = LinearFit(self, Array(0..<start))
        for index in start..<end {
          switch (fit.score(of: index) > 0, isSpam[index]) {
          case (true, true): validation.hits += 1
          case (true, false): validation.falseAlarms += 1
          case (false, true): validation.missed += 1
          case (false, false): validation.passed += 1
          }
        }
      }
      start = end
    }
    return validation
  }
}
