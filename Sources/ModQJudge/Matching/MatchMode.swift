/// How matching is carried out.
///
/// Each switch is for finding faults: the outcomes must not depend on it.
package struct MatchMode: Sendable, Equatable {
  /// Run only the patterns that can match at all.
  ///
  /// Without it every pattern is run, and a match of one that should not be possible is listed in
  /// ``Matches/prefilterFaults``.
  package var prefilter: Bool
  /// Run just-in-time compiled code rather than PCRE2's interpreter.
  package var jit: Bool
  /// Stop after 15 ms of CPU time for one event.
  ///
  /// The one switch that outcomes can depend on.
  package var budget: Bool

  package init(prefilter: Bool = true, jit: Bool = true, budget: Bool = true) {
    self.prefilter = prefilter
    self.jit = jit
    self.budget = budget
  }
}
