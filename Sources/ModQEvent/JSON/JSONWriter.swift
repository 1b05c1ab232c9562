/// Writes JSON into one growing array of bytes: commas come by themselves, blanks never.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.member("id", "c1")
///     writer.key("score")
///     writer.number(6.5)
///     writer.endObject()      // {"id":"c1","score":6.5}
///
/// Strings have the shortest escapes, those of RFC 8785 (JSON Canonicalization Scheme), section 3.2.2.2. The
/// keys come in the order in which they are written: whoever needs canonical bytes writes them sorted, or
/// with `value(_:)`. Balance of what is begun and ended is up to the caller. Amortised constant per byte.
package struct JSONWriter: Sendable {
  /// What is written so far.
  package internal(set) var bytes: [UInt8] = []
  /// Whether every character that can't be seen is written as an escape: what goes to terminals and other
  /// programs.
  let escapesInvisible: Bool
  private var needsComma = false

  /// - Parameters:
  ///   - escapingInvisible: True for output: every character of the categories Cc, Cf, Zl and Zp, in keys
  ///     too, becomes
  ///     `\u` and four digits, twice beyond U+FFFF. False for what is stored and compared.
  ///   - capacity: The bytes to make room for.
  package init(escapingInvisible: Bool = false, capacity: Int = 0) {
    escapesInvisible = escapingInvisible
    bytes.reserveCapacity(capacity)
  }

  package mutating func beginObject() {
    begin(UInt8(ascii: "{"))
  }

  package mutating func endObject() {
    end(UInt8(ascii: "}"))
  }

  package mutating func beginArray() {
    begin(UInt8(ascii: "["))
  }

  package mutating func endArray() {
    end(UInt8(ascii: "]"))
  }

  /// The key of the member whose value is written next.
  package mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text.utf8.span)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The shortest digits that read back as the same double; whole numbers below 10^16 without point and
  /// exponent.
  ///
  /// What is not finite has no number in JSON and becomes `null`.
  package mutating func number(_ value: Double) {
    separate()
    appendNumber(value)
  }

  package mutating func integer(_ value: some BinaryInteger) {
    separate()
    appendASCII(value.description)
  }

  package mutating func bool(_ value: Bool) {
    separate()
    appendASCII(value ? "true" : "false")
  }

  package mutating func null() {
    separate()
    appendASCII("null")
  }

  /// A number whose token is given: as it was written somewhere.
  package mutating func token(_ number: String) {
    separate()
    appendASCII(number)
  }

  /// One value that is JSON already and is not looked at: canonical bytes that the log keeps.
  package mutating func raw(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// A newline behind a complete value, after which the next one begins.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Forgets what is written, and keeps the room for more.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// The comma before a value, where one is needed, and the note that the next one needs it.
  private mutating func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
    }
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }
}
