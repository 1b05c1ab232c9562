import ModQEvent
import Testing

/// Comments that stood in peace speak for their author, as soon as the author is next seen.
struct SettlementTests {
  private static let evidence = """
    SELECT CASE kind WHEN 0 THEN 'settled' WHEN 1 THEN 'approved' ELSE 'rejected' END, r, s FROM evidence
    WHERE void = 0 ORDER BY kind, comment
    """
  private static let author = """
    SELECT printf('%.4f|%.4f', r, s), approved, settled, rejected, earned FROM author WHERE nick_key = '折口'
    """

  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([Line.comment("c1")] + events)
    return log
  }

  struct Touch: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var events: [[UInt8]]
    var settles = true
  }

  static let touches: [Touch] = [
    Touch(testDescription: "nothing", events: [], settles: false),
    Touch(testDescription: "too early", events: [Line.comment("c2", day: 6.999)], settles: false),
    Touch(testDescription: "somebody else", events: [Line.comment("c2", by: "花子", day: 30)], settles: false),
    Touch(testDescription: "their comment, on time", events: [Line.comment("c2", day: 7)]),
    Touch(
      testDescription: "their vote",
      events: [
        Line.comment("c2", by: "花子"), Line.vote("v", 1, on: "c2", by: "折口", day: 30),
      ]),
    Touch(testDescription: "a vote on it", events: [Line.vote("v", 1, on: "c1", day: 30)]),
    Touch(
      testDescription: "a report of theirs",
      events: [
        Line.comment("c2", by: "花子"), Line.report("r", on: "c2", by: "折口", day: 30),
      ]),
    Touch(testDescription: "a report on it", events: [Line.report("r", on: "c1", by: "花子", day: 30)]),
    Touch(testDescription: "an edit", events: [Line.edit("e", of: "c1", "another", day: 30)]),
    Touch(testDescription: "its deletion", events: [Line.delete("x", of: "c1", day: 30)]),
    Touch(
      testDescription: "a decision on it",
      events: [
        Line.decide("d", "note", #""comment":"c1""#, day: 30)
      ]),
    Touch(
      testDescription: "a decision on them",
      events: [
        Line.decide("d", "block", #""nick":"折口""#, day: 30)
      ]),
    Touch(
      testDescription: "an edit before its time",
      events: [
        Line.edit("e", of: "c1", "another", day: 3), Line.comment("c2", day: 9.9),
      ], settles: false),
  ]

  @Test(arguments: touches)
  func aCommentSettlesWhenItsAuthorIsTouched(touch: Touch) throws {
    let log = try SettlementTests.log(touch.events)
    let settled = try log.rows("SELECT at FROM evidence WHERE kind = 0 AND comment = 2")
    #expect(settled == (touch.settles ? [String(Line.day(7).milliseconds)] : []))
  }

  @Test func whatSettledIsTakenBackByARejectionAndComesBackWithItsUndo() throws {
    let log = try SettlementTests.log([Line.comment("c2", day: 8)])
    let before = try log.rows(SettlementTests.author)
    #expect(try log.rows(SettlementTests.evidence) == ["settled|0.2|0.0"])
    try log.ingest([Line.decide("d", "reject", #""comment":"c1""#, day: 8)])
    #expect(try log.rows(SettlementTests.evidence) == ["rejected|0.0|1.0"])
    #expect(try log.rows(SettlementTests.author) == ["0.0000|1.0000|0|0|1|new"])
    try log.ingest([Line.undo("u", "d", day: 8)])
    #expect(try log.rows(SettlementTests.evidence) == ["settled|0.2|0.0"])
    #expect(try log.rows(SettlementTests.author) == before)
  }

  @Test func anApprovalAddsToWhatSettled() throws {
    let log = try SettlementTests.log([
      Line.comment("c2", day: 7), Line.decide("d", "approve", #""comment":"c1""#, day: 7),
    ])
    #expect(try log.rows(SettlementTests.evidence) == ["settled|0.2|0.0", "approved|1.0|0.0"])
    #expect(try log.rows(SettlementTests.author) == ["1.2000|0.0000|1|0|0|new"])
  }

  /// Approved, edited and settled, a comment is one record all the same; so too when something else is undone later.
  @Test func aCommentThatSettlesAfterItsApprovalIsOneRecord() throws {
    let log = try SettlementTests.log([
      Line.decide("d", "approve", #""comment":"c1""#, day: 1), Line.edit("e", of: "c1", "another", day: 2),
      Line.comment("c2", day: 9),
    ])
    let approved = try log.rows("SELECT approved, settled, earned FROM author")
    #expect(approved == ["1|0|new"])
    try log.ingest([
      Line.decide("d2", "reject", #""comment":"c2""#, day: 9), Line.undo("u", "d2", day: 9),
    ])
    #expect(try log.rows("SELECT approved, settled, earned FROM author") == approved)
  }

  /// A policy holds from its entry on: what settled under the old one keeps its weight.
  @Test func anotherPolicyDoesNotChangeWhatSettledBefore() throws {
    let log = try SettlementTests.log([Line.comment("c2", day: 7)])
    let generous = try plainRules(policy: "evidence: {settled: 0.5}\n")
    try log.ingest(
      [
        Line.comment("c3", by: "花子", day: 8), Line.decide("d", "approve", #""comment":"c1""#, day: 8),
        Line.comment("c4", day: 15),
      ], rules: generous)
    #expect(
      try log.rows(SettlementTests.evidence) == [
        "settled|0.2|0.0", "settled|0.5|0.0", "approved|1.0|0.0",
      ])
  }

  @Test func aCommentReportedInTimeNeverSettles() throws {
    let log = try SettlementTests.log([
      Line.report("r", on: "c1", by: "花子", day: 6), Line.comment("c2", day: 100),
    ])
    #expect(try log.rows(SettlementTests.evidence) == [])
  }
}
