import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

struct ReputationTests {
  /// Each author's evidence, faded piece by piece, adds up to the standing that was folded step by step.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func evidenceAddsUpToStanding(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(400))
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      let end = Timestamp(milliseconds: 1_900_000_000_000)
      let reputation = Reputation(workspace, site: nil, at: end)
      let decay = Decay(halfLifeDays: 90)
      var authors = 0
      try reputation.ranking(limit: nil) { (author) throws(LogError) in
        authors += 1
        var (r, s) = (0.0, 0.0)
        for piece in try reputation.evidence(on: author) {
          let factor = decay.factor(from: piece.item.at, to: end)
          r += piece.item.r * factor
          s += piece.item.s * factor
        }
        #expect(abs(r - author.view.standing.r) < 1e-9, "seed \(seed), author \(author.row.no)")
        #expect(abs(s - author.view.standing.s) < 1e-9, "seed \(seed), author \(author.row.no)")
      }
      #expect(authors > 5, "seed \(seed)")
    }
  }

  /// As of its last entry a log says the same as one that knows no more.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func aPastMomentIsThatOfAShorterLog(seed: UInt64) throws {
    // Decisions, votes and reports alone can be dated back or taken back: comments come in order.
    let lines = (0..<60).map { number in
      let at = Timestamp(milliseconds: 1_767_225_600_000 + Int64(number) * 86_400_000 / 2)
      let nick = ["Bob", "Ann", "花子"][Int(seed &+ UInt64(number * number)) % 3]
      return Array(
        (number % 4 == 3
          ? #"{"type":"decision","id":"d\#(number)","at":"\#(at.rfc3339)","action":"\#(["approve", "spam"][number / 4 % 2])","by":"mari","comment":"c\#(number - 1)"}"#
          : #"{"type":"comment","id":"c\#(number)","at":"\#(at.rfc3339)","thread":"t\#(number % 6)","nick":"\#(nick)","body":"word \#(number)"}"#)
          .utf8)
    }
    let whole = try TestLog(rules: testRules())
    try whole.ingest(lines)
    let cut = 37
    let short = try TestLog(rules: testRules())
    try short.ingest(Array(lines[..<cut]))
    let moment = Timestamp(milliseconds: 1_767_225_600_000 + Int64(cut - 1) * 86_400_000 / 2)
    func standings(_ log: TestLog) throws -> [String: [Double]] {
      try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
        var found: [String: [Double]] = [:]
        try Reputation(workspace, site: nil, at: moment).ranking(limit: nil) { (author) throws(LogError) in
          let view = author.view
          found[author.row.nickKey ?? ""] = [
            view.standing.r, view.standing.s, Double(view.comments), Double(view.approved),
            Double(view.rejected),
            view.lower,
          ]
        }
        return found
      }
    }
    let (past, expected) = (try standings(whole), try standings(short))
    #expect(Set(past.keys) == Set(expected.keys), "seed \(seed)")
    for (nick, numbers) in expected {
      for (index, number) in numbers.enumerated() {
        #expect(abs((past[nick]?[index] ?? .nan) - number) < 1e-9, "seed \(seed), \(nick), number \(index)")
      }
    }
  }
}
