import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

struct BulkDecisionTests {
  private func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest(events)
    return log
  }

  private func statuses(_ log: TestLog) throws -> String {
    try log.rows("SELECT status FROM comment ORDER BY seq").joined()
  }

  /// Chooses, lets `meanwhile` happen, and decides.
  private func decide(
    _ log: TestLog, _ filter: String, _ verb: Decision.Verb = .reject, meanwhile: [[UInt8]] = []
  ) throws -> BulkDecision.Report {
    let filter = try CommentFilter(filter, now: Line.day(9))
    let outcome = try Workspace.open(log.path, for: .writing) {
      (workspace) throws(LogError) -> Result<BulkDecision.Report, FindFailure> in
      let bulk = BulkDecision(workspace, by: "ken", at: Line.day(9))
      switch try bulk.choose(filter, site: nil) {
      case .failure(let failure): return .failure(failure)
      case .success(let choice): #expect(choice.samples.count == min(3, choice.count))
      }
      if !meanwhile.isEmpty { #expect(throws: Never.self) { try log.ingest(meanwhile) } }
      return try bulk.apply(verb, details: Moderation.Details(reason: "flood"))
    }
    return try outcome.get()
  }

  @Test func oneUndoTakesAllOfItBack() throws {
    let log = try log((0..<5).map { Line.comment("c\($0)", by: "n\($0)", "死ね", day: Double($0)) })
    let report = try decide(log, "rule=abuse and not nick=n3")
    #expect(try statuses(log) == "22212")
    #expect(report.decided == 4 && report.changed == 4 && report.overtaken == 0)
    let batch = try #require(report.batch)
    #expect(
      try log.rows("SELECT DISTINCT batch FROM decision") == [batch]
        && log.rows("SELECT count(*) FROM decision") == ["4"])
    let outcome = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Moderation(workspace, by: "mari", at: Line.day(9)).undo(nil, site: nil, reason: nil)
    }
    #expect(try outcome.get().decision.target == .undoes(batch))
    #expect(try statuses(log) == "11111")
    #expect(try log.verification().isOK)
  }

  @Test func whatChangedSinceItWasChosenIsLeftAlone() throws {
    let log = try log((0..<5).map { Line.comment("c\($0)", by: "n\($0)", "死ね", day: Double($0)) })
    let report = try decide(
      log, "rule=abuse",
      meanwhile: [
        Line.decide("d1", "approve", #""comment":"c0""#, day: 8), Line.edit("e1", of: "c1", "お前は死ね", day: 8),
        Line.delete("d2", of: "c2", day: 8), Line.comment("c5", by: "n5", "死ね", day: 8),
        Line.vote("v1", -1, on: "c3", by: "n4", day: 8),
      ])
    #expect(report.decided == 2 && report.overtaken == 3)
    #expect(try statuses(log) == "014221")
  }

  @Test func aChoiceOnSeveralSitesIsRefused() throws {
    let log = try log([Line.comment("a", "死ね"), Line.comment("a", "死ね", site: "b")])
    #expect(throws: FindFailure.severalSites(["", "b"])) { try decide(log, "rule=abuse") }
    #expect(try decide(log, "rule=abuse and site=b").site == "b")
    #expect(try statuses(log) == "12")
  }

  @Test func nothingIsDecidedWhereOneCannotBe() throws {
    let log = try log([Line.comment("a", "死ね"), Line.comment("b", "死ね", day: 1)])
    let filter = try CommentFilter("rule=abuse", now: Line.day(9))
    let outcome = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let bulk = BulkDecision(workspace, by: "ken", at: Line.day(9))
      _ = try bulk.choose(filter, site: nil)
      return try bulk.apply(.snooze, details: Moderation.Details(until: Line.day(8)))
    }
    #expect(throws: FindFailure.over(Line.day(8))) { try outcome.get() }
    #expect(try log.rows("SELECT count(*) FROM decision") == ["0"])
  }
}
