/// Right and wrong answers.
struct AnswerTally {
  private(set) var hits = 0
  private(set) var falseAlarms = 0
  private(set) var missed = 0
  private(set) var passed = 0

  mutating func add(_ found: Bool, truth: Bool) {
    switch (found, truth) {
    case (true, true): hits += 1
    case (true, false): falseAlarms += 1
    case (false, true): missed += 1
    case (false, false): passed += 1
    }
  }

  var precision: Double { Double(hits) / Double(max(1, hits + falseAlarms)) }
  var recall: Double { Double(hits) / Double(max(1, hits + missed)) }
  /// The harmonic mean of precision and recall.
  var f1: Double { Double(2 * hits) / Double(max(1, 2 * hits + falseAlarms + missed)) }

  func figure(_ name: String) -> Figure {
    Figure(
      name,
      [
        ("f1", .share(f1)), ("precision", .share(precision)),
        ("recall", .share(recall)), ("found", .count(hits)), ("missed", .count(missed)),
        ("false_alarms", .count(falseAlarms)), ("passed", .count(passed)),
      ])
  }
}
