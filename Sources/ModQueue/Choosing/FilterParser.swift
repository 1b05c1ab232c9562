import ModQEvent

/// Parses a filter by recursive descent, straight from its bytes: what a value is made of depends on where it stands.
struct FilterParser {
  private let bytes: [UInt8]
  private let now: Timestamp
  private var place = 0
  private var depth = 0
  private var terms = 0

  /// More than anybody types; what a script puts together belongs on standard input, as ids.
  private enum Bound {
    static let bytes = 16 << 10
    static let depth = 32
    static let terms = 500
  }

  static func parse(_ text: String, now: Timestamp) throws(FilterFault) -> FilterNode {
    var parser = FilterParser(bytes: Array(text.utf8), now: now)
    guard parser.bytes.count <= Bound.bytes else {
      throw FilterFault(offset: 0, message: "it is longer than \(Bound.bytes) bytes", hint: "give ids with -")
    }
    parser.skipBlanks()
    guard parser.place < parser.bytes.count else {
      throw FilterFault(offset: 0, message: "it is empty", hint: "as in rule=flood_new and tier=new")
    }
    let node = try parser.or()
    guard parser.place < parser.bytes.count else { return node }
    throw parser.fault(
      parser.bytes[parser.place] == UInt8(ascii: ")")
        ? "this “)” closes nothing" : "“and” or “or” is missing before this", hint: parser.capitalsHint)
  }

  /// That the words of the language are written small, where one comes next in capitals.
  private var capitalsHint: String? {
    let next = bytes[place...].prefix { Self.isOfKey($0) }
    let small = String(decoding: next, as: UTF8.self).lowercased()
    guard ["and", "or", "not"].contains(small), !next.elementsEqual(small.utf8) else { return nil }
    return "write \(small) in small letters"
  }

  private init(bytes: [UInt8], now: Timestamp) {
    self.bytes = bytes
    self.now = now
  }

  private mutating func or() throws(FilterFault) -> FilterNode {
    var list = [try and()]
    while take("or") { list.append(try and()) }
    return list.count == 1 ? list[0] : .or(list)
  }

  private mutating func and() throws(FilterFault) -> FilterNode {
    var list = [try not()]
    while take("and") { list.append(try not()) }
    return list.count == 1 ? list[0] : .and(list.sorted { $0.cost < $1.cost })
  }

  private mutating func not() throws(FilterFault) -> FilterNode {
    skipBlanks()
    let start = place
    if take("not") {
      try descend()
      defer { depth -= 1 }
      return .not(try not())
    }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "(") else { return .test(try test()) }
    try descend()
    defer { depth -= 1 }
    place += 1
    let inner = try or()
    guard place < bytes.count else { throw FilterFault(offset: start, message: "this “(” is not closed") }
    guard bytes[place] == UInt8(ascii: ")") else {
      throw fault("“)”, “and” or “or” is missing before this", hint: capitalsHint)
    }
    place += 1
    skipBlanks()
    return inner
  }

  private mutating func test() throws(FilterFault) -> FilterTest {
    terms += 1
    guard terms <= Bound.terms else {
      throw fault("it has more than \(Bound.terms) comparisons", hint: "give ids with -")
    }
    let key = try key()
    skipBlanks()
    let rest = bytes[place...]
    guard let comparison = FilterComparison.allCases.first(where: { rest.starts(with: $0.rawValue.utf8) })
    else { throw fault("\(key.rawValue) is compared with nothing", hint: "as in \(key.example)") }
    if key.kind == .bound && comparison.isEquality != true {
      throw fault("\(key.rawValue) takes = alone", hint: "as in \(key.example)")
    }
    if comparison.isEquality == nil && !key.kind.isOrdered {
      throw fault("\(key.rawValue) has no order", hint: "compare it with = or !=, as in \(key.example)")
    }
    place += comparison.rawValue.utf8.count
    skipBlanks()
    let offset = place
    let word = try word(after: key)
    skipBlanks()
    do throws(FilterValueFault) {
      let value = try FilterValue(word, for: key, now: now)
      return FilterTest(key: key, comparison: comparison, value: value, offset: offset)
    } catch {
      throw FilterFault(offset: offset, message: error.message, hint: error.hint)
    }
  }

  private mutating func key() throws(FilterFault) -> FilterKey {
    let start = place
    while place < bytes.count, Self.isOfKey(bytes[place]) { place += 1 }
    let name = String(decoding: bytes[start..<place], as: UTF8.self)
    if let key = FilterKey(rawValue: name) { return key }
    place = start
    if let capitalsHint { throw fault("there is no key “\(name)”", hint: capitalsHint) }
    if name.isEmpty {
      throw fault(
        place < bytes.count ? "a key is missing here" : "it ends where a key is missing",
        hint: "keys are \(FilterKey.names.joined(separator: ", "))")
    }
    if name == "and" || name == "or" { throw fault("something is missing before this “\(name)”") }
    let near = Suggestion.closest(to: name, among: FilterKey.names)
    throw fault(
      "there is no key “\(name)”",
      hint: near.map { "did you mean \($0)?" } ?? "keys are \(FilterKey.names.joined(separator: ", "))")
  }

  /// A value: between quotes, or up to a blank or a parenthesis.
  private mutating func word(after key: FilterKey) throws(FilterFault) -> String {
    let start = place
    if place < bytes.count, bytes[place] == UInt8(ascii: "'") || bytes[place] == UInt8(ascii: "\"") {
      let quote = bytes[place]
      guard let end = bytes[(place + 1)...].firstIndex(of: quote) else {
        throw fault("this quote is not closed")
      }
      place = end + 1
      return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    }
    while place < bytes.count, !Self.endsWord(bytes[place]) { place += 1 }
    guard place > start else {
      throw fault("a value is missing here", hint: "as in \(key.example)")
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// Takes a word of the language, if that comes next.
  private mutating func take(_ word: String) -> Bool {
    skipBlanks()
    let end = place + word.utf8.count
    guard bytes[place...].starts(with: word.utf8) else { return false }
    guard end == bytes.count || Self.isBlank(bytes[end]) || bytes[end] == UInt8(ascii: "(") else {
      return false
    }
    place = end
    skipBlanks()
    return true
  }

  private mutating func skipBlanks() {
    while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
  }

  private mutating func descend() throws(FilterFault) {
    depth += 1
    guard depth <= Bound.depth else {
      throw fault("more than \(Bound.depth) parentheses and nots within one another")
    }
  }

  private func fault(_ message: String, hint: String? = nil) -> FilterFault {
    FilterFault(offset: place, message: message, hint: hint)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func endsWord(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    !endsWord(byte) && !"=!<>'\"".utf8.contains(byte)
  }
}
