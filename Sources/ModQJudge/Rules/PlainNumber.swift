/// Numbers as rules and conditions write them: an optional sign, up to 9 digits, and optionally up to 6
/// decimals.
///
/// No exponents, no underscores, no octal, no infinities: what YAML 1.1 and `Double.init` take beyond that
/// surprises people. Within these bounds a decimal and its nearest double determine each other, and sums of
/// scores can be made without rounding, in millionths.
package enum PlainNumber {
  static let form = "up to 9 digits, and up to 6 after the point"

  /// The nearest double; nil if `text` is no such number.
  package static func parse(_ text: String) -> Double? {
    isWellFormed(text) ? Double(text) : nil
  }

  /// A number without a fraction; nil if `text` is none.
  static func parseInteger(_ text: String) -> Int? {
    isWellFormed(text) ? Int(text) : nil
  }

  /// The shortest text that ``parse(_:)`` reads as the same number.
  static func text(_ number: Double) -> String {
    let millionths = millionths(number)
    let (whole, fraction) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var digits = String(fraction + 1_000_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return (millionths < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
  }

  /// The number in millionths: exact for what ``parse(_:)`` gave.
  static func millionths(_ number: Double) -> Int64 {
    Int64((number * 1e6).rounded())
  }

  private static func isWellFormed(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard rest.count <= 16 else { return false }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].count <= 9, parts.count == 1 || parts[1].count <= 6 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }
}
