/// Reads JSON by RFC 8259 in one pass over bytes that it is handed at every step, and says where it goes
/// wrong.
///
/// It is stricter than most readers, because what two readers understand differently can be used to show the
/// moderator one text and the site another: no duplicate keys, no half surrogates, no invalid UTF-8, nothing
/// after the value. `JSONDecoder` sees neither duplicate keys nor columns and takes longer; it is the
/// differential test of this.
///
/// Each `read…` starts at ``position``, which stands on the first byte of what it reads, and leaves it behind
/// the last. Plain strings are not copied: a ``JSONText`` says where they are.
struct JSONReader {
  /// The next byte to read, from 0; may be the count.
  var position = 0
  /// How many objects and arrays are open.
  private(set) var depth = 0

  /// What a value turns out to be by its first byte.
  enum Shape: UInt8 {
    case string, number, object, array, null, bool
  }

  /// Moves to the next byte that is no blank, and returns it; 0, which fits nowhere, at the end.
  @discardableResult
  mutating func skipBlanks(in bytes: Span<UInt8>) -> UInt8 {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte <= 0x20, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      position += 1
    }
    return 0
  }

  /// Passes the byte order mark that may stand in front.
  mutating func skipByteOrderMark(in bytes: Span<UInt8>) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      position = 3
    }
  }

  /// The shape of the value that comes next, after blanks.
  ///
  /// `bad_json` if none does.
  mutating func shape(in bytes: Span<UInt8>) throws(Refusal) -> Shape {
    switch skipBlanks(in: bytes) {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    default: throw .syntax(.value, at: position, in: bytes)
    }
  }

  /// Reads `{` or `[` and what follows it up to the first member, if there is one.
  ///
  /// - Returns: False if it is empty, and then its end is read too.
  mutating func open(_ closing: UInt8, in bytes: Span<UInt8>) throws(Refusal) -> Bool {
    guard depth < Bounds.nesting else { throw .tooDeep(at: position) }
    depth += 1
    position += 1
    guard skipBlanks(in: bytes) == closing else { return true }
    depth -= 1
    position += 1
    return false
  }

  /// Reads what stands after a member: a comma and the blanks behind it, or the end.
  ///
  /// - Returns: False at the end.
  mutating func goOn(_ closing: UInt8, in bytes: Span<UInt8>) throws(Refusal) -> Bool {
    switch skipBlanks(in: bytes) {
    case UInt8(ascii: ","):
      position += 1
      skipBlanks(in: bytes)
      return true
    case closing:
      position += 1
      depth -= 1
      return false
    default:
      throw .syntax(closing == UInt8(ascii: "}") ? .commaOrBrace : .commaOrBracket, at: position, in: bytes)
    }
  }

  /// Reads a key and the colon behind it.
  mutating func readKey(in bytes: Span<UInt8>) throws(Refusal) -> JSONText {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      throw .syntax(.key, at: position, in: bytes)
    }
    let key = try readText(in: bytes)
    guard skipBlanks(in: bytes) == UInt8(ascii: ":") else { throw .syntax(.colon, at: position, in: bytes) }
    position += 1
    return key
  }

  /// Reads `null`, `true` or `false`.
  mutating func readWord(_ word: StaticString, in bytes: Span<UInt8>) throws(Refusal) {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw .syntax(.value, at: position, in: bytes) }
    for place in position..<end where bytes[place] != word.utf8Start[place - position] {
      throw .syntax(.value, at: position, in: bytes)
    }
    position = end
  }

  /// Makes sure that nothing but blanks comes after the value.
  mutating func finish(in bytes: Span<UInt8>) throws(Refusal) {
    skipBlanks(in: bytes)
    guard position == bytes.count else { throw .syntax(.end, at: position, in: bytes) }
  }
}
