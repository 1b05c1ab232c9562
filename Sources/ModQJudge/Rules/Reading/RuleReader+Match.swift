extension RuleReader {
  /// The tests of `match`, in the order of the file.
  mutating func matches(_ node: YAMLNode) -> [MatchTest] {
    guard let fields = nodes.members(node, "match") else { return [] }
    if fields.members.isEmpty {
      nodes.error(node, "match names no test", hint: "as in match: {word: {phrases: [casino]}}")
    }
    var tests: [MatchTest] = []
    for (_, key, value) in fields.members {
      guard let name = testName(key, "the name of a match"), let test = match(value, name: name) else {
        continue
      }
      tests.append(test)
    }
    return tests
  }

  /// A name that a condition can use for a test of its own.
  mutating func testName(_ key: YAMLNode, _ what: String) -> String? {
    guard let name = nodes.name(key, what) else { return nil }
    let reserved = ["and", "or", "not", "true", "false", "rule"]
    guard !reserved.contains(name), Signal(rawValue: name) == nil else {
      nodes.error(key, "“\(name)” means something else in a condition", hint: "choose another name")
      return nil
    }
    return name
  }

  private mutating func match(_ node: YAMLNode, name: String) -> MatchTest? {
    let before = nodes.problems.errorCount
    guard let fields = nodes.fields(node, "a match", known: RuleKeys.match) else { return nil }
    let field = fields["field"].map { nodes.word($0, "the field", as: Field.self) } ?? .body
    let named = ["regex", "phrases", "list"].filter { fields[$0] != nil }
    guard named.count == 1 else {
      nodes.error(
        node,
        named.isEmpty
          ? "the match looks for nothing" : "the match has both \(named.joined(separator: " and "))",
        hint: "give it exactly one of regex, phrases and list")
      return nil
    }
    let isRegex = named == ["regex"]
    let view = fields["view"].map { nodes.word($0, "the view", as: View.self) } ?? (isRegex ? .nfkc : .fold)
    if !isRegex, let flags = fields.key("flags") {
      nodes.error(
        flags, "flags are for a regex",
        hint: "phrases ignore case on the view fold, which is theirs by default")
    }
    guard let field, let view, let sought = sought(fields, view: view) else { return nil }
    var test = MatchTest(name: name, field: field, view: view, sought: sought)
    if let except = fields["except"] { test.except = phrases(except, "except", view: view) ?? [] }
    if let atLeast = fields["at_least"] {
      test.atLeast = nodes.integer(atLeast, "at_least", in: 1...1_000) ?? 1
    }
    return nodes.problems.errorCount == before ? test : nil
  }

  private mutating func sought(_ fields: NodeReader.Fields, view: View) -> MatchTest.Sought? {
    if let phrases = fields["phrases"] {
      return self.phrases(phrases, "phrases", view: view).map { .phrases($0) }
    }
    if let list = fields["list"] {
      guard let path = nodes.text(list, "the list") else { return nil }
      return self.list(path, list, view, &nodes).map { .phrases($0) }
    }
    guard let node = fields["regex"], let scalar = nodes.scalar(node, "the regex"),
      let regex = nodes.text(node, "the regex", atMost: RuleBounds.patternBytes),
      let flags = flags(fields["flags"])
    else { return nil }
    check(regex, flags: flags, view: view, scalar: scalar, node: node)
    return .regex(regex, flags: flags)
  }

  private mutating func flags(_ node: YAMLNode?) -> RegexFlags? {
    guard let node else { return [] }
    guard let text = nodes.text(node, "flags") else { return nil }
    var flags: RegexFlags = []
    for letter in text {
      switch letter {
      case "i": flags.insert(.caseless)
      case "m": flags.insert(.multiline)
      case "s": flags.insert(.dotAll)
      case "x": flags.insert(.extended)
      default:
        nodes.error(
          node, "there is no flag “\(letter)”",
          hint: "i ignores case, m makes ^ and $ see lines, s lets . match line ends, "
            + "x allows blanks and comments")
        return nil
      }
    }
    return flags
  }

  /// A list of at least one phrase, none of which its view makes empty.
  private mutating func phrases(_ node: YAMLNode, _ what: String, view: View) -> [String]? {
    guard let phrases = nodes.texts(node, what, each: "a phrase", atMost: RuleBounds.patternBytes) else {
      return nil
    }
    guard !phrases.isEmpty else {
      nodes.error(node, "\(what) is an empty list", hint: "leave the key out, or name something")
      return nil
    }
    guard isCompiling else { return phrases }
    for (index, phrase) in phrases.enumerated() where checks.isEmpty(phrase, view) {
      var place = node
      if case .sequence(let elements, _) = node { place = elements[index] }
      nodes.error(
        place, "nothing is left of “\(phrase.shortened)” on the view \(view.rawValue)",
        hint: "choose another view, or take it out")
    }
    return phrases
  }

  private mutating func check(
    _ regex: String, flags: RegexFlags, view: View, scalar: YAMLNode.Scalar, node: YAMLNode
  ) {
    let place = ScalarPlace(scalar: scalar, source: nodes.source)
    for piece in place.escapes ?? [] {
      guard let escape = piece.escape, ["b", "v", "N", "_", "L", "P"].contains(escape) else { continue }
      let mark = scalar.mark
      let location = nodes.source.location(line: mark.line, scalarColumn: mark.column + piece.start)
      nodes.problems.append(
        nodes.source.problem(
          at: location, "in double quotes \\\(escape) is YAML's escape, not the regex's",
          hint: "write the regex in 'single quotes', or \\\\\(escape)", severity: .warning))
    }
    guard isCompiling else { return }
    switch checks.pattern(regex, flags, view) {
    case .sound: break
    case .refused(let message, let offset):
      nodes.error(at: place.location(ofByte: offset), "the regex does not compile: \(message)")
    case .matchesEmpty:
      nodes.error(
        node, "the regex matches the empty text, and so every text",
        hint: "ask for at least one character, as with + for *")
    case .neverMatches(let why):
      nodes.warning(
        node, "the regex can match nothing on the view \(view.rawValue): \(why)",
        hint: "choose another view, or change it")
    case .weak(let message, let hint): nodes.warning(node, "the regex \(message)", hint: hint)
    }
  }
}
