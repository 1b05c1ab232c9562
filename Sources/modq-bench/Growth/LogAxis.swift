import Foundation

/// A logarithmic axis over whole decades.
struct LogAxis: Equatable {
  /// Powers of ten.
  let first: Int
  let last: Int

  /// The decades that hold all of `values`, which are above 0; at least one.
  init(holding values: [Double]) {
    let least = values.min() ?? 1
    let most = values.max() ?? 1
    first = Self.decade(least)
    // A value just on a power of ten needs no decade above it.
    let top = Self.decade(most)
    last = max(first + 1, pow(10, Double(top)) < most ? top + 1 : top)
  }

  /// From 0 at the first decade to 1 at the last.
  func place(of value: Double) -> Double {
    (log10(value) - Double(first)) / Double(last - first)
  }

  /// Where lines and labels stand: each power of ten.
  var ticks: [(value: Double, label: String)] {
    (first...last).map { (pow(10, Double($0)), Self.label($0)) }
  }

  private static func decade(_ value: Double) -> Int {
    // log10 of a power of ten is exact, of others it may be off in the last digit.
    Int((log10(value) + 1e-9).rounded(.down))
  }

  private static func label(_ power: Int) -> String {
    switch power {
    case ..<0: "0." + String(repeating: "0", count: -power - 1) + "1"
    case 0..<3: "1" + String(repeating: "0", count: power)
    case 3..<6: "1" + String(repeating: "0", count: power - 3) + "k"
    default: "1" + String(repeating: "0", count: power - 6) + "M"
    }
  }
}
