/// Reads typed values from the nodes of one file, and notes what is wrong with them.
///
/// Every method that returns nil has appended a problem. Text is text however it is quoted; numbers, `true`
/// and `false` are plain. None of the other things that YAML 1.1 reads into plain words (`yes`, `on`, `1:30`,
/// `~`) apply.
struct NodeReader {
  let source: SourceText
  var problems = ProblemLog()

  init(_ source: SourceText) {
    self.source = source
  }

  /// The members of a mapping, each key once (the composer refuses duplicates), in the order of the file.
  struct Fields {
    let node: YAMLNode
    fileprivate(set) var members: [(name: String, key: YAMLNode, value: YAMLNode)] = []

    subscript(name: String) -> YAMLNode? {
      members.first { $0.name == name }?.value
    }

    /// The key itself, for pointing at it.
    func key(_ name: String) -> YAMLNode? {
      members.first { $0.name == name }?.key
    }
  }

  mutating func error(_ node: YAMLNode, _ message: String, hint: String? = nil) {
    error(at: location(of: node), message, hint: hint)
  }

  mutating func error(at location: SourceLocation, _ message: String, hint: String? = nil) {
    problems.append(.error) { [source] in source.problem(at: location, message, hint: hint) }
  }

  mutating func warning(_ node: YAMLNode, _ message: String, hint: String? = nil) {
    let place = location(of: node)
    problems.append(.warning) { [source] in
      source.problem(at: place, message, hint: hint, severity: .warning)
    }
  }

  func location(of node: YAMLNode) -> SourceLocation {
    source.location(line: node.mark.line, scalarColumn: node.mark.column)
  }

  /// A mapping that has no keys beside `known`.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - what: what it is, as in “a rule”.
  ///   - known: the keys it may have.
  /// - Returns: the members with known keys; each other one is a problem.
  mutating func fields(_ node: YAMLNode, _ what: String, known: [String]) -> Fields? {
    guard var fields = members(node, what) else { return nil }
    fields.members.removeAll { member in
      guard !known.contains(member.name) else { return false }
      let hint =
        NearestName.of(member.name, in: known).map { "did you mean \($0)?" }
        ?? "the keys of \(what) are \(known.sorted().joined(separator: ", "))"
      error(member.key, "\(what) has no key “\(member.name)”", hint: hint)
      return true
    }
    return fields
  }

  /// A mapping whose keys are names that the file gives.
  mutating func members(_ node: YAMLNode, _ what: String) -> Fields? {
    guard case .mapping(let pairs, _) = node else {
      error(node, "\(what) is a mapping, not \(Self.kind(of: node))", hint: "write it as key: value")
      return nil
    }
    var fields = Fields(node: node)
    fields.members.reserveCapacity(pairs.count)
    for pair in pairs {
      guard case .scalar(let scalar) = pair.key else {
        error(pair.key, "a key of \(what) is \(Self.kind(of: pair.key)), not a word")
        continue
      }
      fields.members.append((scalar.string, pair.key, pair.value))
    }
    return fields
  }

  /// The elements of a sequence.
  mutating func elements(_ node: YAMLNode, _ what: String) -> [YAMLNode]? {
    guard case .sequence(let elements, _) = node else {
      error(
        node, "\(what) is a list, not \(Self.kind(of: node))",
        hint: "write [one, two], or a line with - for each")
      return nil
    }
    return elements
  }

  /// A scalar, as text.
  mutating func scalar(_ node: YAMLNode, _ what: String) -> YAMLNode.Scalar? {
    guard case .scalar(let scalar) = node else {
      error(node, "\(what) is a text, not \(Self.kind(of: node))")
      return nil
    }
    guard scalar.tag.isEmpty || scalar.tag == "!" || scalar.tag == "tag:yaml.org,2002:str" else {
      error(node, "the tag \(scalar.tag) means nothing here", hint: "write the value without a tag")
      return nil
    }
    return scalar
  }

  static func kind(of node: YAMLNode) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar):
      scalar.style == .plain && scalar.string.isEmpty ? "nothing" : "“\(scalar.string.shortened)”"
    }
  }
}

extension String {
  /// At most 40 characters, for messages.
  var shortened: String {
    count > 40 ? prefix(39) + "…" : self
  }
}

extension SourceText {
  /// A problem at a place of this file, with its line.
  func problem(
    at location: SourceLocation, _ message: String, hint: String? = nil,
    severity: RuleProblem.Severity = .error
  ) -> RuleProblem {
    RuleProblem(
      severity: severity, location: location, message: message, hint: hint,
      excerpt: RuleProblem.Excerpt(of: self, at: location))
  }
}
