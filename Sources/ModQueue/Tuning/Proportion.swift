/// How many of a number of cases were of one kind, and how sure that is of those to come.
package struct Proportion: Sendable, Equatable {
  package var count: Int
  package var total: Int

  package init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  /// The share; nil of no cases.
  package var value: Double? { total > 0 ? Double(count) / Double(total) : nil }

  /// The lower end of Wilson's score interval: with few cases far below ``value``, with many close to it.
  ///
  /// One-sided with 90 % confidence. E. B. Wilson, Probable inference, the law of succession, and statistical inference,
  /// JASA 22 (1927), 209–212.
  package var lower: Double? {
    guard let value else { return nil }
    let n = Double(total)
    let z = Proportion.quantile
    let middle = value + z * z / (2 * n)
    let spread = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, (middle - spread) / (1 + z * z / n))
  }

  /// The standard normal quantile of 0.9.
  private static let quantile = 1.2816
}
