import SeededNumbers

@testable import ModQEvent

/// The many ways to write one value in JSON.
extension SplitMix64 {
  /// `value` with its keys shuffled, and blanks and escapes wherever they may stand.
  mutating func spelling(of value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    spell(value, &bytes)
    return bytes
  }

  /// Changes, drops or inserts one byte.
  mutating func damage(_ bytes: inout [UInt8]) {
    let marks = Array("{}[]\":,\\u0eE+-.dDfFnt \u{0}\u{7F}\n".utf8) + [0x80, 0xC0, 0xE3, 0xED, 0xF4, 0xFF]
    let byte = marks.randomElement(using: &self) ?? 0
    guard let place = bytes.indices.randomElement(using: &self) else { return bytes.append(byte) }
    switch Int.random(in: 0..<3, using: &self) {
    case 0: bytes[place] = byte
    case 1: bytes.remove(at: place)
    default: bytes.insert(byte, at: place)
    }
  }

  private mutating func spell(_ value: JSONValue, _ bytes: inout [UInt8]) {
    blanks(&bytes)
    switch value {
    case .null, .bool, .number:
      bytes += value.canonical
    case .string(let text):
      spell(text, &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        bytes += index > 0 ? [UInt8(ascii: ",")] : []
        spell(element, &bytes)
      }
      blanks(&bytes)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.shuffled(using: &self).enumerated() {
        bytes += index > 0 ? [UInt8(ascii: ",")] : []
        blanks(&bytes)
        spell(member.key, &bytes)
        blanks(&bytes)
        bytes.append(UInt8(ascii: ":"))
        spell(member.value, &bytes)
      }
      blanks(&bytes)
      bytes.append(UInt8(ascii: "}"))
    }
    blanks(&bytes)
  }

  private mutating func spell(_ text: String, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      if once(in: 4) {
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16, uppercase: once(in: 2))
          bytes += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        }
      } else if scalar == "/", once(in: 2) {
        bytes += Array(#"\/"#.utf8)
      } else {
        bytes += JSONValue.string(String(scalar)).canonical.dropFirst().dropLast()
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func blanks(_ bytes: inout [UInt8]) {
    while once(in: 5) {
      bytes.append([0x20, 0x09, 0x0D, 0x0A].randomElement(using: &self) ?? 0x20)
    }
  }
}
