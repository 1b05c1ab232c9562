/// Powers and logarithms of + − × ÷ alone: a C library's differ in the last bit between processors, and what is folded,
/// recorded or learned must not.
package enum PortableMath {
  /// 2 to the power of `exponent`, for exponents from −1000 to 1000; below that 0, above it 2^1000.
  ///
  /// The integer part is exact; the rest, within ±1/2, is a Taylor series of e^(x ln 2) whose error is below 2^-53.
  package static func exp2(_ exponent: Double) -> Double {
    guard exponent > -1_000 else { return 0 }
    let exponent = min(exponent, 1_000)
    let whole = exponent.rounded()
    let x = (exponent - whole) * ln2
    var sum = 1.0
    for n in stride(from: 14.0, through: 1, by: -1) {
      sum = 1 + x / n * sum
    }
    return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
  }

  /// The natural logarithm of a positive, normal number.
  ///
  /// The exponent times ln 2, and for the rest m in √½…√2 twice the series of artanh((m − 1)/(m + 1)), whose argument is
  /// at most 0.172 and whose error is below 2^-52.
  package static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.414_213_562_373_095_1 {
      m /= 2
      exponent += 1
    }
    let z = (m - 1) / (m + 1)
    let square = z * z
    var sum = 0.0
    for n in stride(from: 21.0, through: 1, by: -2) {
      sum = 1 / n + square * sum
    }
    return exponent * ln2 + 2 * z * sum
  }

  /// 1 / (1 + e^−x).
  package static func logistic(_ x: Double) -> Double { 1 / (1 + exp2(-x / ln2)) }

  private static let ln2 = 0.693_147_180_559_945_3
}
