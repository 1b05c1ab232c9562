import SeededNumbers
import Testing

@testable import ModQJudge

struct AhoCorasickTests {
  private struct Found: Hashable {
    var literal: [UInt8]
    var end: Int
  }

  @Test(arguments: 0..<300)
  func findsWhatLookingForEachLiteralFinds(seed: Int) {
    var random = SplitMix64(seed: seed)
    // Few letters make many overlaps; many make wide nodes.
    let letters = UInt8([2, 3, 26, 200].randomElement(using: &random) ?? 2)
    func string(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: lengths, using: &random)).map { _ in
        UInt8.random(in: 40..<(40 + letters), using: &random)
      }
    }
    let literals = Array(Set((0..<Int.random(in: 1...80, using: &random)).map { _ in string(1...6) }))
    let text = string(0...300)
    var expected: Set<Found> = []
    for literal in literals {
      for start in text.indices where text[start...].starts(with: literal) {
        expected.insert(Found(literal: literal, end: start + literal.count))
      }
    }
    let automaton = AhoCorasick(literals)
    let found = text.withUnsafeBufferPointer { automaton.occurrences(in: $0) }
    #expect(
      Set(found.map { Found(literal: Array(text[$0]), end: $0.upperBound) }) == expected, "seed \(seed)")
    #expect(found.count == expected.count, "seed \(seed)")
  }

  @Test func literalsAreMarkedOnceEach() {
    let automaton = AhoCorasick(["he", "she", "hers", "is"].map { Array($0.utf8) })
    var marks: [UInt32] = Array(repeating: 0, count: 5)
    var seen: [UInt32] = Array(repeating: 0, count: 5)
    let count = Array("ushers she".utf8).withUnsafeBufferPointer { text in
      automaton.mark(text, turn: 7, marks: &marks, seen: &seen)
    }
    #expect(Set(seen[..<count]) == [1, 2, 3])
    #expect(marks == [0, 7, 7, 7, 0])
  }

  @Test func nothingIsFoundWithoutLiterals() {
    #expect(Array("text".utf8).withUnsafeBufferPointer { AhoCorasick([]).occurrences(in: $0) } == [])
  }

  /// A long list must not take a table's memory: about 20 bytes for each byte of it.
  @Test func aLongListStaysSmall() {
    var random = SplitMix64(seed: 1)
    let literals = Array(
      Set(
        (0..<20_000).map { _ in
          (0..<4).flatMap { _ in
            [
              0xE3, UInt8.random(in: 0x81...0x82, using: &random),
              UInt8.random(in: 0x80...0xBF, using: &random),
            ]
          }
        }))
    let automaton = AhoCorasick(literals)
    #expect(automaton.byteCount < literals.count * 12 * 24)
  }
}
