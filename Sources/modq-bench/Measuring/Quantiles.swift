/// Where measured values lie.
struct Quantiles {
  private let sorted: [Double]

  /// There is at least one value.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "nothing was measured")
    sorted = values.sorted()
  }

  var lowest: Double { sorted[0] }
  var highest: Double { sorted[sorted.count - 1] }
  /// The middle one; of an even number the mean of the two in the middle.
  var median: Double { (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2 }

  /// The least value that at least `share` of all do not exceed (the nearest rank).
  func value(at share: Double) -> Double {
    sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}
