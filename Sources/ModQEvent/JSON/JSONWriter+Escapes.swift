/// Strings, run by run: what needs no escape is copied in one piece.
extension JSONWriter {
  mutating func appendEscaped(_ text: Span<UInt8>) {
    var place = 0
    while place < text.count {
      let next =
        escapesInvisible
        ? InvisibleCharacter.first(from: place, in: text) : JSONReader.endOfRun(from: place, in: text)
      bytes.append(copying: text, from: place, to: next)
      guard next < text.count else { return }
      place = appendEscape(of: text, at: next)
    }
  }

  /// Writes the escape of the character at `start` and returns where the next one begins.
  private mutating func appendEscape(of text: Span<UInt8>, at start: Int) -> Int {
    switch text[start] {
    case UInt8(ascii: "\""): appendShort(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): appendShort(UInt8(ascii: "\\"))
    case 0x08: appendShort(UInt8(ascii: "b"))
    case 0x09: appendShort(UInt8(ascii: "t"))
    case 0x0A: appendShort(UInt8(ascii: "n"))
    case 0x0C: appendShort(UInt8(ascii: "f"))
    case 0x0D: appendShort(UInt8(ascii: "r"))
    case let byte where byte < 0x80: appendHexadecimal(UInt16(byte))
    default:
      let (scalar, length) = InvisibleCharacter.scalar(at: start, in: text)
      if scalar > 0xFFFF {
        appendHexadecimal(UInt16(0xD800 + (scalar - 0x10000) >> 10))
        appendHexadecimal(UInt16(0xDC00 + scalar & 0x3FF))
      } else {
        appendHexadecimal(UInt16(scalar))
      }
      return start + length
    }
    return start + 1
  }

  private mutating func appendShort(_ letter: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(letter)
  }

  /// `\u` and four digits, small letters as in RFC 8785.
  private mutating func appendHexadecimal(_ unit: UInt16) {
    appendShort(UInt8(ascii: "u"))
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
