package import ModQEvent

/// One rule of a rule set, as loaded and checked.
package struct Rule: Sendable, Equatable {
  package var id: String
  package var title: String
  package var status: Status
  package var score: Double
  package var floor: Verdict.Outcome?
  package var allow: Bool
  /// Nil: all matches and counts must hold.
  package var condition: Condition?
  /// Its tests, as indexes into ``RuleSet/tests``.
  package var matches: [Int]
  package var counts: [CountTest]
  /// The ids of the rules whose scores it takes away when it fires.
  package var absorbs: [String]
  package var appliesTo: Set<EventKind>
  /// Nil: every site.
  package var sites: Set<String>?
  package var tags: [String]
  package var since: Timestamp?
  /// From this event time on the rule is skipped.
  package var expires: Timestamp?
  package var reviewBy: Timestamp?
  package var tests: [RuleTest]
  /// Where its id stands.
  package var location: SourceLocation

  /// A rule with all keys at their defaults.
  package init(id: String, location: SourceLocation) {
    self.id = id
    self.location = location
    title = ""
    status = .active
    score = 0
    allow = false
    matches = []
    counts = []
    absorbs = []
    appliesTo = [.comment, .reply, .edit]
    tags = []
    tests = []
  }

  /// Whether it is evaluated at all for an event of this kind, site and time.
  package func applies(to kind: EventKind, site: String, at: Timestamp) -> Bool {
    guard status == .active || status == .shadow, appliesTo.contains(kind) else { return false }
    if let since, at < since { return false }
    if let expires, at >= expires { return false }
    return sites?.contains(site) ?? true
  }

  /// How far a rule has come.
  package enum Status: String, Sendable, CaseIterable {
    /// Not evaluated.
    case draft
    /// Evaluated and recorded as *would have*, without effect.
    case shadow
    case active
    /// Not evaluated any more.
    case retired
  }
}

/// Where in a rules file something stands; lines and columns begin at 1, columns count characters.
package struct SourceLocation: Sendable, Equatable, Hashable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
