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
  package var location: SourceLocation

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
}
