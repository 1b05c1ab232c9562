/// The value of a named signal at the moment of a verdict.
package enum SignalValue: Sendable, Equatable {
  case number(Double)
  case flag(Bool)
  /// A word of a closed set, as `new` of `author.tier`.
  case word(String)
  /// What is not known: a missing field, an unknown parent. Conditions on it are neither true nor false.
  case unknown
}
