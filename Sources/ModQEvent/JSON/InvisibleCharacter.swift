/// The characters that can be in a text without being seen, or that change how others are shown: those of the
/// Unicode general categories Cc (controls), Cf (format), Zl and Zp (line and paragraph separators).
///
/// A table of our own instead of `Unicode.Scalar.Properties`: what JSON looks like must not depend on the
/// version of the standard library, and kana and ideographs are passed by their first byte. Unicode 16.0.
enum InvisibleCharacter {
  /// Beyond ASCII, in order.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x80...0x9F, 0xAD...0xAD, 0x600...0x605, 0x61C...0x61C, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891,
    0x8E2...0x8E2, 0x180E...0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0x2066...0x206F,
    0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0x110BD...0x110BD, 0x110CD...0x110CD, 0x13430...0x1343F,
    0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0001...0xE0001, 0xE0020...0xE007F,
  ]

  /// Whether the code point `scalar`, beyond ASCII, is one of them.
  static func contains(_ scalar: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }

  /// The first byte, at or after `start`, of one of them, or of a quote or a backslash; the count if there is
  /// none.
  ///
  /// `text` is UTF-8, and `start` the beginning of a character.
  static func first(from start: Int, in text: Span<UInt8>) -> Int {
    var place = start
    while place < text.count {
      switch text[place] {
      case 0..<0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "\\"):
        return place
      case 0x20..<0x7F:
        place += 1
      case 0xE3...0xED:
        // U+3000 to U+DFFF: none is in the table.
        place += 3
      default:
        let (scalar, length) = scalar(at: place, in: text)
        if contains(scalar) {
          return place
        }
        place += length
      }
    }
    return min(place, text.count)
  }

  /// The code point whose UTF-8 begins at `start`, and how many bytes it takes.
  static func scalar(at start: Int, in text: Span<UInt8>) -> (UInt32, length: Int) {
    let lead = text[start]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC0, start + length <= text.count else { return (UInt32(lead), 1) }
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for place in (start + 1)..<(start + length) {
      scalar = scalar << 6 | UInt32(text[place] & 0x3F)
    }
    return (scalar, length)
  }
}
