import ModQEvent
import Testing

/// What a reporter's earlier reports say of the next one.
struct ReportAccuracyTests {
  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(rules: try signalRules(["reports", "reports.weight"], on: "report, vote"))
    try log.ingest((0..<6).map { Line.comment("c\($0)", by: "折口", "話 \($0)", day: -1) } + events)
    return log
  }

  private static func counts(_ log: TestLog, of nick: String = "目") throws -> [String] {
    try log.rows("SELECT reports_upheld, reports_refused FROM author WHERE nick_key = '\(nick)'")
  }

  @Test(arguments: [
    (["reject"], "1|0"), (["spam"], "1|0"), (["approve"], "0|1"), (["escalate"], "0|0"),
    (["spam", "approve"], "0|1"),
    (["approve", "reject"], "1|0"), ([], "0|0"),
  ])
  func aModeratorsLastWordIsOnTheReportToo(actions: [String], counts: String) throws {
    let decisions = actions.enumerated().map { Line.decide("d\($0)", $1, #""comment":"c0""#) }
    let log = try Self.log([Line.report("r", on: "c0", by: "目")] + decisions)
    #expect(try Self.counts(log) == [counts])
    #expect(try log.rows("SELECT r + s < 4 FROM author WHERE nick_key = '目'") == ["1"])
    #expect(try log.rows("SELECT r, s FROM author WHERE nick_key = '目'") == ["0.0|0.0"])
  }

  /// Two who are known, one of them the author; one whose report was right, one whose was not, and one whom nobody knows.
  @Test func whoHasARecordIsCounted() throws {
    let log = try TestLog(rules: try signalRules(["reports.credible"], on: "report"))
    try log.ingest([
      Line.comment("a1", by: "折口", "一", day: -9), Line.comment("a2", by: "折口", "二", day: -9),
      Line.comment("b1", by: "柳田", "三", day: -9), Line.comment("b2", by: "柳田", "四", day: -9),
      Line.comment("bad", by: "荒", "五", day: -9), Line.comment("good", by: "南方", "六", day: -9),
      Line.report("r1", on: "bad", by: "目", day: -8), Line.report("r2", on: "good", by: "口", day: -8),
      Line.decide("d1", "reject", #""comment":"bad""#, day: -7),
      Line.decide("d2", "approve", #""comment":"good""#, day: -7),
      Line.comment("x", by: "折口", "七", day: 0),
      Line.report("x1", on: "x", by: "新", day: 0), Line.report("x2", on: "x", by: "口", day: 0),
      Line.report("x3", on: "x", by: "目", day: 0), Line.report("x4", on: "x", by: "折口", day: 0),
      Line.report("x5", on: "x", by: "柳田", day: 0),
    ])
    let counts = try log.values(of: "reports.credible")
    #expect(["x1", "x2", "x3", "x4", "x5"].map { counts[$0] } == [0, 0, 1, 1, 2])
  }

  @Test func anUndoTakesItBack() throws {
    let log = try Self.log([
      Line.report("r", on: "c0", by: "目"), Line.decide("d0", "approve", #""comment":"c0""#),
      Line.decide("d1", "spam", #""comment":"c0""#), Line.undo("u", "d1"),
    ])
    #expect(try Self.counts(log) == ["0|1"])
    try log.ingest([Line.undo("u2", "d0")])
    #expect(try Self.counts(log) == ["0|0"])
    try log.ingest([Line.undo("u3", "u2")])
    #expect(try Self.counts(log) == ["0|1"])
  }

  @Test func aDecisionSaysNothingOfLaterReportsAndOfOnesOwn() throws {
    let log = try Self.log([
      Line.decide("d0", "approve", #""comment":"c0""#), Line.report("r0", on: "c0", by: "目"),
      Line.report("r1", on: "c1", by: "折口"), Line.decide("d1", "spam", #""comment":"c1""#),
    ])
    #expect(try Self.counts(log) == ["0|0"])
    #expect(try Self.counts(log, of: "折口") == ["0|0"])
  }

  @Test func aReportBeforeItsCommentIsJudgedWhenItComes() throws {
    let log = try Self.log([
      Line.report("r", on: "x", by: "目"), Line.decide("d", "reject", #""comment":"x""#),
      Line.comment("x", by: "柳田"),
    ])
    #expect(try Self.counts(log) == ["1|0"])
  }

  @Test func aReportOfOnesOwnCommentWeighsNothing() throws {
    let log = try Self.log([
      Line.report("r0", on: "c0", by: "折口"), Line.report("r1", on: "c0", by: "目"),
    ])
    let weights = try log.values(of: "reports.weight")
    #expect(["r0", "r1"].map { weights[$0] } == [0, 0.5])
  }

  @Test func aReportWeighsItsReportersAccuracy() throws {
    var events: [[UInt8]] = []
    for number in 0..<4 {
      events.append(Line.report("r\(number)", on: "c\(number)", by: "目"))
      events.append(Line.report("s\(number)", on: "c\(number)", by: "狼"))
      events.append(Line.decide("d\(number)", number < 3 ? "reject" : "approve", #""comment":"c\#(number)""#))
    }
    events += [
      Line.report("t0", on: "c4", by: "新"), Line.report("t1", on: "c4", by: "目"),
      Line.report("t2", on: "c4", by: "目"),
      Line.report("t3", on: "c4", by: "名無し"), Line.report("t4", on: "c4", by: "名無し"),
    ]
    let log = try Self.log(events)
    let weights = try log.values(of: "reports.weight")
    // Who was right three times of four has (3 + 1) / (3 + 1 + 2).
    #expect(
      ["t0", "t1", "t2", "t3", "t4"].map { weights[$0] } == [0.5, 1.1667, 1.1667, 1.2667, 1.3667])
    // Three without a name are not 0.30000000000000004.
    let unnamed = try Self.log((0..<3).map { Line.report("u\($0)", on: "c0", by: "名無し") })
    #expect(try unnamed.values(of: "reports.weight")["u2"] == 0.3)
    let reports = try log.values(of: "reports")
    #expect(["t0", "t1", "t2", "t3", "t4"].map { reports[$0] } == [1, 2, 2, 3, 4])
  }
}
