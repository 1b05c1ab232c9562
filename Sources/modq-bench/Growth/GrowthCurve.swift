import ArgumentParser

/// What is made larger while all else stays the same.
enum GrowthCurve: String, CaseIterable, ExpressibleByArgument {
  case log, rules, names, length, window

  /// What stands over its panels.
  var title: String {
    switch self {
    case .log: "events that are in the log"
    case .rules: "rules"
    case .names: "nicknames"
    case .length: "bytes of a comment"
    case .window: "comments in the last 30 minutes"
    }
  }

  /// Where it is measured, the least first.
  var steps: [Int] {
    switch self {
    case .log: [10_000, 100_000, 1_000_000, 10_000_000]
    case .rules: [10, 100, 1_000, 10_000, 60_000]
    case .names: [100, 1_000, 10_000, 100_000, 1_000_000]
    // The last stays just under the 16 KiB of a view that are matched.
    case .length: [20, 100, 500, 2_500, 16_000]
    case .window: [100, 1_000, 10_000, 100_000]
    }
  }

  /// The sizes at which a log is measured that grows to `last`.
  ///
  /// A step over half of it is left out: the events that are measured there would reach beyond.
  static func logSizes(upTo last: Int) -> [Int] {
    GrowthCurve.log.steps.filter { $0 <= last / 2 } + [last]
  }
}
