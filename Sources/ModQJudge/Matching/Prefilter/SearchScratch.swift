/// What of a matcher's working memory belongs to one thread.
struct SearchScratch {
  /// The matcher that it was last used by; another one starts afresh.
  ///
  /// Kept alive, or another could come to stand at the same address and be taken for it.
  var owner: Matcher?
  var banks: [RegexBankScratch] = []
  var occurrences: [PhraseBank.Occurrence] = []
  var outcomes: [(test: Int, outcome: TestOutcome)] = []
  var faults: [Int] = []
}

/// The same for one ``RegexBank``.
///
/// Plain memory rather than arrays: it is written for every literal that is seen.
final class RegexBankScratch {
  var text = FoldedText()
  /// The turn in which a literal was last seen; only marks of the current turn count, so that nothing is
  /// wiped.
  let marks: UnsafeMutablePointer<UInt32>
  /// The turn in which an entry was last looked at.
  let looked: UnsafeMutablePointer<UInt32>
  /// Room for all literals.
  let seen: UnsafeMutablePointer<UInt32>
  /// Room for all entries.
  let candidateRoom: UnsafeMutablePointer<UInt32>
  var candidates: UnsafeMutableBufferPointer<UInt32>
  /// The patterns that this thread has run, so that it need not ask for them under a lock: those for short
  /// texts and those for long ones.
  var plain: [Pattern?]
  var slicing: [Pattern?]
  private let literalCount: Int
  private let entryCount: Int
  private var turn: UInt32 = 0

  init(for bank: RegexBank) {
    literalCount = bank.literalCount + 1
    entryCount = bank.entries.count
    marks = .allocate(capacity: literalCount)
    marks.initialize(repeating: 0, count: literalCount)
    looked = .allocate(capacity: entryCount)
    looked.initialize(repeating: 0, count: entryCount)
    seen = .allocate(capacity: literalCount)
    seen.initialize(repeating: 0, count: literalCount)
    candidateRoom = .allocate(capacity: entryCount)
    candidateRoom.initialize(repeating: 0, count: entryCount)
    candidates = UnsafeMutableBufferPointer(start: candidateRoom, count: 0)
    plain = Array(repeating: nil, count: entryCount)
    slicing = plain
  }

  deinit {
    marks.deallocate()
    looked.deallocate()
    seen.deallocate()
    candidateRoom.deallocate()
  }

  /// Begins another text: forgets what was seen before.
  func begin() -> UInt32 {
    if turn == .max {
      marks.update(repeating: 0, count: literalCount)
      looked.update(repeating: 0, count: entryCount)
      turn = 0
    }
    turn += 1
    return turn
  }
}
