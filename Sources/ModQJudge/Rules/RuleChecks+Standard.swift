extension RuleChecks {
  /// PCRE2 for patterns, the views for phrases, and the keys that the log compares nicknames by.
  package static let standard = RuleChecks(
    pattern: { regex, flags, view in
      do throws(PatternError) {
        let pattern = try Pattern(regex, flags: flags, jit: false)
        // PCRE2 knows a minimum of most patterns; to match nothing takes a stack, and is needed for the others only.
        if pattern.minimumCharacters == 0, pattern.matchesEmptySubject(MatchScratch()) {
          return .matchesEmpty
        }
      } catch {
        return .refused(message: error.description, offset: min(error.offset, regex.utf8.count))
      }
      return ViewReach.whyNever(regex, flags: flags, on: view).map { .neverMatches(because: $0) } ?? .sound
    },
    isEmpty: { phrase, view in
      var views = Views(phrase)
      return String(decoding: views.text(in: view).bytes, as: UTF8.self).allSatisfy(\.isWhitespace)
    },
    nickKey: NameKeys.nickKey)
}
