/// Every limit on what comes in, each with its reason.
package enum Bounds {
  /// A line: a body of 64 KiB escaped as `\u0000` throughout, with room for the other keys.
  package static let lineBytes = 1 << 20
  /// A line of a full export: one that records a rule set holds all its files.
  package static let recordedLineBytes = 256 << 20
  /// A body: longer than any comment that people read; what sites allow ends well below.
  package static let bodyBytes = 64 << 10
  /// Nicknames and identifiers: they are keys of indexes, repeated in every row.
  package static let identifierBytes = 256
  /// Nesting of JSON: the reader recurses once a level.
  package static let nesting = 32
  /// How far ahead of its arrival an event may be dated: a clock that is wrong, not one event from 2099 that
  /// would settle and decay everything.
  package static let aheadMilliseconds: Int64 = 10 * 60 * 1_000
}
