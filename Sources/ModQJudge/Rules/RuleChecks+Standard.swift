extension RuleChecks {
  /// PCRE2 for patterns; the views for phrases and nicknames.
  package static let standard = RuleChecks(
    pattern: { regex, flags, _ in PatternCompilation.check(regex, flags: flags) },
    isEmpty: { phrase, _ in phrase.allSatisfy(\.isWhitespace) },
    nickKey: { nick in nick.lowercased() })
}
