/// A PCRE2 pattern as far as its literals are concerned: what its matches are made of, not how they are
/// found.
///
/// Laziness, possessiveness, captures and assertions only ever take matches away, so they are not kept. What
/// a pattern means that is not kept here can only make its matches fewer or is ``PatternNode/unknown``.
indirect enum PatternNode: Sendable, Equatable {
  /// Matches nothing but the empty string, or asserts something that is not looked into.
  case empty
  /// May match anything, the empty string too: back-references, recursion.
  case unknown
  /// One character.
  case character(CharacterClass)
  case concatenation([PatternNode])
  case alternation([PatternNode])
  /// At least `minimum` and at most `maximum` of them; nil is without end.
  case repetition(PatternNode, minimum: Int, maximum: Int?)
  /// Must match somewhere in the subject, but takes up no place itself.
  case lookaround(PatternNode)
}
