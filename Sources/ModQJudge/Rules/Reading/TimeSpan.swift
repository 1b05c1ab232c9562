/// Time spans as rules, filters and commands write them: a whole number and a unit, one of `s`, `m`, `h`, `d` (a day has 24
/// hours).
package enum TimeSpan {
  /// More than anybody means by a span from now: a hundred years, in milliseconds.
  package static let century: Int64 = 36_500 * 86_400_000

  /// Milliseconds, not negative; nil if `text` is no time span, has more than 9 digits, or is longer than `longest`.
  package static func parse(_ text: String, upTo longest: Int64 = .max) -> Int64? {
    guard let unit = text.utf8.last, let milliseconds = units[unit] else { return nil }
    let digits = text.utf8.dropLast()
    guard !digits.isEmpty, digits.count <= 9,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int64(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return number * milliseconds <= longest ? number * milliseconds : nil
  }

  /// The span in the largest unit that needs no fraction; `milliseconds` is a multiple of 1,000.
  static func text(_ milliseconds: Int64) -> String {
    for (unit, length) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000)] as [(String, Int64)]
    where milliseconds % length == 0 && milliseconds > 0 {
      return "\(milliseconds / length)\(unit)"
    }
    return "\(milliseconds / 1_000)s"
  }

  private static let units: [UInt8: Int64] = [
    UInt8(ascii: "s"): 1_000, UInt8(ascii: "m"): 60_000, UInt8(ascii: "h"): 3_600_000,
    UInt8(ascii: "d"): 86_400_000,
  ]
}
