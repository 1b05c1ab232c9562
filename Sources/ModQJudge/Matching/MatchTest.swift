/// One named test of a rule's `match`: a regex or phrases, looked for in one field through one view.
package struct MatchTest: Sendable, Equatable {
  package var name: String
  package var field: Field
  package var view: View
  package var sought: Sought
  /// Phrases that excuse what they cover: a hit that overlaps one of them does not count.
  package var except: [String]
  /// How many hits, none overlapping another, make the test true.
  package var atLeast: Int

  package init(
    name: String, field: Field, view: View, sought: Sought, except: [String] = [], atLeast: Int = 1
  ) {
    self.name = name
    self.field = field
    self.view = view
    self.sought = sought
    self.except = except
    self.atLeast = atLeast
  }

  /// What is looked for.
  package enum Sought: Sendable, Equatable {
    case regex(String, flags: RegexFlags)
    /// As they stand in the rules; they go through the view before they are looked for.
    case phrases([String])
  }
}

/// The flags a regex may be written with: `i`, `m`, `s`, `x`, as in PCRE2 and Perl.
package struct RegexFlags: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package static let caseless = RegexFlags(rawValue: 1)
  package static let multiline = RegexFlags(rawValue: 2)
  package static let dotAll = RegexFlags(rawValue: 4)
  package static let extended = RegexFlags(rawValue: 8)
}
