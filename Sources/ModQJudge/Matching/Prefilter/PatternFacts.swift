/// What is true of every text that a pattern matches, so that the pattern need not be run on other texts.
///
/// Each fact is *necessary*: PCRE2 can find a match only where all of them hold. A pattern of which nothing
/// is known has ``PatternFacts/none`` and is run on every text.
struct PatternFacts: Sendable, Equatable {
  /// The fewest bytes a match takes.
  var minimumBytes = 0
  /// Of each of these sets at least one byte occurs in the text as it came.
  ///
  /// The rarest set comes first, but where a clause is so rare that their order does not matter.
  var byteSets: [ByteSet] = []
  /// A row of bytes that occurs in the text as it came, where that may be quicker to see than by PCRE2.
  var chain: ByteChain?
  /// Of each of these lists at least one literal occurs in its text; the rarest list first.
  var clauses: [Clause] = []

  /// Literals of two bytes or more, at least one of which occurs.
  struct Clause: Sendable, Equatable {
    var channel: Spelling.Channel
    var literals: [[UInt8]]
    var expected: Double { LiteralRarity.expected(literals) }
  }

  static let none = PatternFacts()

  private init() {}

  /// What can be told from the pattern's syntax.
  init(of pattern: String, flags: RegexFlags) {
    var parser = PatternParser(pattern, flags: flags)
    do throws(PatternParser.Unsure) {
      self.init(of: try parser.parse())
    } catch {
      self = .none
    }
  }

  init(of node: PatternNode) {
    var folded = Spelling(of: node, in: .folded)
    folded.settle()
    minimumBytes = folded.minimumBytes
    clauses = folded.clauses.map { Clause(channel: .folded, literals: $0) }
    // Rare literals settle it; only patterns without are looked at a second time.
    guard !isSettledByLiterals else {
      byteSets = folded.byteSets
      return
    }
    folded.settleByteSets()
    byteSets = folded.byteSets
    chain = ByteChain(of: node)
    var squeezed = Spelling(of: node, in: .squeezed)
    squeezed.settle()
    guard let best = squeezed.clauses.first.map({ Clause(channel: .squeezed, literals: $0) }) else { return }
    if best.expected < (clauses.first?.expected ?? 1) / 2 {
      clauses.insert(best, at: 0)
    }
  }

  /// Whether the literals alone leave so few texts that more conditions are not worth their while.
  var isSettledByLiterals: Bool { clauses.first.map { $0.expected <= Self.rare } ?? false }

  /// How often a clause may be expected at a place of a text and still be good enough alone: in one comment
  /// of a thousand.
  private static let rare = 1e-5
}
