import ModQJudge

/// One of PCRE2's own files of tests with their expected results (pcre2test(1)).
struct PCRE2TestFile {
  struct Case {
    var pattern: String
    var flags: RegexFlags
    /// Whether all its modifiers are ones that a rule can have, or that modq always sets.
    var isCovered: Bool
    var subjects: [Subject]
  }

  struct Subject {
    var text: String
    /// The groups by number, each with its text or nil; empty for no match, nil where nothing is told.
    var expected: [Int: String?]?
    var isCovered: Bool
  }

  let name: String
  let cases: [Case]

  static let all = ["testoutput1", "testoutput2", "testoutput4", "testoutput5"].map(PCRE2TestFile.init)
  static let regexes = all.flatMap(\.cases).map { SharedMaterial.Regex(source: $0.pattern, flags: $0.flags) }
  static let subjects = all.flatMap(\.cases).flatMap(\.subjects).map(\.text)

  init(name: String) {
    self.name = name
    let isUnicode = name.hasSuffix("4") || name.hasSuffix("5")
    var lines = SharedMaterial.allLines("pcre2_testdata/" + name)[...]
    var cases: [Case] = []
    while let line = lines.popFirst() {
      guard line.hasPrefix("/") else { continue }
      var whole = String(line.dropFirst())
      while Self.end(of: whole) == nil, let more = lines.popFirst() { whole += "\n" + more }
      guard let end = Self.end(of: whole) else { continue }
      let modifiers = whole[whole.unicodeScalars.index(after: end)...].split(separator: ",").map {
        $0.filter { $0 != " " }
      }
      let (flags, areKnown) = Self.flags(modifiers)
      // modq always has UCP, by which `\w` and its like reach beyond ASCII.
      let kinds = ["\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B", "[:"]
      let isAlike = modifiers.contains("ucp") || !kinds.contains { whole[..<end].contains($0) }
      // Call-outs are reported between subject and result.
      let isCovered =
        areKnown && !whole.contains("(?C") && (!isUnicode || (modifiers.contains("utf") && isAlike))
      let body = lines.prefix { !$0.isEmpty && !$0.hasPrefix("/") }
      lines = lines.dropFirst(body.count)
      cases.append(
        Case(
          pattern: String(whole[..<end]), flags: flags, isCovered: isCovered,
          subjects: Self.subjects(Array(body), isUnicode: isUnicode)))
    }
    self.cases = cases
  }

  /// Where the slash stands that ends a pattern.
  private static func end(of text: String) -> String.Index? {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      if scalars[index] == "/" { return index }
      if scalars[index] == "\\" { index = scalars.index(after: index) }
      if index < scalars.endIndex { index = scalars.index(after: index) }
    }
    return nil
  }

  private static func flags(_ modifiers: [String]) -> (RegexFlags, areKnown: Bool) {
    let flagOf: [Character: RegexFlags] = ["i": .caseless, "m": .multiline, "s": .dotAll, "x": .extended]
    let silent: Set<String> = ["utf", "ucp", "jitstack=256", "no_auto_possess"]
    var flags: RegexFlags = []
    var areKnown = true
    for modifier in modifiers where !silent.contains(modifier) {
      if modifier.allSatisfy({ flagOf[$0] != nil }), !modifier.contains("xx") {
        flags.formUnion(RegexFlags(modifier.compactMap { flagOf[$0] }))
      } else {
        areKnown = false
      }
    }
    return (flags, areKnown)
  }

  private static func subjects(_ lines: [String], isUnicode: Bool) -> [Subject] {
    var found: [Subject] = []
    for line in lines {
      if line.hasPrefix("    "), let (text, isCovered) = unescaped(line, isUnicode: isUnicode) {
        found.append(Subject(text: text, expected: nil, isCovered: isCovered))
      } else if line.hasPrefix("No match"), let last = found.indices.last {
        found[last].expected = [:]
      } else if let last = found.indices.last, let (number, text) = group(line) {
        var groups = (found[last].expected ?? [:])
        groups[number] = .some(text)
        found[last].expected = groups
      } else if let last = found.indices.last, !line.hasPrefix("\\=") {
        found[last].isCovered = false
      }
    }
    return found
  }

  /// ` 0: text`, ` 1: <unset>`.
  private static func group(_ line: String) -> (Int, String?)? {
    guard let colon = line.firstIndex(of: ":"), let number = Int(line[..<colon].drop { $0 == " " }) else {
      return nil
    }
    let text = String(line[colon...].dropFirst(2))
    return (number, text == "<unset>" ? nil : text)
  }

  /// A subject without its escapes; nil if it is no text.
  ///
  /// Those with options or bytes beyond ASCII are not covered.
  private static func unescaped(_ line: String, isUnicode: Bool) -> (String, Bool)? {
    var text = String.UnicodeScalarView()
    var isCovered = true
    var rest = line.unicodeScalars.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    func number(_ radix: Int, _ limit: Int) -> UInt32 {
      let digits = rest.prefix(limit).prefix {
        Character($0).isHexDigit && (Character($0).hexDigitValue ?? 99) < radix
      }
      rest = rest.dropFirst(digits.count)
      return UInt32(String(digits), radix: radix) ?? 0
    }
    while let scalar = rest.popFirst() {
      if !isUnicode, !scalar.isASCII { isCovered = false }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard let letter = rest.popFirst() else { break }
      var value: UInt32
      switch letter {
      case "a": value = 7
      case "b": value = 8
      case "e": value = 27
      case "f": value = 12
      case "n": value = 10
      case "r": value = 13
      case "t": value = 9
      case "v": value = 11
      case "=", "[", "N", "o": return (String(text), false)
      case "0"..."7":
        rest = line.unicodeScalars[line.unicodeScalars.index(before: rest.startIndex)..<rest.endIndex]
        value = number(8, 3)
      case "x" where rest.first == "{":
        rest.removeFirst()
        value = number(16, 8)
        rest = rest.dropFirst()
      case "x": value = number(16, 2)
      default: value = letter.value
      }
      if !isUnicode, value > 0x7F { isCovered = false }
      guard let made = Unicode.Scalar(value) else { return nil }
      text.append(made)
    }
    return (String(text), isCovered)
  }

  /// A text as pcre2test shows it.
  static func shown(_ text: String, isUnicode: Bool) -> String {
    text.unicodeScalars.map { scalar in
      guard !(0x20...0x7E).contains(scalar.value) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      let padded = digits.count < 2 ? "0" + digits : digits
      return isUnicode ? "\\x{\(padded)}" : "\\x\(padded)"
    }.joined()
  }
}
