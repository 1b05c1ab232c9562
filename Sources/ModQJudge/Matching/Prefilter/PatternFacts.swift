/// What is true of every text that a pattern matches, so that the pattern need not be run on other texts.
///
/// Each fact is *necessary*: PCRE2 can find a match only where all of them hold. A pattern of which nothing is known has
/// ``PatternFacts/none`` and is run on every text.
struct PatternFacts: Sendable, Equatable {
  /// The fewest bytes a match takes.
  var minimumBytes: Int
  /// Of each of these sets at least one byte occurs in the text as it came; the rarest set first.
  var byteSets: [ByteSet]
  /// Of each of these lists at least one literal, of two bytes or more, occurs in the folded text (``CaseOrbits``); the
  /// rarest list first.
  var clauses: [[[UInt8]]]

  static let none = PatternFacts(minimumBytes: 0, byteSets: [], clauses: [])

  /// What can be told from the pattern's syntax.
  init(of pattern: String, flags: RegexFlags) {
    var parser = PatternParser(pattern, flags: flags)
    do throws(PatternParser.Unsure) {
      self.init(of: Spelling(of: try parser.parse()))
    } catch {
      self = .none
    }
  }

  init(minimumBytes: Int, byteSets: [ByteSet], clauses: [[[UInt8]]]) {
    self.minimumBytes = minimumBytes
    self.byteSets = byteSets
    self.clauses = clauses
  }

  private init(of spelling: Spelling) {
    var facts = spelling
    facts.settle()
    minimumBytes = facts.minimumBytes
    byteSets = facts.byteSets
    clauses = facts.clauses
  }
}
