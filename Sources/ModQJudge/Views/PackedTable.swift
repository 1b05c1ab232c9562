/// A table of the Unicode data that the views stand on, as its generator packed it: variable-length integers in base64.
///
/// Our own tables instead of the platform's, because a key that is stored, and a verdict that is judged again, must not
/// change with a toolchain or an ICU. Text, because a Swift array literal of this size takes minutes to type-check.
/// `.tools/unicode/make_tables.py` writes them; all five are decoded in well under 5 ms, at their first use.
struct PackedTable {
  /// The version of the Unicode Character Database that all tables are made of.
  ///
  /// A newer one is a decision: it changes views of new texts, while keys that were stored stay as they are.
  static let unicodeVersion = "15.0.0"

  /// Base64 without padding; line breaks count for nothing.
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// The numbers of the table, in order.
  func unpacked() -> Numbers {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var held: UInt32 = 0
    var bits: UInt32 = 0
    for character in text.utf8 {
      guard let value = Self.sextet(character) else { continue }
      held = held << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> bits))
      }
    }
    return Numbers(bytes: bytes)
  }

  private static func sextet(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Reads unsigned integers of seven bits a byte, lowest first, the high bit saying that more follow.
  struct Numbers {
    private let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func next() -> UInt32 {
      var value: UInt32 = 0
      var shift: UInt32 = 0
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        value |= UInt32(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return value
    }

    /// The next number, a signed difference that stands as 0, −1, 1, −2 and so on, added to `base`.
    mutating func next(after base: UInt32) -> UInt32 {
      let number = next()
      return number & 1 == 0 ? base &+ number >> 1 : base &- (number >> 1 + 1)
    }
  }
}
