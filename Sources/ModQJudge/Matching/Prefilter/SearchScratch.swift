/// What of a matcher's working memory belongs to one thread.
struct SearchScratch {
  /// The matcher that it was last used by; another one starts afresh.
  var owner: ObjectIdentifier?
  var banks: [RegexBankScratch] = []
  var occurrences: [PhraseBank.Occurrence] = []
  var outcomes: [(test: Int, outcome: TestOutcome)] = []
  var faults: [Int] = []
}

/// The same for one ``RegexBank``.
final class RegexBankScratch {
  var folded = FoldedText()
  var seen: [UInt32] = []
  var candidates: [UInt32] = []
  /// The patterns that this thread has run, so that it need not ask for them under a lock.
  var patterns: [Pattern?] = []
  init(patterns count: Int) { patterns = Array(repeating: nil, count: count) }

  private var outputTurns: [UInt32] = []
  private var entryTurns: [UInt32] = []
  private var turn: UInt32 = 0

  /// Forgets what was seen in the text before, at no cost: only marks of the current turn count.
  func begin(outputs: Int, entries: Int) {
    seen.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    if outputTurns.isEmpty || turn == .max {
      outputTurns = Array(repeating: 0, count: outputs + 1)
      entryTurns = Array(repeating: 0, count: entries)
      turn = 0
    }
    turn += 1
  }

  /// Marks an output as seen, and says whether it was not before.
  @inline(__always)
  func see(_ output: Int) -> Bool {
    guard outputTurns[output] != turn else { return false }
    outputTurns[output] = turn
    seen.append(UInt32(output))
    return true
  }

  @inline(__always)
  func hasSeen(_ output: UInt32) -> Bool { outputTurns[Int(output)] == turn }

  /// Marks an entry as looked at, and says whether it was not before.
  @inline(__always)
  func isNew(_ entry: UInt32) -> Bool {
    guard entryTurns[Int(entry)] != turn else { return false }
    entryTurns[Int(entry)] = turn
    return true
  }
}
