import ModQEvent

extension NodeReader {
  /// A text of 1 to `bytes` bytes of UTF-8 without NUL.
  mutating func text(_ node: YAMLNode, _ what: String, atMost bytes: Int = RuleBounds.titleBytes) -> String? {
    if case .scalar(let scalar) = node, scalar.string.isEmpty {
      error(node, "\(what) is empty")
      return nil
    }
    return textOrEmpty(node, what, atMost: bytes)
  }

  /// As ``text(_:_:atMost:)``, but quotes with nothing between them are a text too.
  mutating func textOrEmpty(_ node: YAMLNode, _ what: String, atMost bytes: Int) -> String? {
    guard let scalar = scalar(node, what) else { return nil }
    let length = scalar.string.utf8.count
    if length == 0, scalar.style == .plain {
      error(node, "\(what) is missing", hint: "write '' for an empty text")
      return nil
    }
    guard length <= bytes else {
      error(node, "\(what) has \(length) bytes, more than \(bytes)")
      return nil
    }
    guard !scalar.string.utf8.contains(0) else {
      error(node, "\(what) contains a NUL")
      return nil
    }
    return scalar.string
  }

  /// A list of texts, or one text alone.
  mutating func texts(
    _ node: YAMLNode, _ what: String, each: String, atMost bytes: Int = RuleBounds.titleBytes
  ) -> [String]? {
    if case .scalar = node { return text(node, each, atMost: bytes).map { [$0] } }
    guard let elements = elements(node, what) else { return nil }
    var texts: [String] = []
    for element in elements {
      guard let text = text(element, each, atMost: bytes) else { continue }
      texts.append(text)
    }
    return texts.count == elements.count ? texts : nil
  }

  /// An identifier: `[a-z][a-z0-9_]*`.
  mutating func name(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = text(node, what, atMost: RuleBounds.nameBytes) else { return nil }
    guard Self.isName(text) else {
      error(
        node, "\(what) “\(text.shortened)” is not a name", hint: "a to z first, then a to z, 0 to 9 and _")
      return nil
    }
    return text
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
  }

  /// One of the words of an enumeration.
  mutating func word<T: RawRepresentable & CaseIterable>(_ node: YAMLNode, _ what: String, as type: T.Type)
    -> T?
  where T.RawValue == String {
    guard let text = text(node, what) else { return nil }
    if let value = T(rawValue: text) { return value }
    let words = T.allCases.map(\.rawValue)
    error(
      node, "\(what) is never “\(text.shortened)”",
      hint: NearestName.of(text, in: words).map { "did you mean \($0)?" } ?? "one of \(words.listed)")
    return nil
  }

  /// A list of words of an enumeration without repetition, or one word alone.
  mutating func words<T: RawRepresentable & CaseIterable & Equatable>(
    _ node: YAMLNode, _ what: String, each: String, as type: T.Type
  ) -> [T]? where T.RawValue == String {
    if case .scalar = node { return word(node, each, as: type).map { [$0] } }
    guard let elements = elements(node, what) else { return nil }
    var words: [T] = []
    for element in elements {
      guard let word = word(element, each, as: type) else { continue }
      if words.contains(word) {
        error(element, "“\(word.rawValue)” stands twice in \(what)")
      } else {
        words.append(word)
      }
    }
    guard !words.isEmpty else {
      if elements.isEmpty {
        error(node, "\(what) is an empty list", hint: "leave the key out, or name something")
      }
      return nil
    }
    return words.count == elements.count ? words : nil
  }

  /// `true` or `false`.
  mutating func flag(_ node: YAMLNode, _ what: String) -> Bool? {
    guard let scalar = scalar(node, what) else { return nil }
    if scalar.style == .plain, scalar.string == "true" || scalar.string == "false" {
      return scalar.string == "true"
    }
    error(node, "\(what) is true or false, not \(Self.kind(of: node))")
    return nil
  }

  mutating func number(_ node: YAMLNode, _ what: String, in range: ClosedRange<Double>) -> Double? {
    guard let number = plain(node, what, PlainNumber.parse, hint: "numbers have \(PlainNumber.form)") else {
      return nil
    }
    guard range.contains(number) else {
      error(
        node,
        "\(what) is \(PlainNumber.text(number)), not between \(PlainNumber.text(range.lowerBound)) and "
          + PlainNumber.text(range.upperBound))
      return nil
    }
    return number
  }

  mutating func integer(_ node: YAMLNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
    guard let number = plain(node, what, PlainNumber.parseInteger, hint: "write a whole number") else {
      return nil
    }
    guard range.contains(number) else {
      error(node, "\(what) is \(number), not between \(range.lowerBound) and \(range.upperBound)")
      return nil
    }
    return number
  }

  /// A time span such as `10m`: a whole number and one of s, m, h, d.
  mutating func duration(
    _ node: YAMLNode, _ what: String, upTo limit: Int64 = RuleBounds.durationMilliseconds
  ) -> Int64? {
    guard let scalar = scalar(node, what) else { return nil }
    guard let milliseconds = TimeSpan.parse(scalar.string), milliseconds > 0 else {
      error(
        node, "\(what) is a time span, not \(Self.kind(of: node))",
        hint: "a whole number and s, m, h or d, as in 90s, 10m, 24h, 7d")
      return nil
    }
    guard milliseconds <= limit else {
      error(node, "\(what) is longer than \(limit / 86_400_000) days")
      return nil
    }
    return milliseconds
  }

  /// A date, which is its first moment in UTC, or a time with an offset as in RFC 3339.
  mutating func time(_ node: YAMLNode, _ what: String) -> Timestamp? {
    guard let scalar = scalar(node, what) else { return nil }
    if let time = RuleTime.parse(scalar.string) { return time }
    error(
      node, "\(what) is a date or a time, not \(Self.kind(of: node))",
      hint: "as in 2026-07-01 or 2026-07-01T09:30:00+09:00")
    return nil
  }

  private mutating func plain<T>(_ node: YAMLNode, _ what: String, _ parse: (String) -> T?, hint: String)
    -> T?
  {
    guard let scalar = scalar(node, what) else { return nil }
    guard let value = parse(scalar.string) else {
      error(node, "\(what) is a number, not \(Self.kind(of: node))", hint: hint)
      return nil
    }
    guard scalar.style == .plain else {
      error(node, "\(what) is a number, not a text", hint: "write it without quotes")
      return nil
    }
    return value
  }
}
