/// Cuts the text of a condition into words, numbers and signs.
struct ConditionLexer {
  /// A piece of the text, and its place in UTF-8 bytes.
  struct Token: Equatable {
    var kind: Kind
    var range: Range<Int>
  }

  enum Kind: Equatable {
    case name(String)
    case number(Double)
    case comparison(Condition.Comparison)
    case and, or, not, open, close, end
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The next token; ``Kind/end`` at the end, again and again.
  mutating func next() throws(ConditionError) -> Token {
    while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
    let start = index
    guard index < bytes.count else { return Token(kind: .end, range: start..<start) }
    switch bytes[index] {
    case UInt8(ascii: "("): return sign(.open, length: 1)
    case UInt8(ascii: ")"): return sign(.close, length: 1)
    case UInt8(ascii: "="):
      guard byte(after: 1) == UInt8(ascii: "=") else {
        throw refused("one “=” compares nothing", hint: "write ==")
      }
      return sign(.comparison(.equal), length: 2)
    case UInt8(ascii: "!"):
      guard byte(after: 1) == UInt8(ascii: "=") else {
        throw refused("“!” is not a word here", hint: "write not")
      }
      return sign(.comparison(.unequal), length: 2)
    case UInt8(ascii: "<"):
      return byte(after: 1) == UInt8(ascii: "=")
        ? sign(.comparison(.atMost), length: 2) : sign(.comparison(.less), length: 1)
    case UInt8(ascii: ">"):
      return byte(after: 1) == UInt8(ascii: "=")
        ? sign(.comparison(.atLeast), length: 2) : sign(.comparison(.greater), length: 1)
    case UInt8(ascii: "&"): throw refused("“&” is not a word here", hint: "write and")
    case UInt8(ascii: "|"): throw refused("“|” is not a word here", hint: "write or")
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      throw refused("words are written without quotes here", hint: "as in author.tier == new")
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case let first where Self.beginsName(first): return name()
    default: throw refused("“\(character)” does not belong into a condition")
    }
  }

  private func byte(after distance: Int) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  private mutating func sign(_ kind: Kind, length: Int) -> Token {
    defer { index += length }
    return Token(kind: kind, range: index..<index + length)
  }

  private mutating func name() -> Token {
    let start = index
    while index < bytes.count, Self.continuesName(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let kind: Kind =
      switch text {
      case "and": .and
      case "or": .or
      case "not": .not
      default: .name(text)
      }
    return Token(kind: kind, range: start..<index)
  }

  private mutating func number() throws(ConditionError) -> Token {
    let start = index
    if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    while index < bytes.count, Self.continuesName(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard let number = PlainNumber.parse(text) else {
      index = start
      throw ConditionError(
        offset: start, message: "“\(text)” is not a number",
        hint: "numbers are written as in 3, 0.75 or -1: \(PlainNumber.form)")
    }
    return Token(kind: .number(number), range: start..<index)
  }

  private func refused(_ message: String, hint: String? = nil) -> ConditionError {
    ConditionError(offset: index, message: message, hint: hint)
  }

  private var character: Character {
    String(decoding: bytes[index...].prefix(64), as: UTF8.self).first ?? " "
  }

  private static func beginsName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    beginsName(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
  }
}
