/// Every bound on matching, each with its reason.
enum MatchingBounds {
  /// Longest view of a text that PCRE2 is given, in bytes.
  ///
  /// A slice of ``startsPerSlice`` of a longer subject could not be stopped near ``budgetNanoseconds``.
  static let subjectBytes = 16 * 1024

  /// Longest text that is searched in one call of PCRE2, in bytes; longer ones are searched in slices.
  static let unslicedBytes = 512

  /// Start positions tried in one call of PCRE2 on a long text.
  ///
  /// A call can't be interrupted, so this is how often the clock is read. 512 start positions of `(?:\s|a)+$` took
  /// 22 ms before 9,900 blanks, each just below ``matchLimit``.
  static let startsPerSlice = 128

  /// CPU time for one event, in nanoseconds: what a comment may cost before the site's other comments wait
  /// for it.
  static let budgetNanoseconds: UInt64 = 15_000_000

  /// PCRE2's match limit for one start position.
  ///
  /// Of 247 million runs of 5,466 public rules on 45,185 comments, five reach it.
  static let matchLimit: UInt32 = 10_000

  /// PCRE2's limit on the heap of its interpreter, in KiB.
  static let heapKibibytes: UInt32 = 16 * 1024

  /// Stack of just-in-time compiled code, one for each thread, in bytes.
  static let jitStackBytes = 1024 * 1024

  /// Deepest nesting of groups whose literals are looked for; PCRE2 itself refuses 250.
  static let nesting = 250

  /// Longest text that phrases are looked for in, in bytes: four times the longest body (``View``).
  static let phraseTextBytes = 4 * 64 * 1024

  /// Strings that one stretch of a pattern may spell before it is cut: `[a4@][i1!|]` spells twelve.
  static let spellings = 64

  /// Characters that one place of a pattern may be and still be spelled out: the ten digits and two more.
  static let charactersOfPlace = 12

  /// How often a repeated part is written out: `x{16}`.
  static let repetitions = 16

  /// Strings that an alternation may list and still be taken as a whole.
  static let alternatives = 4_096

  /// Conditions kept of each kind for one pattern, the rarest: more of them decide next to nothing.
  static let conditions = 12

  /// Longest literal taken from a pattern, in bytes; longer ones are cut into several.
  static let literalBytes = 64
}
