import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

struct RuleSampleTests {
  @Test func aSmallerShareIsAPartOfALargerOne() {
    let drawn = [0.005, 0.02, 0.3, 1].map { share in
      (Int64(1)...20_000).filter { RuleSample(share: share).draws($0) }
    }
    for (smaller, larger) in zip(drawn, drawn.dropFirst()) { #expect(Set(smaller).isSubset(of: larger)) }
    #expect(drawn.map(\.count) == [115, 403, 6_083, 20_000])
  }

  private func log() throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest([
      Line.comment("p1", by: "a"), Line.comment("p2", by: "b", day: 1),
      Line.comment("r1", by: "c", "BUY NOW", day: 2),
      Line.comment("r2", by: "d", "BUY NOW", day: 3), Line.comment("h1", by: "e", "死ね", day: 4),
      Line.comment("p3", by: "f", day: 5), Line.decide("x1", "escalate", #""comment":"p3""#, day: 5),
    ])
    return log
  }

  private func drawn(_ log: TestLog) throws -> [String] {
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var ids: [String] = []
      try RuleSample(share: 1)
        .visit(workspace, QueueListing.Query(now: Line.day(9))) { (item) throws(LogError) in
          ids.append(item.id)
          return true
        }
      return ids
    }
  }

  private func findings(_ log: TestLog) throws -> RuleSample.Findings {
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try RuleSample(share: 1).findings(workspace, site: nil)
    }
  }

  @Test func onlyWhatTheRulesDecidedAloneIsDrawn() throws {
    let log = try log()
    #expect(try drawn(log) == ["r2", "r1", "p2", "p1"])
    var expected = RuleSample.Findings()
    expected.published.drawn = 3
    expected.rejected.drawn = 2
    #expect(try findings(log) == expected)
  }

  @Test func whatAModeratorSaysOfItIsCounted() throws {
    let log = try log()
    try log.ingest([
      Line.decide("d1", "approve", #""comment":"p1""#, day: 6),
      Line.decide("d2", "spam", #""comment":"p2""#, day: 6),
      Line.decide("d3", "approve", #""comment":"r1""#, day: 6),
      Line.decide("d4", "reject", #""comment":"r2""#, day: 6),
    ])
    #expect(try drawn(log) == [])
    let found = try findings(log)
    #expect(found.published == RuleSample.Checked(drawn: 3, checked: 2, wrong: 1))
    #expect(found.rejected == RuleSample.Checked(drawn: 2, checked: 2, wrong: 1))
    #expect(found.published.error.value == 0.5)
  }
}
