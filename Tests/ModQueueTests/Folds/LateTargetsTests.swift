import ModQEvent
import Testing

@testable import ModQueue

/// What comes before the comment it names waits for it, and is applied in its order when the comment comes.
struct LateTargetsTests {
  struct Arrival: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var early: [[UInt8]]
    var body = "おはようございます"
    /// The changes of the comment's status, in their order.
    var changes: [String]
  }

  static let arrivals: [Arrival] = [
    Arrival(
      testDescription: "a deletion", early: [Line.delete("x", of: "c1")],
      changes: ["NULL|0|verdict", "0|4|delete"]),
    Arrival(
      testDescription: "an approval", early: [Line.decide("d", "approve", #""comment":"c1""#)], body: "死ね",
      changes: ["NULL|1|verdict", "1|0|decision"]),
    Arrival(
      testDescription: "a rejection and an approval",
      early: [
        Line.decide("d1", "reject", #""comment":"c1""#), Line.decide("d2", "approve", #""comment":"c1""#),
      ],
      changes: ["NULL|0|verdict", "0|2|decision", "2|0|decision"]),
    Arrival(
      testDescription: "an approval and a rejection",
      early: [
        Line.decide("d1", "approve", #""comment":"c1""#), Line.decide("d2", "spam", #""comment":"c1""#),
      ],
      changes: ["NULL|0|verdict", "0|3|decision"]),
    Arrival(
      testDescription: "a decision that was undone meanwhile",
      early: [Line.decide("d1", "reject", #""comment":"c1""#), Line.undo("u", "d1")],
      changes: ["NULL|0|verdict"]),
    Arrival(
      testDescription: "the undo of a decision that came later, both early",
      early: [Line.undo("u", "d1"), Line.decide("d1", "reject", #""comment":"c1""#)],
      changes: ["NULL|0|verdict"]),
    Arrival(
      testDescription: "two decisions, and the undo of the last by the comment's name",
      early: [
        Line.decide("d1", "spam", #""comment":"c1""#), Line.decide("d2", "approve", #""comment":"c1""#),
        Line.decide("u", "undo", #""comment":"c1""#),
      ],
      changes: ["NULL|0|verdict", "0|3|decision", "3|0|decision", "0|3|undo"]),
    Arrival(
      testDescription: "a deletion and a decision",
      early: [Line.delete("x", of: "c1"), Line.decide("d", "approve", #""comment":"c1""#)], body: "死ね",
      changes: ["NULL|1|verdict", "1|4|delete"]),
  ]

  @Test(arguments: arrivals)
  func whatCameEarlyIsAppliedInItsOrder(arrival: Arrival) throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest(arrival.early + [Line.comment("c1", arrival.body, day: 1)])
    #expect(
      try log.rows("SELECT old, new, coalesce(why, 'verdict') FROM change ORDER BY no") == arrival.changes)
    #expect(try log.verification().isOK)
  }

  @Test func votesAndReportsWait() throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([
      Line.vote("v1", 1, on: "c1", by: "a"), Line.vote("v2", -1, on: "c1", by: "a"),
      Line.vote("v3", 1, on: "c1"),
      Line.report("r1", on: "c1", by: "a"), Line.report("r2", on: "c1", by: "a"),
      Line.report("r3", on: "c1", by: "b"), Line.comment("c1", day: 1),
    ])
    #expect(try log.rows("SELECT up, down, reports, due FROM comment") == ["1|1|2|NULL"])
    #expect(try log.rows("SELECT done, count(*) FROM pending GROUP BY done") == ["1|6"])
  }

  @Test func lateEvidenceIsDatedAtItsDecision() throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([
      Line.decide("d", "approve", #""comment":"c1""#), Line.comment("c1", day: 90),
    ])
    #expect(try log.rows("SELECT at, r FROM evidence") == ["\(Line.start.milliseconds)|1.0"])
    #expect(try log.rows("SELECT r, as_of FROM author") == ["1.0|\(Line.start.milliseconds)"])
  }

  @Test func anEditOfAnUnknownCommentIsRefused() throws {
    let log = try TestLog(rules: try plainRules())
    #expect(try log.ingest([Line.edit("e", of: "c1", "x")]) == ["refused unknown_comment"])
    #expect(try log.rows("SELECT count(*) FROM event") == ["0"])
  }

  @Test func anotherSitesCommentIsAnother() throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([Line.delete("x", of: "c1"), Line.comment("c1", site: "b")])
    #expect(try log.rows("SELECT status FROM comment") == ["0"])
    #expect(try log.rows("SELECT done FROM pending") == ["0"])
  }
}
