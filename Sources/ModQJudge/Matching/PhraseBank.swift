/// All phrases looked for in one view of one field: an exact search, by the automaton alone.
struct PhraseBank: Sendable {
  /// A test's phrases and exceptions, as they look in the view: each once, and none empty.
  struct Phrases {
    var test: Int
    var atLeast: Int
    var sought: [[UInt8]]
    var exceptions: [[UInt8]]
  }

  /// A place where a phrase of a test was seen.
  struct Occurrence {
    var member: Int
    var isException: Bool
    var range: Range<Int>
  }

  private struct Member: Sendable {
    var test: Int
    var atLeast: Int
  }

  private struct Use: Sendable {
    var member: UInt32
    var isException: Bool
  }

  private var members: [Member] = []
  private let automaton: AhoCorasick
  private let firstUse: [UInt32]
  private let uses: [Use]

  init(_ tests: [Phrases]) {
    var literals: [[UInt8]] = []
    var outputs: [[UInt8]: Int] = [:]
    var usesOf: [[Use]] = []
    for (number, test) in tests.enumerated() {
      members.append(Member(test: test.test, atLeast: max(test.atLeast, 1)))
      for (isException, list) in [(false, test.sought), (true, test.exceptions)] {
        for literal in list {
          let output = outputs[literal] ?? literals.count
          if outputs.updateValue(output, forKey: literal) == nil {
            literals.append(literal)
            usesOf.append([])
          }
          usesOf[output].append(Use(member: UInt32(number), isException: isException))
        }
      }
    }
    automaton = AhoCorasick(literals)
    var firstUse: [UInt32] = [0, 0]
    for list in usesOf { firstUse.append(firstUse[firstUse.count - 1] + UInt32(list.count)) }
    self.firstUse = firstUse
    uses = Array(usesOf.joined())
  }

  var byteCount: Int { automaton.byteCount + uses.count * MemoryLayout<Use>.stride + firstUse.count * 4 }

  /// The hits of each test that has enough of them, as ranges in the view.
  func hits(
    in text: UnsafeBufferPointer<UInt8>, isPhrase: (Range<Int>) -> Bool, scratch: MatchScratch
  ) -> [(test: Int, hits: [Range<Int>])] {
    scratch.search.occurrences.removeAll(keepingCapacity: true)
    automaton.scan(text) { output, end in
      var output = output
      while output != 0 {
        let range = end - Int(automaton.lengths[output])..<end
        for use in uses[Int(firstUse[output])..<Int(firstUse[output + 1])] {
          scratch.search.occurrences.append(
            Occurrence(member: Int(use.member), isException: use.isException, range: range))
        }
        output = Int(automaton.shorter[output])
      }
    }
    guard !scratch.search.occurrences.isEmpty else { return [] }
    scratch.search.occurrences.sort { first, second in
      (first.member, first.range.lowerBound, second.range.upperBound)
        < (second.member, second.range.lowerBound, first.range.upperBound)
    }
    var found: [(test: Int, hits: [Range<Int>])] = []
    var rest = scratch.search.occurrences[...]
    while let first = rest.first {
      let own = rest.prefix { $0.member == first.member }
      rest = rest[own.endIndex...]
      let member = members[first.member]
      let hits = hits(among: own, atLeast: member.atLeast, isPhrase: isPhrase)
      if hits.count >= member.atLeast { found.append((member.test, hits)) }
    }
    return found
  }

  /// The first hits of a test that are phrases, that no exception covers and that don't overlap; at most
  /// `atLeast`.
  private func hits(
    among occurrences: ArraySlice<Occurrence>, atLeast: Int, isPhrase: (Range<Int>) -> Bool
  ) -> [Range<Int>] {
    let mask = SpanMask(occurrences.filter { $0.isException && isPhrase($0.range) }.map(\.range))
    var sought = occurrences.filter { !$0.isException && !mask.covers($0.range) }.map(\.range)
    guard atLeast > 1 else {
      // In order of where they begin, the longest first.
      return sought.first(where: isPhrase).map { [$0] } ?? []
    }
    // The most hits that don't overlap are found by taking what ends first.
    sought.sort { ($0.upperBound, $1.lowerBound) < ($1.upperBound, $0.lowerBound) }
    var hits: [Range<Int>] = []
    for range in sought where range.lowerBound >= hits.last?.upperBound ?? 0 && isPhrase(range) {
      hits.append(range)
      if hits.count == atLeast { break }
    }
    return hits
  }
}
