/// What the tests of a rule set found in one event.
///
/// A test that is not in it did not match.
package struct Matches: Sendable, Equatable {
  /// By the index of the test in the list that the matcher was made of.
  package var outcomes: [Int: TestOutcome]
  /// Tests that PCRE2 let match though the prefilter held that they could not: faults of ours, whose match
  /// does not count.
  ///
  /// Only looked for where ``MatchMode/prefilter`` is off.
  package var prefilterFaults: [Int] = []

  package init(outcomes: [Int: TestOutcome] = [:]) {
    self.outcomes = outcomes
  }
}

/// How a test ended, if not with "no match".
package enum TestOutcome: Sendable, Equatable {
  /// The first hits, at most the test's `atLeast` of them: UTF-8 byte offsets in the original text of the
  /// field.
  case hit([Range<Int>])
  /// The test could not be carried through; it is neither true nor false.
  case failed(MatchFailure)
}

/// Why a test could not be carried through.
///
/// The raw value is what verdicts and `explain` show.
package enum MatchFailure: String, Sendable, CaseIterable {
  /// PCRE2's match limit was reached: too much backtracking.
  case matchLimit = "match_limit"
  /// PCRE2's heap limit was reached.
  case heap
  /// The stack for just-in-time compiled code was too small.
  case jitStack = "jit_stack"
  /// The view of the text is longer than what is matched.
  case subjectCap = "subject_cap"
  /// The time allowed for one event ran out.
  case budget
  /// The pattern does not compile with the PCRE2 at hand, though it did where its rule set was checked.
  case unusable
}
