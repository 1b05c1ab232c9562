/// A figure against its baseline of the same run, and what it is to reach.
struct Comparison {
  let name: String
  /// The median of all rounds.
  let value: Double
  let lowest: Double
  let highest: Double
  let goal: Goal?

  enum Goal {
    case atLeast(Double)
    case atMost(Double)

    func isReached(by value: Double) -> Bool {
      switch self {
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      }
    }
  }

  /// There is one value for each round, at least one.
  init(_ name: String, _ values: [Double], _ goal: Goal? = nil) {
    let quantiles = Quantiles(values)
    self.name = name
    value = quantiles.median
    lowest = quantiles.lowest
    highest = quantiles.highest
    self.goal = goal
  }

  /// Round by round: what a busy moment of the machine does to one of the two, it does to both.
  init(_ name: String, _ values: [Double], to baseline: [Double], _ goal: Goal? = nil) {
    self.init(name, zip(values, baseline).map { $0 / $1 }, goal)
  }
}
