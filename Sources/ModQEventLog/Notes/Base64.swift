/// Bytes as text in the standard alphabet with padding (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 {
        let isThere = place <= group.count
        text.append(isThere ? alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for anything but the one text that ``encode(_:)`` makes of some bytes: what is signed has but one spelling.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8.prefix { $0 != UInt8(ascii: "=") })
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    for (place, digit) in digits.enumerated() {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
      if place % 4 != 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(place % 4)))) }
    }
    return encode(bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
  }
}
