import ModQEvent

extension RuleReader {
  /// The entries of `tests`.
  mutating func tests(_ node: YAMLNode, of rule: Rule) -> [RuleTest] {
    guard let elements = nodes.elements(node, "tests") else { return [] }
    var tests: [RuleTest] = []
    for element in elements {
      guard let keys = nodes.fields(element, "a test", known: RuleKeys.sample + RuleKeys.stream) else {
        continue
      }
      let form: RuleTest.Form?
      if let stream = keys["stream"] {
        for member in keys.members where member.name != "stream" {
          nodes.error(member.key, "a stream test has no key “\(member.name)”", hint: "write it in its lines")
        }
        form = self.stream(stream, of: rule).map { .stream($0) }
      } else {
        form = sample(keys, of: rule).map { .sample($0) }
      }
      if let form { tests.append(RuleTest(form: form, location: nodes.location(of: element))) }
    }
    return tests
  }

  private mutating func sample(_ fields: NodeReader.Fields, of rule: Rule) -> RuleTest.Sample? {
    let before = nodes.problems.errorCount
    let said = RuleTest.Expectation.allCases.filter { fields[$0.rawValue] != nil }
    guard said.count == 1, let expectation = said.first, let bodyNode = fields[expectation.rawValue] else {
      nodes.error(
        fields.node, said.isEmpty ? "the test says neither hit nor miss" : "the test says both hit and miss",
        hint: "as in - hit: 'a text that the rule must fire on'; or stream for several events")
      return nil
    }
    guard let body = nodes.textOrEmpty(bodyNode, expectation.rawValue, atMost: Bounds.bodyBytes) else {
      return nil
    }
    var sample = RuleTest.Sample(expectation: expectation, kind: .comment, body: body, values: [:])
    if let node = fields["type"] {
      let kind = nodes.word(node, "the type of a test", as: SampleKind.self)
      sample.kind = kind.flatMap { EventKind(rawValue: $0.rawValue) } ?? .comment
    } else if fields["parent"] != nil {
      sample.kind = .reply
    }
    let texts: [(String, WritableKeyPath<RuleTest.Sample, String?>)] = [
      ("span", \.span), ("nick", \.nick), ("url", \.url), ("email", \.email), ("ip", \.ip),
      ("agent", \.agent),
      ("thread", \.thread), ("site", \.site), ("parent", \.parentBody),
    ]
    for (key, path) in texts {
      guard let node = fields[key] else { continue }
      sample[keyPath: path] = nodes.textOrEmpty(node, key, atMost: Bounds.bodyBytes)
    }
    sample.at = fields["at"].flatMap { nodes.time($0, "at") }
    if let author = fields["author"] { readValues(author, "author", prefix: "author.", into: &sample.values) }
    if let values = fields["values"] { readValues(values, "values", prefix: "", into: &sample.values) }
    check(sample, fields: fields, rule: rule)
    return nodes.problems.errorCount == before ? sample : nil
  }

  private mutating func check(_ sample: RuleTest.Sample, fields: NodeReader.Fields, rule: Rule) {
    if let span = sample.span, let node = fields.key("span") {
      if sample.expectation == .miss {
        nodes.error(node, "a miss has no span", hint: "the span is what the rule's first hit covers")
      } else if !span.isEmpty, !sample.body.utf8.contains(span.utf8) {
        nodes.error(
          node, "the span does not stand in the text", hint: "copy it from the text as it is written there")
      }
    }
    if sample.expectation == .hit, !rule.appliesTo.contains(sample.kind) {
      nodes.error(
        fields.node, "the rule does not apply to a \(sample.kind.rawValue), so this can't hit",
        hint: "give the test a type, or use a stream")
    }
    if sample.expectation == .hit, let site = sample.site, let sites = rule.sites, !sites.contains(site) {
      nodes.error(fields.node, "the rule does not apply to the site “\(site.shortened)”, so this can't hit")
    }
  }

  /// Values of signals that a test sets.
  private mutating func readValues(
    _ node: YAMLNode, _ what: String, prefix: String, into values: inout [Signal: SignalValue]
  ) {
    let known = Signal.allCases.map(\.rawValue).filter { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
    guard let fields = nodes.fields(node, what, known: known) else { return }
    for (name, _, value) in fields.members {
      guard let signal = Signal(rawValue: prefix + name) else { continue }
      switch signal.type {
      case .flag: values[signal] = nodes.flag(value, name).map { .flag($0) }
      case .number: values[signal] = nodes.number(value, name, in: -1e9...1e9).map { .number($0) }
      case .word(let words):
        guard let word = nodes.text(value, name) else { continue }
        guard words.contains(word) else {
          nodes.error(value, "\(name) is never “\(word.shortened)”", hint: "one of \(words.listed)")
          continue
        }
        values[signal] = .word(word)
      }
    }
  }

  private enum SampleKind: String, CaseIterable { case comment, reply, edit }
}
