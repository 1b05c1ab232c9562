/// A string of JSON in the bytes it came in, between its quotes: checked for its escapes, not yet for its
/// UTF-8.
struct JSONText {
  /// The first byte after the opening quote.
  var start: Int
  /// The closing quote.
  var end: Int
  /// No escapes: its bytes stand for themselves.
  var isPlain: Bool

  /// The text with its escapes resolved.
  ///
  /// `invalid_utf8` if it is not UTF-8 by RFC 3629.
  func string(in bytes: Span<UInt8>) throws(Refusal) -> String {
    let raw = bytes.extracting(start..<end)
    guard isPlain else { return try unescapedString(in: raw) }
    do {
      return String(copying: try UTF8Span(validating: raw))
    } catch {
      throw .invalidUTF8(at: start + error.byteOffsets.lowerBound)
    }
  }

  /// An escape never completes a broken sequence of raw bytes, because each stands for whole characters: so
  /// what is wrong with the result is wrong with the raw bytes, and those tell the column.
  private func unescapedString(in raw: Span<UInt8>) throws(Refusal) -> String {
    do {
      _ = try UTF8Span(validating: raw)
      return String(copying: try UTF8Span(validating: Self.unescaped(raw).span))
    } catch {
      throw .invalidUTF8(at: start + error.byteOffsets.lowerBound)
    }
  }

  private static func unescaped(_ raw: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var place = 0
    while place < raw.count {
      let next = raw.firstIndex(of: UInt8(ascii: "\\"), from: place)
      text.append(copying: raw, from: place, to: next)
      guard next + 1 < raw.count else { break }
      let escape = raw[next + 1]
      place = next + 2
      guard escape == UInt8(ascii: "u") else {
        text.append(character(ofEscape: escape))
        continue
      }
      var unit = UInt32(raw.hexadecimal(at: place) ?? 0)
      place += 4
      if unit & 0xFC00 == 0xD800, let low = raw.hexadecimal(at: place + 2) {
        unit = 0x10000 + (unit & 0x3FF) << 10 + UInt32(low) & 0x3FF
        place += 6
      }
      text.append(
        contentsOf: UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    }
    return text
  }

  private static func character(ofEscape escape: UInt8) -> UInt8 {
    switch escape {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: escape
    }
  }
}

extension Span<UInt8> {
  /// Where `byte` comes first at or after `start`; the count if nowhere.
  func firstIndex(of byte: UInt8, from start: Int) -> Int {
    var place = start
    while place < count, self[place] != byte {
      place += 1
    }
    return place
  }

  /// The number that the four hexadecimal digits at `start` write; nil if they are none or run out.
  func hexadecimal(at start: Int) -> UInt16? {
    guard start + 4 <= count else { return nil }
    var value: UInt16 = 0
    for place in start..<(start + 4) {
      let digit: UInt8
      switch self[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = self[place] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = self[place] - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = self[place] - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension [UInt8] {
  /// Appends the bytes from `start` to `end` in one piece.
  mutating func append(copying bytes: Span<UInt8>, from start: Int, to end: Int) {
    // Unsafe: an array takes many bytes at once only from a collection, and a span is none.
    bytes.extracting(start..<end).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
