package import ModQJudge

/// What holds from a rule set's entry on.
package struct Regime: Sendable {
  /// The number of its entry; 0 before the first.
  package var seq: Int64
  package var digest: String?
  package var policy: Policy
  package var decay: Decay
}
