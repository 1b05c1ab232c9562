import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// Whether what a filter names is there at all: a name that nothing in the log has is misspelt, or of another log, and what
/// it finds in silence would look like a queue without work.
struct KnownNames {
  private let workspace: Workspace
  private let site: String?

  /// On `site`, or on any.
  init(_ workspace: Workspace, site: String?) {
    self.workspace = workspace
    self.site = site
  }

  /// Why `name` is no value of `key` in this log; nil if something in the log has it, be it something of the past.
  ///
  /// What was erased is nobody's any more. A look into an index; for an address of mail or a proof that nothing has, a pass
  /// over the log, and for such a tag one over the rule sets.
  func fault(_ key: FilterKey, _ name: String) throws(LogError) -> FilterValueFault? {
    switch key {
    case .rule: try unknownRule(name)
    case .tag: try unknownTag(name)
    case .site:
      try sites(named: name).isEmpty ? fault("nothing came from the site “\(name)”", try sitesInWords()) : nil
    case .thread: try hasThread(name) ? nil : fault("nothing was posted in a thread “\(name)”")
    case .id: try hasComment(name) ? nil : fault("there is no comment “\(name)”", "`modq log` lists them")
    case .nick:
      try hasSigned(name)
        ? nil
        : NameKeys.nickKey(name).isEmpty
          ? fault("“\(name)” is no nickname: nothing of it is to be seen", "nick=\"\" is who gave none")
          : fault("nobody signed as “\(name)”", "`modq reputation` lists the nicknames")
    case .ip:
      try hasAddress(name)
        ? nil
        : fault(
          "nothing came from “\(name)”",
          Sender(ip: name).hasAddress ? nil : "write it as 203.0.113.7 or 2001:db8::1")
    case .email, .proof:
      try isInPrivates(key, name) ? nil : fault("nothing came with the \(key.rawValue) “\(name)”")
    case .status, .verdict, .tier, .score, .reports, .up, .down, .replies, .links, .age, .at, .after, .before,
      .claimedBy, .escalated, .snoozed:
      nil
    }
  }

  private func fault(_ message: String, _ hint: String? = nil) -> FilterValueFault {
    FilterValueFault(message: message, hint: hint)
  }

  // MARK: What rules are called

  private func unknownRule(_ name: String) throws(LogError) -> FilterValueFault? {
    var known = try workspace.projections.rulesFired()
    known.insert(Judge.blockedRule)
    let digest = workspace.projections.regime.digest
    for rule in try RecordedRules(workspace).ruleSet(digest: digest)?.rules ?? [] { known.insert(rule.id) }
    guard !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return nil }
    let near = Suggestion.closest(to: name, among: known.sorted())
    return fault(
      "no rule “\(name)” ever fired here",
      near.map { "did you mean \($0)?" } ?? "`modq rules stats` lists those that did")
  }

  private func unknownTag(_ name: String) throws(LogError) -> FilterValueFault? {
    var known: Set<String> = []
    var looked: Set<String> = []
    // The rules in force have it most of the time.
    for regime in workspace.projections.regimes.reversed() {
      guard let digest = regime.digest, looked.insert(digest).inserted else { continue }
      for rule in try RecordedRules(workspace).ruleSet(digest: digest)?.rules ?? [] {
        known.formUnion(rule.tags)
      }
      if known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return nil }
    }
    let near = Suggestion.closest(to: name, among: known.sorted())
    return fault(
      "no rule here ever had the tag “\(name)”",
      near.map { "did you mean \($0)?" } ?? "`modq rules list` shows the tags")
  }

  // MARK: What events carry

  private func sites(named name: String? = nil) throws(LogError) -> [String] {
    try Finder(workspace).sites().filter { site in name.map { $0.utf8.elementsEqual(site.utf8) } ?? true }
  }

  private func sitesInWords() throws(LogError) -> String? {
    let known = try sites()
    return known.isEmpty ? nil : "the log has \(known.map { "“\($0)”" }.joined(separator: ", "))"
  }

  private func hasComment(_ id: String) throws(LogError) -> Bool {
    switch try Finder(workspace).comment(id, site: site) {
    case .success, .failure(.ambiguous): true
    case .failure: false
    }
  }

  private func hasThread(_ name: String) throws(LogError) -> Bool {
    try isAny(
      "SELECT 1 FROM \(workspace.layer.readName("thread")) WHERE name = ?1 AND \(ofSite) LIMIT 1", name)
  }

  private func hasAddress(_ address: String) throws(LogError) -> Bool {
    guard let key = Sender(ip: address).ipKey else { return false }
    return try isAny(
      "SELECT 1 FROM \(workspace.layer.readName("sender")) WHERE key = ?1 AND \(ofSite) LIMIT 1", key)
  }

  /// Who signs with nothing, or with a name that is or was shared, has no row.
  private func hasSigned(_ nick: String) throws(LogError) -> Bool {
    let key = NameKeys.nickKey(nick)
    guard !key.isEmpty else { return nick.isEmpty }
    if workspace.projections.regimes.contains(where: { $0.policy.sharedNicks.contains(key) }) {
      return true
    }
    return try isAny(
      "SELECT 1 FROM \(workspace.layer.readName("author")) WHERE nick_key = ?1 AND \(ofSite) LIMIT 1", key)
  }

  /// What is private is kept in canonical bytes, in which a member with this value is written in one way.
  private func isInPrivates(_ key: FilterKey, _ value: String) throws(LogError) -> Bool {
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT 1 FROM \(workspace.layer.readName("event"))
      WHERE private IS NOT NULL AND instr(private, ?1) > 0 AND (?2 IS NULL OR site = ?2) LIMIT 1
      """)
    find.bind(1, blob: Array("\"\(key.rawValue)\":".utf8) + JSONValue.string(value).canonical)
    find.bind(2, site)
    defer { find.reset() }
    return try find.step()
  }

  /// Binds the name of the site as the second parameter.
  private var ofSite: String {
    "(?2 IS NULL OR site = (SELECT no FROM \(workspace.layer.readName("site")) WHERE name = ?2))"
  }

  private func isAny(_ sql: String, _ name: String) throws(LogError) -> Bool {
    let find = try PreparedQuery(workspace.database, sql)
    find.bind(1, name)
    find.bind(2, site)
    defer { find.reset() }
    return try find.step()
  }
}

extension CommentFilter {
  /// Why it is no filter for this log: a name in it is nothing's here.
  ///
  /// Nil if all names are something's.
  package func unknownName(in workspace: Workspace, site: String?) throws(LogError) -> FilterFault? {
    let names = KnownNames(workspace, site: site)
    for test in root.tests {
      guard case .word(let word) = test.value, let fault = try names.fault(test.key, word) else { continue }
      return FilterFault(offset: test.offset, message: fault.message, hint: fault.hint)
    }
    return nil
  }
}

extension QueueListing.Query {
  /// Which of its names is nothing's in this log: the key it stands under, and why; nil if there is none such.
  ///
  /// Those in ``filter`` are not looked at.
  package func unknownName(in workspace: Workspace) throws(LogError) -> (key: String, fault: FilterFault)? {
    let names = KnownNames(workspace, site: site)
    for (key, name) in [(FilterKey.rule, rule), (.tag, tag), (.thread, thread), (.nick, nick)] {
      guard let name, let fault = try names.fault(key, name) else { continue }
      return (key.rawValue, FilterFault(offset: 0, message: fault.message, hint: fault.hint))
    }
    return nil
  }
}
