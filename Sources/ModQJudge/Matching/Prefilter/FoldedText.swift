/// A text with case folded (``CaseOrbits``), as literals are looked for in, and which bytes it is made of.
struct FoldedText {
  private(set) var count = 0
  /// The ASCII bytes and the first bytes of other characters, of the text as it came.
  private(set) var present = ByteSet.empty
  private var room: [UInt8] = []
  private var squeezedCount = 0
  private var squeezedRoom: [UInt8] = []

  private static let lowered: [UInt8] = (0...255).map { byte in
    byte < 0x80 ? UInt8(truncatingIfNeeded: CaseOrbits.standard.folded(UInt32(byte))) : byte
  }

  /// Whether a folded byte stays when a text is squeezed: the letters and digits of ASCII do.
  static func isKeptInSqueezed(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static let keptCount: [UInt8] = (0...255).map { isKeptInSqueezed($0) ? 1 : 0 }

  /// Folds `text`, which must be valid UTF-8, into the room used before.
  mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
    // A character of two bytes may fold to one of three.
    if room.count < text.count * 2 { room = Array(repeating: 0, count: text.count * 2) }
    let orbits = CaseOrbits.standard
    var ascii: (low: UInt64, high: UInt64) = (0, 0)
    var found = ByteSet.empty
    count = room.withUnsafeMutableBufferPointer { out in
      Self.lowered.withUnsafeBufferPointer { lowered in
        var index = 0
        var written = 0
        while index < text.count {
          let byte = text[index]
          if byte < 0x80 {
            let bit: UInt64 = 1 << UInt64(byte & 63)
            if byte < 64 { ascii.low |= bit } else { ascii.high |= bit }
            out[written] = lowered[Int(byte)]
            (index, written) = (index + 1, written + 1)
            continue
          }
          found.insert(byte)
          if 0xE3...0xE9 ~= byte, byte != 0xE3 || text[index + 1] != 0x80 {
            // Kana and Chinese characters have no case, and the blank among them begins with E3 80.
            (out[written], out[written + 1], out[written + 2]) = (byte, text[index + 1], text[index + 2])
            (index, written) = (index + 3, written + 3)
            continue
          }
          var value = UInt32(byte) & (byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07)
          index += 1
          while index < text.count, text[index] & 0xC0 == 0x80 {
            value = value << 6 | UInt32(text[index] & 0x3F)
            index += 1
          }
          written += Self.encode(orbits.folded(value), at: written, in: out)
        }
        return written
      }
    }
    found.words[0] |= ascii.low
    found.words[1] |= ascii.high
    present = found
  }

  private static func encode(_ value: UInt32, at place: Int, in out: UnsafeMutableBufferPointer<UInt8>) -> Int
  {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | value >> shift & 0x3F) }
    switch value {
    case 0..<0x80:
      out[place] = UInt8(value)
      return 1
    case 0..<0x800:
      (out[place], out[place + 1]) = (UInt8(0xC0 | value >> 6), tail(0))
      return 2
    case 0..<0x10000:
      (out[place], out[place + 1], out[place + 2]) = (UInt8(0xE0 | value >> 12), tail(6), tail(0))
      return 3
    default:
      (out[place], out[place + 1]) = (UInt8(0xF0 | value >> 18), tail(12))
      (out[place + 2], out[place + 3]) = (tail(6), tail(0))
      return 4
    }
  }

  /// Takes everything but letters and digits of ASCII out of the folded text.
  mutating func squeeze() {
    if squeezedRoom.count < count { squeezedRoom = Array(repeating: 0, count: room.count) }
    squeezedCount = squeezedRoom.withUnsafeMutableBufferPointer { out in
      Self.keptCount.withUnsafeBufferPointer { kept in
        room.withUnsafeBufferPointer { folded in
          var written = 0
          for index in 0..<count {
            out[written] = folded[index]
            written += Int(kept[Int(folded[index])])
          }
          return written
        }
      }
    }
  }

  @inline(__always)
  func withFolded<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    room.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  @inline(__always)
  func withSqueezed<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    squeezedRoom.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<squeezedCount])) }
  }
}
