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
    guard areKept(by + distinct, of: of, at: fields["distinct"] ?? node) else { return nil }
    if of.isReaction, !by.contains(where: CountTest.Key.ofReactions.contains) {
      nodes.error(
        fields["by"] ?? node, "\(of.rawValue) are not counted by \(by.map(\.rawValue).listed) alone",
        hint: "add one of \(CountTest.Key.ofReactions.map(\.rawValue).listed)")
      return nil
    }
    if let node = fields["distinct"], let key = distinct.first(where: by.contains) {
      nodes.error(
        node, "within one \(key.rawValue) there is only one \(key.rawValue)",
        hint: "by says what is the same in all that is counted, distinct what differs")
      return nil
    }
    return CountTest(
      name: name, of: of, by: by, distinct: distinct, withinMilliseconds: within, atLeast: atLeast)
  }

  /// Whether what is counted has these keys.
  private mutating func areKept(
    _ keys: [CountTest.Key], of counted: CountTest.Counted, at node: YAMLNode
  ) -> Bool {
    guard !counted.isReaction, let key = keys.first(where: { $0 == .comment || $0 == .target }) else {
      return true
    }
    nodes.error(
      node, "\(counted.rawValue) have no \(key.rawValue)",
      hint: "comment and target are what votes and reports are about")
    return false
  }
}
