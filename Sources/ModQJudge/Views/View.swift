/// How a pattern looks at a text.
///
/// Each view is made of an earlier one, and keeps the way back to what was written.
package enum View: String, Sendable, CaseIterable {
  /// The text as it came.
  case raw
  /// Compatibility forms made one (UAX #15, NFKC), invisible characters gone.
  case nfkc
  /// `nfkc` with case, kana and long runs folded.
  case fold
  /// `nfkc` with look-alikes replaced by what they imitate, then folded.
  case skeleton
  /// `fold` with letters and digits only.
  case dense
}
