/// All regexes looked for in one view of one field, with the automata that tell which of them can match.
struct RegexBank: Sendable {
  /// A regex as the matcher hands it over, and as it is run.
  struct Entry: Sendable {
    /// Its place in the list the matcher was made of.
    var test: Int
    var source: String
    var flags: RegexFlags
    var atLeast: Int
    /// Its exceptions, as they look in the view.
    var exceptions: AhoCorasick?
  }

  /// What must hold of a text for an entry to be run, as ranges of the bank's lists.
  struct Conditions: Sendable {
    var minimumBytes: Int
    var byteSets: Range<Int32>
    /// -1 for none.
    var chain: Int32
    var clauses: Range<Int32>
  }

  let entries: [Entry]
  /// For each entry its test, if a first hit is all that is asked for, and -1 if not.
  private let simpleTests: [Int32]
  private var conditions: [Conditions] = []
  private var byteSets: [ByteSet] = []
  private var chains: [ByteChain] = []
  /// Where each clause's literals begin in `clauseLiterals`, with one more place for the end.
  private var clauseStarts: [Int32] = [0]
  /// Marks of literals: those of `folded` first, then those of `squeezed`.
  private let clauseLiterals: [UInt32]
  let folded: LiteralIndex
  let squeezed: LiteralIndex
  /// Entries without a literal to go by.
  private var always: [UInt32] = []

  init(_ entries: [Entry]) {
    self.entries = entries
    simpleTests = entries.map { $0.atLeast <= 1 && $0.exceptions == nil ? Int32($0.test) : -1 }
    var folded = LiteralIndex.Builder()
    var squeezed = LiteralIndex.Builder()
    var literals: [(channel: Spelling.Channel, output: UInt32)] = []
    for (number, entry) in entries.enumerated() {
      let facts = PatternFacts(of: entry.source, flags: entry.flags)
      let kept = Self.worthwhile(facts.clauses)
      for (rank, clause) in kept.enumerated() {
        for literal in clause.literals {
          let user = rank == 0 ? UInt32(number) : nil
          let output =
            clause.channel == .folded ? folded.add(literal, user: user) : squeezed.add(literal, user: user)
          literals.append((clause.channel, output))
        }
        clauseStarts.append(Int32(literals.count))
      }
      if kept.isEmpty { always.append(UInt32(number)) }
      let sets = facts.isSettledByLiterals ? [] : facts.byteSets
      byteSets += sets
      if let chain = facts.chain { chains.append(chain) }
      let clauses = Int32(clauseStarts.count - 1)
      conditions.append(
        Conditions(
          minimumBytes: facts.minimumBytes,
          byteSets: Int32(byteSets.count - sets.count)..<Int32(byteSets.count),
          chain: facts.chain == nil ? -1 : Int32(chains.count - 1),
          clauses: (clauses - Int32(kept.count))..<clauses))
    }
    self.folded = LiteralIndex(folded)
    self.squeezed = LiteralIndex(squeezed)
    let offset = UInt32(self.folded.automaton.outputCount)
    clauseLiterals = literals.map { $0.channel == .folded ? $0.output : $0.output + offset }
  }

  /// Clauses beyond the first are looked for only where it may not settle the matter.
  private static func worthwhile(_ clauses: [PatternFacts.Clause]) -> [PatternFacts.Clause] {
    guard let first = clauses.first else { return [] }
    return Array(clauses.prefix(first.expected < 1e-8 ? 1 : first.expected < 1e-6 ? 2 : 4))
  }

  /// The test of an entry of which one hit is enough, wherever it is; nil for others.
  @inline(__always)
  func simpleTest(_ number: UInt32) -> Int? {
    simpleTests[Int(number)] < 0 ? nil : Int(simpleTests[Int(number)])
  }

  /// How many literals all clauses have together.
  var literalCount: Int { folded.automaton.outputCount + squeezed.automaton.outputCount }

  var byteCount: Int {
    folded.byteCount + squeezed.byteCount + clauseLiterals.count * 4 + clauseStarts.count * 4
      + chains.count * MemoryLayout<SIMD2<UInt64>>.stride * 129 + byteSets.count
      * MemoryLayout<ByteSet>.stride + conditions.count * MemoryLayout<Conditions>.stride
  }

  /// Finds the entries that can match `text`, in order.
  ///
  /// They stand in `scratch.candidates` up to its next use.
  func findCandidates(in text: UnsafeBufferPointer<UInt8>, scratch: RegexBankScratch) {
    let turn = scratch.begin()
    let (marks, looked, seen) = (scratch.marks, scratch.looked, scratch.seen)
    scratch.text.fold(text)
    let present = scratch.text.present
    let seenFolded = scratch.text.withFolded {
      folded.automaton.mark($0, turn: turn, marks: marks, seen: seen)
    }
    var seenSqueezed = 0
    let squeezedSeen = seen + folded.automaton.outputCount
    if squeezed.automaton.outputCount > 0 {
      scratch.text.squeeze()
      let marks = marks + folded.automaton.outputCount
      seenSqueezed = scratch.text.withSqueezed {
        squeezed.automaton.mark($0, turn: turn, marks: marks, seen: squeezedSeen)
      }
    }
    let candidates = scratch.candidateRoom
    var count = 0
    func consider(_ user: UInt32) {
      guard looked[Int(user)] != turn else { return }
      looked[Int(user)] = turn
      if canMatch(text, user, present: present, marks: marks, turn: turn) {
        candidates[count] = user
        count += 1
      }
    }
    for index in 0..<seenFolded { folded.forEachUser(of: seen[index], consider) }
    for index in 0..<seenSqueezed { squeezed.forEachUser(of: squeezedSeen[index], consider) }
    for user in always { consider(user) }
    scratch.candidates = UnsafeMutableBufferPointer(start: candidates, count: count)
    scratch.candidates.sort()
  }

  /// Whether all that an entry needs is there.
  @inline(__always)
  private func canMatch(
    _ text: UnsafeBufferPointer<UInt8>, _ number: UInt32, present: ByteSet,
    marks: UnsafeMutablePointer<UInt32>,
    turn: UInt32
  ) -> Bool {
    let condition = conditions[Int(number)]
    guard condition.minimumBytes <= text.count else { return false }
    for set in condition.byteSets where byteSets[Int(set)].isDisjoint(with: present) { return false }
    for clause in condition.clauses {
      let literals = clauseStarts[Int(clause)]..<clauseStarts[Int(clause) + 1]
      guard literals.contains(where: { marks[Int(clauseLiterals[Int($0)])] == turn }) else { return false }
    }
    return condition.chain < 0 || chains[Int(condition.chain)].occurs(in: text)
  }
}
