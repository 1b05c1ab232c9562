import ModQEvent

/// Reads the rules of one file.
struct RuleReader {
  var nodes: NodeReader
  let checks: RuleChecks
  /// Whether patterns and phrases are tried out.
  let isCompiling: Bool
  /// The phrases of a list file, by the path as a rule names it; nil after it noted what is wrong with it.
  let list: (_ path: String, _ node: YAMLNode, _ view: View, _ nodes: inout NodeReader) -> [String]?

  /// The rules of the file; a rule with an error is left out.
  mutating func rules(_ root: YAMLNode) -> [RuleDraft] {
    guard let file = nodes.fields(root, "a file of rules", known: RuleKeys.file) else { return [] }
    guard let list = file["rules"] else {
      if file.members.isEmpty, nodes.problems.errorCount == 0 {
        nodes.error(root, "the file has no rules", hint: "begin with “rules:”, or delete the file")
      }
      return []
    }
    if case .scalar(let scalar) = list, scalar.string.isEmpty { return [] }
    guard let elements = nodes.elements(list, "rules") else { return [] }
    var drafts: [RuleDraft] = []
    drafts.reserveCapacity(elements.count)
    for element in elements {
      if let draft = rule(element) { drafts.append(draft) }
    }
    return drafts
  }

  private mutating func rule(_ node: YAMLNode) -> RuleDraft? {
    let before = nodes.problems.errorCount
    guard let fields = nodes.fields(node, "a rule", known: RuleKeys.rule) else { return nil }
    guard let idNode = fields["id"] else {
      nodes.error(
        node, "the rule has no id", hint: "give it one that it keeps for good, as in id: spam_casino")
      return nil
    }
    let id = nodes.name(idNode, "an id")
    var rule = Rule(id: id ?? "", location: nodes.location(of: idNode))
    readEffect(of: fields, into: &rule)
    readReach(of: fields, into: &rule)
    let matches = fields["match"].map { self.matches($0) } ?? []
    rule.counts = fields["count"].map { self.counts($0, besides: matches) } ?? []
    var references: [RuleDraft.Reference] = []
    if let absorbs = fields["absorbs"] {
      references = self.absorbed(absorbs)
      rule.absorbs = references.map(\.rule)
    }
    if let when = fields["when"] {
      rule.condition = condition(when, matches: matches, counts: rule.counts, references: &references)
    } else if fields["match"] == nil, fields["count"] == nil {
      nodes.error(idNode, "the rule looks at nothing", hint: "give it match, count or when")
    }
    if let tests = fields["tests"] { rule.tests = self.tests(tests, of: rule) }
    return nodes.problems.errorCount == before
      ? RuleDraft(rule: rule, matches: matches, references: references) : nil
  }

  /// `title`, `status`, `score`, `floor`, `allow`: what the rule does.
  private mutating func readEffect(of fields: NodeReader.Fields, into rule: inout Rule) {
    if let title = fields["title"] {
      rule.title = nodes.text(title, "the title") ?? ""
    } else if let id = fields["id"] {
      nodes.error(
        id, "the rule has no title", hint: "say in a few words what it is against: moderators see it")
    }
    if let status = fields["status"] {
      rule.status = nodes.word(status, "the status", as: Rule.Status.self) ?? .active
    }
    if let score = fields["score"] {
      rule.score = nodes.number(score, "the score", in: -RuleBounds.score...RuleBounds.score) ?? 0
    }
    if let floor = fields["floor"] {
      switch nodes.word(floor, "the floor", as: FloorWord.self) {
      case .hold: rule.floor = .hold
      case .reject: rule.floor = .reject
      case nil: break
      }
    }
    if let allow = fields["allow"] {
      rule.allow = nodes.flag(allow, "allow") ?? false
      if rule.allow, let floor = fields.key("floor") {
        nodes.error(
          floor, "a rule that allows has no floor", hint: "a floor wins over allow: make it two rules")
      }
    }
  }

  /// `applies_to`, `sites`, `tags`, `since`, `expires`, `review_by`: where and when it holds.
  private mutating func readReach(of fields: NodeReader.Fields, into rule: inout Rule) {
    if let node = fields["applies_to"] {
      let kinds = nodes.words(node, "applies_to", each: "what a rule applies to", as: JudgedWord.self) ?? []
      rule.appliesTo = Set(kinds.compactMap { EventKind(rawValue: $0.rawValue) })
    }
    if let node = fields["sites"] {
      if let sites = nodes.texts(node, "sites", each: "a site", atMost: Bounds.identifierBytes) {
        rule.sites = Set(sites)
        if sites.isEmpty { nodes.error(node, "sites is an empty list", hint: "leave it out for every site") }
      }
    }
    if let node = fields["tags"] { rule.tags = nodes.texts(node, "tags", each: "a tag") ?? [] }
    rule.since = fields["since"].flatMap { nodes.time($0, "since") }
    rule.expires = fields["expires"].flatMap { nodes.time($0, "expires") }
    rule.reviewBy = fields["review_by"].flatMap { nodes.time($0, "review_by") }
    if let since = rule.since, let expires = rule.expires, expires <= since, let node = fields["expires"] {
      nodes.error(node, "the rule expires before it begins", hint: "expires is later than since")
    }
  }

  private mutating func absorbed(_ node: YAMLNode) -> [RuleDraft.Reference] {
    let elements: [YAMLNode]
    if case .scalar = node { elements = [node] } else { elements = nodes.elements(node, "absorbs") ?? [] }
    var references: [RuleDraft.Reference] = []
    for element in elements {
      guard let id = nodes.name(element, "a rule's id") else { continue }
      let place = nodes.location(of: element)
      references.append(RuleDraft.Reference(rule: id, location: place, kind: .absorbs))
    }
    return references
  }

  private enum FloorWord: String, CaseIterable { case hold, reject }

  private enum JudgedWord: String, CaseIterable { case comment, reply, edit, vote, report }
}
