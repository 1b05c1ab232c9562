/// All regexes looked for in one view of one field, with the automaton that tells which of them can match.
struct RegexBank: Sendable {
  /// One regex and what must be true of a text that it matches.
  struct Entry: Sendable {
    /// Its place in the list the matcher was made of.
    let test: Int
    let source: String
    let flags: RegexFlags
    let atLeast: Int
    let minimumBytes: Int
    /// Its conditions in ``RegexBank/byteSets`` and ``RegexBank/clauses``.
    let byteSets: Range<Int>
    let clauses: Range<Int>
    /// Its exceptions, as they look in the view.
    let exceptions: AhoCorasick?
  }

  private(set) var entries: [Entry] = []
  private(set) var byteSets: [ByteSet] = []
  /// Lists of outputs of the automaton, at least one of which must be seen.
  private(set) var clauses: [[UInt32]] = []
  let automaton: AhoCorasick
  /// For each output, the entries that it is reason to look at: those whose rarest condition it is part of.
  private let firstUser: [UInt32]
  private let users: [UInt32]
  /// Entries without a literal to go by.
  private let always: [UInt32]

  init(_ regexes: [Regex]) {
    var literals: [[UInt8]] = []
    var outputs: [[UInt8]: UInt32] = [:]
    var usersOf: [[UInt32]] = []
    var always: [UInt32] = []
    for (number, regex) in regexes.enumerated() {
      let facts = PatternFacts(of: regex.source, flags: regex.flags)
      for (rank, clause) in facts.clauses.enumerated() {
        clauses.append(
          clause.map { literal in
            let output = outputs[literal] ?? UInt32(literals.count + 1)
            if outputs.updateValue(output, forKey: literal) == nil {
              literals.append(literal)
              usersOf.append([])
            }
            if rank == 0 { usersOf[Int(output) - 1].append(UInt32(number)) }
            return output
          })
      }
      if facts.clauses.isEmpty { always.append(UInt32(number)) }
      byteSets += facts.byteSets
      entries.append(
        Entry(
          test: regex.test, source: regex.source, flags: regex.flags, atLeast: regex.atLeast,
          minimumBytes: facts.minimumBytes,
          byteSets: (byteSets.count - facts.byteSets.count)..<byteSets.count,
          clauses: (clauses.count - facts.clauses.count)..<clauses.count,
          exceptions: regex.exceptions.isEmpty ? nil : AhoCorasick(regex.exceptions)))
    }
    automaton = AhoCorasick(literals)
    var firstUser: [UInt32] = [0, 0]
    for list in usersOf { firstUser.append(firstUser[firstUser.count - 1] + UInt32(list.count)) }
    self.firstUser = firstUser
    users = Array(usersOf.joined())
    self.always = always
  }

  /// A regex as the matcher hands it over.
  struct Regex {
    var test: Int
    var source: String
    var flags: RegexFlags
    var atLeast: Int
    /// Differing and not empty.
    var exceptions: [[UInt8]]
  }

  /// Fills `scratch` with the entries that can match `text`, in order.
  func findCandidates(in text: UnsafeBufferPointer<UInt8>, scratch: RegexBankScratch) {
    scratch.begin(outputs: automaton.outputCount, entries: entries.count)
    scratch.folded.fold(text)
    let present = scratch.folded.present
    scratch.folded.withBytes { bytes in
      automaton.scan(bytes) { output, _ in
        var output = output
        while output != 0, scratch.see(output) { output = Int(automaton.shorter[output]) }
      }
    }
    for output in scratch.seen {
      for user in users[Int(firstUser[Int(output)])..<Int(firstUser[Int(output) + 1])] {
        consider(user, bytes: text.count, present: present, scratch: scratch)
      }
    }
    for entry in always { consider(entry, bytes: text.count, present: present, scratch: scratch) }
    scratch.candidates.sort()
  }

  private func consider(_ number: UInt32, bytes: Int, present: ByteSet, scratch: RegexBankScratch) {
    let entry = entries[Int(number)]
    guard entry.minimumBytes <= bytes else { return }
    for set in entry.byteSets where byteSets[set].isDisjoint(with: present) { return }
    guard scratch.isNew(number) else { return }
    for clause in entry.clauses where !clauses[clause].contains(where: scratch.hasSeen) { return }
    scratch.candidates.append(number)
  }
}
