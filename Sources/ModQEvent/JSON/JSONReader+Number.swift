/// Numbers: the grammar of RFC 8259, and whether a double can hold them.
extension JSONReader {
  /// Reads a number; its token is kept as it was written.
  ///
  /// - Returns: The bytes it takes. `bad_json` by the grammar, `not_finite` if it is beyond every double.
  mutating func readNumber(in bytes: Span<UInt8>) throws(Refusal) -> Range<Int> {
    let start = position
    if bytes[position] == UInt8(ascii: "-") {
      position += 1
    }
    let whole = position
    try readDigits(in: bytes)
    if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 {
      throw .syntax(.noLeadingZero, at: whole, in: bytes)
    }
    var needsCheck = position - whole > 300
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try readDigits(in: bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      needsCheck = true
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try readDigits(in: bytes)
    }
    if needsCheck, !DecimalToken(bytes.extracting(whole..<position)).isFinite {
      throw .notFinite(start..<position, in: bytes)
    }
    return start..<position
  }

  /// Reads one digit or more.
  private mutating func readDigits(in bytes: Span<UInt8>) throws(Refusal) {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 {
      position += 1
    }
    guard position > start else { throw .syntax(.digit, at: position, in: bytes) }
  }
}

/// A number without a sign, taken apart only as far as its order of magnitude needs: a token may have a
/// million digits, and converting all of them is not linear in every C library.
struct DecimalToken {
  /// The power of ten of the first digit that is not 0; nil if all are 0.
  private let magnitude: Int?
  /// The digits from that one on, at most ``digitsThatDecide``.
  private let digits: [UInt8]

  /// 2^1024 - 2^970, from where on a number rounds to infinity, has 309 digits: more decide nothing.
  private static let digitsThatDecide = 309

  /// `token` follows the grammar of RFC 8259, without a minus.
  init(_ token: Span<UInt8>) {
    var digits: [UInt8] = []
    var (point, first, place, seen) = (Int?.none, Int?.none, 0, 0)
    while place < token.count, token[place] | 0x20 != UInt8(ascii: "e") {
      let byte = token[place]
      place += 1
      guard byte != UInt8(ascii: ".") else {
        point = seen
        continue
      }
      if byte != UInt8(ascii: "0"), first == nil {
        first = seen
      }
      if first != nil, digits.count < Self.digitsThatDecide {
        digits.append(byte)
      }
      seen += 1
    }
    self.digits = digits
    let exponent = Self.exponent(token, from: place + 1)
    magnitude = first.map { (point ?? seen) - 1 - $0 + exponent }
  }

  /// Whether the nearest double is not infinite.
  var isFinite: Bool {
    guard let magnitude else { return true }
    guard magnitude == 308 else { return magnitude < 308 }
    let text =
      String(decoding: digits.prefix(1), as: UTF8.self) + "."
      + String(decoding: digits.dropFirst(), as: UTF8.self)
    return Double((digits.count > 1 ? text : text + "0") + "e308")?.isFinite ?? false
  }

  /// The exponent written from `start` on, or one as large as matters: tokens are far shorter than a billion
  /// digits.
  private static func exponent(_ token: Span<UInt8>, from start: Int) -> Int {
    guard start < token.count else { return 0 }
    let hasSign = token[start] == UInt8(ascii: "-") || token[start] == UInt8(ascii: "+")
    var value = 0
    for place in (hasSign ? start + 1 : start)..<token.count {
      value = min(value * 10 + Int(token[place] - UInt8(ascii: "0")), 1 << 40)
    }
    return token[start] == UInt8(ascii: "-") ? -value : value
  }
}
