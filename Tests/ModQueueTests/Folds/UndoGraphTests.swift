import SeededNumbers
import Testing

@testable import ModQueue

/// Undos of undos of undos, early ones, of batches, in circles: whatever is undone by an undo in force does not count,
/// and all else does.
struct UndoGraphTests {
  /// Decisions and undos that name one another without restraint.
  private struct Tangle {
    var random: SplitMix64
    let count: Int

    mutating func lines() -> [[UInt8]] {
      (0..<count).map { number in
        let batch = random.below(3) == 0 ? #","batch":"b\#(random.below(3))""# : ""
        switch random.below(10) {
        case 0..<3:
          let verb = ["approve", "reject", "spam"][random.below(3)]
          return Line.decide("n\(number)", verb, #""comment":"c\#(random.below(3))""#, batch)
        case 3:
          let verb = ["block", "trust", "clear"][random.below(3)]
          return Line.decide("n\(number)", verb, #""nick":"折口""#, batch)
        case 4:
          return Line.decide("n\(number)", "undo", #""comment":"c\#(random.below(3))""#, batch)
        case 5:
          return Line.undo("n\(number)", "b\(random.below(3))", batch)
        case 6:
          // Not made yet: it will be undone when it comes.
          return Line.undo("n\(number)", "n\(number + 1 + random.below(6))", batch)
        default:
          return Line.undo("n\(number)", "n\(max(0, number - 1 - random.below(8)))", batch)
        }
      }
    }
  }

  @Test(arguments: UInt64(11)...30)
  func whatAnUndoInForceNamesIsOutOfForce(seed: UInt64) throws {
    var tangle = Tangle(random: SplitMix64(seed: seed), count: 80)
    let log = try TestLog(rules: try plainRules())
    try log.ingest((0..<3).map { Line.comment("c\($0)", $0 == 0 ? "死ね" : "おはよう") } + tangle.lines())
    #expect(try log.miscountedUndos() == [], "seed \(seed)")
    // A comment's status is the last decision in force on it.
    let wrong = try log.rows(
      """
      SELECT e.id, c.status, d.verb FROM comment AS c JOIN event AS e ON e.seq = c.seq
      LEFT JOIN decision AS d ON d.seq = (
        SELECT max(seq) FROM decision WHERE comment = c.seq AND undone = 0 AND verb <> 'undo')
      WHERE c.status <> CASE d.verb WHEN 'approve' THEN 0 WHEN 'reject' THEN 2 WHEN 'spam' THEN 3 ELSE c.machine END
      """)
    #expect(wrong == [], "seed \(seed)")
    let verification = try log.verification()
    #expect(verification.isOK, "seed \(seed): \(verification)")
  }

  /// A decision and an undo of each undo before it: the last one settles all.
  @Test func aLongChainOfUndosIsFollowedToItsEnd() throws {
    let log = try TestLog(rules: try plainRules())
    let length = 1_001
    let chain = (1...length).map { Line.undo("u\($0)", $0 == 1 ? "d" : "u\($0 - 1)") }
    try log.ingest([Line.comment("c1", "死ね"), Line.decide("d", "approve", #""comment":"c1""#)] + chain)
    #expect(try log.rows("SELECT status FROM comment") == [length.isMultiple(of: 2) ? "0" : "1"])
    #expect(try log.miscountedUndos() == [])
  }
}
