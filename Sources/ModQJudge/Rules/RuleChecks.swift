/// What the loader asks of others about patterns, phrases and names.
package struct RuleChecks: Sendable {
  /// What is to be said of a regex that is to be matched on a view.
  package var pattern: @Sendable (_ regex: String, _ flags: RegexFlags, _ view: View) -> PatternFinding
  /// Whether nothing, or nothing but blanks, is left of a phrase once it went through a view.
  package var isEmpty: @Sendable (_ phrase: String, _ view: View) -> Bool
  /// The key under which a nickname is the same as another.
  package var nickKey: @Sendable (_ nick: String) -> String

  package init(
    pattern: @escaping @Sendable (_ regex: String, _ flags: RegexFlags, _ view: View) -> PatternFinding,
    isEmpty: @escaping @Sendable (_ phrase: String, _ view: View) -> Bool,
    nickKey: @escaping @Sendable (_ nick: String) -> String
  ) {
    self.pattern = pattern
    self.isEmpty = isEmpty
    self.nickKey = nickKey
  }
}

/// What a check of a regex found.
package enum PatternFinding: Sendable, Equatable {
  case sound
  /// It does not compile: the message of the regex library, and the offset in UTF-8 bytes where it gave up.
  case refused(message: String, offset: Int)
  /// It matches the empty subject, and so every text.
  case matchesEmpty
  /// It can match no text that its view gives, because of what the view never leaves as it is.
  case neverMatches(because: String)
  /// A text can make it slow, or give up: what follows "the regex", and what to do.
  case weak(message: String, hint: String)
}
