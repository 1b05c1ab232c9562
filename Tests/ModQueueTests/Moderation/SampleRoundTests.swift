import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

/// A moderator who goes through a sample, one comment after the other.
struct SampleRoundTests {
  private let now = Timestamp(milliseconds: 1_900_000_000_000)
  private let round = ReviewRound.sample(RuleSample(share: 1))

  /// Four comments that the rules published, `c1` first.
  private func log() throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest((1...4).map { Line.comment("c\($0)", by: "n\($0)", day: Double($0)) })
    return log
  }

  /// The ids of what `desk` hands out, until nothing is left or there are `count`.
  private func ids(_ desk: ReviewDesk, _ passed: inout Set<Int64>, atMost count: Int = .max)
    throws(LogError) -> [String]
  {
    var ids: [String] = []
    while ids.count < count,
      let seq = try desk.claimNext(QueueListing.Query(now: now), passing: passed, in: round, at: now),
      let item = try desk.item(seq)
    {
      passed.insert(seq)
      ids.append(item.page.summary.id)
    }
    return ids
  }

  private func take(_ lines: [[UInt8]], into log: TestLog) {
    do {
      try log.ingest(lines)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func itGoesOnWhereItWasAndTakesWhatCameMeanwhileAtTheEnd() throws {
    let log = try log()
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "mari", session: "1")
      var passed: Set<Int64> = []
      #expect(try ids(desk, &passed, atMost: 2) == ["c4", "c3"])
      take([Line.comment("c5", by: "n5", day: 5)], into: log)
      #expect(try ids(desk, &passed) == ["c2", "c1", "c5"])
      #expect(try ids(desk, &passed) == [])
      take([Line.comment("c6", by: "n6", day: 6)], into: log)
      #expect(try ids(desk, &passed) == ["c6"])
    }
  }

  @Test func whatAnotherReviewerGivesBackComesAtTheEnd() throws {
    let log = try log()
    try Workspace.open(log.path, for: .writing) { (first) throws(LogError) in
      try Workspace.open(log.path, for: .writing) { (second) throws(LogError) in
        let mari = try ReviewDesk(first, by: "mari", session: "1")
        let ken = try ReviewDesk(second, by: "ken", session: "2")
        var (seenByMari, seenByKen): (Set<Int64>, Set<Int64>) = ([], [])
        #expect(try ids(mari, &seenByMari, atMost: 1) == ["c4"])
        #expect(try ids(ken, &seenByKen, atMost: 2) == ["c3", "c2"])
        try mari.release(seenByMari.sorted(), at: now)
        #expect(try ids(ken, &seenByKen) == ["c1", "c4"])
        #expect(try ids(mari, &seenByMari) == [])
      }
    }
  }

  @Test func whoGoesBackGetsTheSameOnesAgain() throws {
    let log = try log()
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "mari", session: "1")
      var passed: Set<Int64> = []
      #expect(try ids(desk, &passed, atMost: 3) == ["c4", "c3", "c2"])
      // c3 is shown again.
      desk.goBack(to: 4)
      passed = [4]
      #expect(try ids(desk, &passed) == ["c2", "c1", "c4"])
    }
  }
}
