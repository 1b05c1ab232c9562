/// Strings: eight bytes at a time up to the next one that needs a look.
extension JSONReader {
  /// Reads a string from its opening quote on.
  ///
  /// Checks control characters and escapes; whether the rest is UTF-8 is checked by
  /// ``JSONText/string(in:)``.
  mutating func readText(in bytes: Span<UInt8>) throws(Refusal) -> JSONText {
    let start = position + 1
    var isPlain = true
    position = start
    while true {
      position = Self.endOfRun(from: position, in: bytes)
      guard position < bytes.count else { throw .syntax(.quote, at: position, in: bytes) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return JSONText(start: start, end: position - 1, isPlain: isPlain)
      case UInt8(ascii: "\\"):
        isPlain = false
        try readEscape(in: bytes)
      default:
        throw .controlCharacter(bytes[position], at: position)
      }
    }
  }

  /// The first quote, backslash or control character at or after `start`; the count if there is none.
  ///
  /// After "Bit Twiddling Hacks" (Anderson), "Determine if a word has a byte less than n": a borrow can mark
  /// bytes above the first one that fits, never below, and only the lowest mark is used.
  static func endOfRun(from start: Int, in bytes: Span<UInt8>) -> Int {
    let raw = bytes.bytes
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var place = start
    while place + 8 <= bytes.count {
      // Unsafe by name only: the bounds are checked, and every pattern of bits is an integer.
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let marks =
        (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      if marks & highs != 0 {
        return place + (marks & highs).trailingZeroBitCount / 8
      }
      place += 8
    }
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        break
      }
      place += 1
    }
    return place
  }

  /// Reads one escape from its backslash on; both halves of a surrogate pair count as one.
  private mutating func readEscape(in bytes: Span<UInt8>) throws(Refusal) {
    guard position + 1 < bytes.count else { throw .syntax(.quote, at: position + 1, in: bytes) }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      guard let unit = bytes.hexadecimal(at: position + 2) else {
        throw .syntax(.hexadecimal, at: position, in: bytes)
      }
      switch unit {
      case 0xD800...0xDBFF:
        guard position + 12 <= bytes.count, bytes[position + 6] == UInt8(ascii: "\\"),
          bytes[position + 7] == UInt8(ascii: "u"), let low = bytes.hexadecimal(at: position + 8),
          0xDC00...0xDFFF ~= low
        else { throw .loneSurrogate(unit, at: position) }
        position += 12
      case 0xDC00...0xDFFF:
        throw .loneSurrogate(unit, at: position)
      default:
        position += 6
      }
    default:
      throw .syntax(.escape, at: position, in: bytes)
    }
  }
}
