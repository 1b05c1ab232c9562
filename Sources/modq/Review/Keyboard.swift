/// Makes keys out of the bytes that a terminal sends (ECMA-48 sequences, as xterm and its like send them).
///
/// A byte of ESC may be the key or the start of a sequence: whoever feeds bytes calls ``flush()`` when no more came for a
/// moment.
struct Keyboard {
  private var pending: [UInt8] = []
  /// What was pasted so far; nil outside of a paste.
  private var pasted: [UInt8]?

  /// Of a paste no more is kept than the longest text that is typed here.
  private static let pasteBytes = 4_096
  /// No sequence is longer; what goes on is not one.
  private static let sequenceBytes = 32
  /// Button, column and row (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, X10).
  private static let mouseReportBytes = 3
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// The last byte so far of a string that the terminal sends (ECMA-48, 5.6), such as an answer to the program before.
  ///
  /// Until its end nothing is a key.
  private var stringByte: UInt8?
  /// Bytes that are left of the report of a mouse.
  private var mouseBytes = 0

  /// Whether a sequence or a character is cut off in the middle.
  var isWaiting: Bool { pasted == nil && (!pending.isEmpty || stringByte != nil || mouseBytes > 0) }

  /// Takes bytes and gives the keys that are complete.
  mutating func keys(from bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes {
      if pasted != nil {
        if let key = paste(byte) { keys.append(key) }
      } else if mouseBytes > 0 {
        mouseBytes -= 1
      } else if let last = stringByte {
        stringByte = Keyboard.isEndOfString(last, byte) ? nil : byte
      } else {
        pending.append(byte)
        if let key = take() { keys.append(key) }
      }
    }
    return keys
  }

  /// BEL, or the string terminator; ^C and ^X are the person's, who would be locked out by a string without an end.
  private static func isEndOfString(_ last: UInt8, _ byte: UInt8) -> Bool {
    byte == 0x07 || last == 0x1B && byte == UInt8(ascii: "\\") || byte == 0x03 || byte == 0x18
  }

  /// What is pending is all that comes: a lone ESC is the key, the rest is nothing.
  mutating func flush() -> Key? {
    guard isWaiting else { return nil }
    defer {
      pending.removeAll()
      // The terminal sends these in one piece; what a person types next is none of it.
      (stringByte, mouseBytes) = (nil, 0)
    }
    return pending == [0x1B] ? .escape : .unknown
  }

  private mutating func paste(_ byte: UInt8) -> Key? {
    pending.append(byte)
    if pending.count > Keyboard.pasteEnd.count {
      let first = pending.removeFirst()
      if (pasted?.count ?? 0) < Keyboard.pasteBytes { pasted?.append(first) }
    }
    guard pending == Keyboard.pasteEnd else { return nil }
    defer {
      pending.removeAll()
      pasted = nil
    }
    return .paste(Keyboard.text(of: pasted ?? []))
  }

  private mutating func take() -> Key? {
    guard let first = pending.first else { return nil }
    if first == 0x1B { return sequence() }
    let length = Keyboard.length(of: first)
    guard length > 0 else {
      pending.removeAll()
      return .unknown
    }
    guard pending.count == length else { return nil }
    defer { pending.removeAll() }
    if first < 0x20 || first == 0x7F { return Keyboard.control(first) }
    guard let text = String(validating: pending, as: UTF8.self), let character = text.first,
      text.unicodeScalars.allSatisfy({ ScalarDisplay($0) != .control })
    else { return .unknown }
    return .character(character)
  }

  private mutating func sequence() -> Key? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      guard pending.count > 2, let last = pending.last else { return nil }
      // The end of a sequence (ECMA-48, 5.4).
      guard 0x40...0x7E ~= last else {
        if pending.count > Keyboard.sequenceBytes { pending.removeAll() }
        return nil
      }
      defer { pending.removeAll() }
      if pending.elementsEqual("\u{1B}[200~".utf8) {
        pasted = []
        return nil
      }
      if pending.elementsEqual("\u{1B}[M".utf8) {
        mouseBytes = Keyboard.mouseReportBytes
        return nil
      }
      return Keyboard.sequences[Array(pending.dropFirst(2))] ?? .unknown
    case 0x1B:
      pending.removeFirst()
      return .escape
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      stringByte = pending[1]
      pending.removeAll()
      return nil
    default:
      // Alt with a key.
      pending.removeAll()
      return .unknown
    }
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x7F, 0x08: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: .unknown
    }
  }

  /// How many bytes a character has that begins with this one; 0 for what begins none.
  private static func length(of byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// The text of a paste on one line; a character that was cut off or is none is left out.
  private static func text(of bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self).replacing("\u{FFFD}", with: "")
    var line = ""
    for scalar in text.unicodeScalars where scalar != "\r" {
      line.unicodeScalars.append(ScalarDisplay(scalar) == .control ? " " : scalar)
    }
    return line
  }

  private static let sequences: [[UInt8]: Key] = {
    let table: [(String, Key)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("1~", .home),
      ("7~", .home), ("4~", .end), ("8~", .end), ("3~", .delete), ("5~", .pageUp), ("6~", .pageDown),
      ("M", .enter),
    ]
    return Dictionary(table.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
  }()
}
