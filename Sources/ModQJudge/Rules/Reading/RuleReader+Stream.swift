import ModQEvent

extension RuleReader {
  /// The lines of a `stream` test, in order.
  mutating func stream(_ node: YAMLNode, of rule: Rule) -> [StreamLine]? {
    let before = nodes.problems.errorCount
    guard let elements = nodes.elements(node, "a stream") else { return nil }
    guard elements.count <= RuleBounds.streamLines else {
      nodes.error(node, "the stream has \(elements.count) lines, more than \(RuleBounds.streamLines)")
      return nil
    }
    var lines: [StreamLine] = []
    for (index, element) in elements.enumerated() {
      guard let line = line(element, number: index + 1, after: lines.last, of: rule) else { continue }
      lines.append(line)
    }
    guard nodes.problems.errorCount == before else { return nil }
    guard lines.contains(where: { $0.expectation != nil }) else {
      nodes.error(
        node, "the stream expects nothing", hint: "write expect: hit or expect: miss in one of its lines")
      return nil
    }
    return lines
  }

  private mutating func line(_ node: YAMLNode, number: Int, after last: StreamLine?, of rule: Rule)
    -> StreamLine?
  {
    guard let all = nodes.members(node, "a line of a stream") else { return nil }
    let kind = all["type"].map { nodes.word($0, "the type of an event", as: EventKind.self) } ?? .comment
    guard let kind else { return nil }
    let keys = RuleKeys.event(kind)
    let known = RuleKeys.line + keys.required + keys.optional
    guard let fields = nodes.fields(node, "a \(kind.rawValue)", known: known) else { return nil }
    for key in keys.required where fields[key] == nil {
      nodes.error(node, "a \(kind.rawValue) has no “\(key)” here", hint: "the lines of a stream are events")
    }
    var line = StreamLine(
      kind: kind, offsetMilliseconds: last?.offsetMilliseconds ?? 0, texts: [],
      location: nodes.location(of: node))
    readTexts(fields, keys: keys.required + keys.optional, number: number, into: &line)
    if let at = fields["at"] { readOffset(at, after: last, into: &line) }
    if let node = fields["expect"] {
      line.expectation = nodes.word(node, "what is expected", as: RuleTest.Expectation.self)
      if line.expectation == .hit, !rule.appliesTo.contains(kind) {
        nodes.error(node, "the rule does not apply to a \(kind.rawValue), so this can't hit")
      }
    }
    if let node = fields["span"] {
      line.span = nodes.textOrEmpty(node, "span", atMost: Bounds.bodyBytes)
      if line.expectation != .hit { nodes.error(node, "a span needs expect: hit") }
    }
    return line
  }

  private mutating func readTexts(
    _ fields: NodeReader.Fields, keys: [String], number: Int, into line: inout StreamLine
  ) {
    var texts = ["id": "\(number)"]
    if line.kind == .comment || line.kind == .reply {
      texts.merge(["thread": "test", "nick": ""]) { old, _ in old }
    }
    if line.kind == .decision { texts["by"] = "test" }
    for key in keys {
      guard let node = fields[key] else { continue }
      if key == "value" {
        line.value = nodes.integer(node, "the value of a vote", in: -1...1)
      } else if let text = nodes.textOrEmpty(node, key, atMost: Bounds.bodyBytes) {
        texts[key] = text
      }
    }
    if line.kind == .decision, RuleKeys.decisionTargets.filter({ texts[$0] != nil }).count != 1 {
      nodes.error(
        fields.node, "a decision has exactly one of \(RuleKeys.decisionTargets.listed)")
    }
    line.texts = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { StreamLine.Key(name: $0.key, text: $0.value) }
  }

  private mutating func readOffset(_ node: YAMLNode, after last: StreamLine?, into line: inout StreamLine) {
    guard let scalar = nodes.scalar(node, "at") else { return }
    guard scalar.string.hasPrefix("+"), let offset = TimeSpan.parse(String(scalar.string.dropFirst())) else {
      nodes.error(
        node, "at is an offset from the first line, not \(NodeReader.kind(of: node))",
        hint: "as in +0s, +40s, +10m")
      return
    }
    if let last, offset < last.offsetMilliseconds {
      nodes.error(
        node, "the line is dated before the one above it", hint: "events come in the order of the lines")
    }
    line.offsetMilliseconds = offset
  }
}
