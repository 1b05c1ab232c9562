extension RuleReader {
  /// The tests of `count`, in the order of the file; `matches` have taken their names already.
  mutating func counts(_ node: YAMLNode, besides matches: [MatchTest]) -> [CountTest] {
    guard let fields = nodes.members(node, "count") else { return [] }
    if fields.members.isEmpty {
      nodes.error(
        node, "count names no test",
        hint: "as in count: {burst: {of: comments, by: author, within: 10m, at_least: 4}}")
    }
    var tests: [CountTest] = []
    for (_, key, value) in fields.members {
      guard let name = testName(key, "the name of a count") else { continue }
      if matches.contains(where: { $0.name == name }) {
        nodes.error(key, "a match of this rule is named “\(name)” too", hint: "choose another name")
        continue
      }
      if let test = count(value, name: name) { tests.append(test) }
    }
    return tests
  }

  private mutating func count(_ node: YAMLNode, name: String) -> CountTest? {
    guard let fields = nodes.fields(node, "a count", known: RuleKeys.count) else { return nil }
    let missing = ["of", "by", "within", "at_least"].filter { fields[$0] == nil }
    guard missing.isEmpty else {
      nodes.error(
        node, "the count does not say \(missing.joined(separator: ", "))",
        hint: "as in {of: comments, by: author, within: 10m, at_least: 4}")
      return nil
    }
    let of = fields["of"].flatMap { nodes.word($0, "what is counted", as: CountTest.Counted.self) }
    let by = fields["by"].flatMap {
      nodes.words($0, "by", each: "what is counted by", as: CountTest.Key.self)
    }
    let within = fields["within"].flatMap {
      nodes.duration($0, "within", upTo: RuleBounds.windowMilliseconds)
    }
    let atLeast = fields["at_least"].flatMap { nodes.integer($0, "at_least", in: 1...1_000) }
    var distinct: [CountTest.Key]? = []
    if let node = fields["distinct"] {
      distinct = nodes.words(node, "distinct", each: "what is told apart", as: CountTest.Key.self)
    }
    guard let of, let by, let within, let atLeast, let distinct else { return nil }
    if let node = fields["distinct"], let key = distinct.first(where: by.contains) {
      nodes.error(
        node, "within one \(key.rawValue) there is only one \(key.rawValue)",
        hint: "by says what is the same in all that is counted, distinct what differs")
      return nil
    }
    return CountTest(
      name: name, of: of, by: by, distinct: distinct, withinMilliseconds: within, atLeast: atLeast)
  }
}
