import ModQProjections
import Testing

@testable import ModQueue

/// Undo takes decisions back: one, a batch, the latest, another undo.
struct UndoTests {
  struct Story: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Decisions about `c1`, which the rules hold, and `c2`, which they publish; the last is by another name.
    var events: [[UInt8]]
    /// The statuses of both at the end.
    var statuses: [CommentStatus]
  }

  private static let approve = Line.decide("d1", "approve", #""comment":"c1""#)
  private static let reject = Line.decide("d2", "reject", #""comment":"c1""#)
  private static let batch = [
    Line.decide("b1", "spam", #""comment":"c1""#, #","batch":"wave""#),
    Line.decide("b2", "spam", #""comment":"c2""#, #","batch":"wave""#),
  ]
  private static let undoLatest = #""comment":"c1""#

  static let stories: [Story] = [
    Story(testDescription: "none", events: [approve], statuses: [.published, .published]),
    Story(
      testDescription: "a decision", events: [approve, Line.undo("u1", "d1")], statuses: [.held, .published]),
    Story(
      testDescription: "the earlier of two", events: [approve, reject, Line.undo("u1", "d1")],
      statuses: [.rejected, .published]),
    Story(
      testDescription: "the later of two: the earlier counts again",
      events: [approve, reject, Line.undo("u1", "d2")], statuses: [.published, .published]),
    Story(
      testDescription: "both", events: [approve, reject, Line.undo("u1", "d2"), Line.undo("u2", "d1")],
      statuses: [.held, .published]),
    Story(
      testDescription: "an undo", events: [approve, Line.undo("u1", "d1"), Line.undo("u2", "u1")],
      statuses: [.published, .published]),
    Story(
      testDescription: "an undo of an undo",
      events: [approve, Line.undo("u1", "d1"), Line.undo("u2", "u1"), Line.undo("u3", "u2")],
      statuses: [.held, .published]),
    Story(
      testDescription: "twice, and one of the undos",
      events: [
        approve, Line.undo("u1", "d1"), Line.undo("u2", "d1"), Line.undo("u3", "u1"),
      ], statuses: [.held, .published]),
    Story(
      testDescription: "twice, and both undos",
      events: [
        approve, Line.undo("u1", "d1"), Line.undo("u2", "d1"), Line.undo("u3", "u1"), Line.undo("u4", "u2"),
      ], statuses: [.published, .published]),
    Story(testDescription: "a batch, made", events: batch, statuses: [.spam, .spam]),
    Story(
      testDescription: "a batch", events: batch + [Line.undo("u1", "wave")], statuses: [.held, .published]),
    Story(
      testDescription: "one of a batch", events: batch + [Line.undo("u1", "b2")],
      statuses: [.spam, .published]),
    Story(
      testDescription: "one of a batch, then all of it",
      events: batch + [Line.undo("u1", "b2"), Line.undo("u2", "wave")], statuses: [.held, .published]),
    Story(
      testDescription: "a batch and its undo's undo",
      events: batch + [Line.undo("u1", "wave"), Line.undo("u2", "u1")], statuses: [.spam, .spam]),
    Story(
      testDescription: "one of a batch, then all, then the undo of all",
      events: batch + [
        Line.undo("u1", "b2"), Line.undo("u2", "wave"), Line.undo("u3", "u2"),
      ], statuses: [.spam, .published]),
    Story(
      testDescription: "a batch and then another decision of that name",
      events: batch + [
        Line.undo("u1", "wave"), Line.decide("b3", "reject", #""comment":"c2""#, #","batch":"wave""#),
      ], statuses: [.held, .rejected]),
    Story(
      testDescription: "the latest on a comment",
      events: [
        approve, reject, Line.decide("u1", "undo", undoLatest),
      ], statuses: [.published, .published]),
    Story(
      testDescription: "the latest on a comment, twice",
      events: [
        approve, reject, Line.decide("u1", "undo", undoLatest), Line.decide("u2", "undo", undoLatest),
      ], statuses: [.held, .published]),
    Story(
      testDescription: "the latest on a comment, three times",
      events: [
        approve, reject, Line.decide("u1", "undo", undoLatest), Line.decide("u2", "undo", undoLatest),
        Line.decide("u3", "undo", undoLatest),
      ], statuses: [.held, .published]),
    Story(
      testDescription: "before the decision comes", events: [Line.undo("u1", "d1"), approve],
      statuses: [.held, .published]),
    Story(
      testDescription: "before the decision comes, undone after",
      events: [Line.undo("u1", "d1"), approve, Line.undo("u2", "u1")], statuses: [.published, .published]),
    Story(
      testDescription: "before the decision comes, undone before",
      events: [Line.undo("u1", "d1"), Line.undo("u2", "u1"), approve], statuses: [.published, .published]),
    Story(
      testDescription: "before the batch comes", events: [Line.undo("u1", "wave")] + batch,
      statuses: [.held, .published]),
    Story(
      testDescription: "what does not exist", events: [approve, Line.undo("u1", "nothing")],
      statuses: [.published, .published]),
    Story(
      testDescription: "a comment by its id is no decision", events: [approve, Line.undo("u1", "c1")],
      statuses: [.published, .published]),
    Story(
      testDescription: "a rejection with an edit in between",
      events: [
        reject, Line.edit("e", of: "c1", "plain"), Line.undo("u1", "d2"),
      ], statuses: [.published, .published]),
    Story(
      testDescription: "an approval before an edit that is held",
      events: [
        approve, Line.edit("e", of: "c1", "死ね"), Line.undo("u1", "d1"),
      ], statuses: [.held, .published]),
    Story(
      testDescription: "an approval that kept readers' doubts away",
      events: [
        Line.decide("d3", "approve", #""comment":"c2""#), Line.report("r1", on: "c2", by: "a"),
        Line.report("r2", on: "c2", by: "b"), Line.report("r3", on: "c2", by: "c"), Line.undo("u1", "d3"),
      ], statuses: [.held, .held]),
    Story(
      testDescription: "on what was deleted",
      events: [
        approve, Line.delete("x", of: "c1"), Line.undo("u1", "d1"),
      ], statuses: [.deleted, .published]),
    // Two that undo one another: who came first holds.
    Story(
      testDescription: "one another",
      events: [
        approve, Line.undo("u1", "u2"), Line.undo("u2", "u1"), Line.undo("u3", "d1"),
      ], statuses: [.held, .published]),
    Story(
      testDescription: "three in a circle",
      events: [
        approve, Line.undo("u1", "u2"), Line.undo("u2", "u3"), Line.undo("u3", "u1"), Line.undo("u4", "d1"),
      ], statuses: [.held, .published]),
  ]

  @Test(arguments: stories)
  func whatWasUndoneNeverWas(story: Story) throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([Line.comment("c1", "死ね"), Line.comment("c2", by: "花子")] + story.events)
    let statuses = try log.rows("SELECT status FROM comment ORDER BY seq").compactMap { Int64($0) }
    #expect(statuses.compactMap { CommentStatus(rawValue: $0) } == story.statuses)
    #expect(try log.verification().isOK)
    #expect(try log.miscountedUndos() == [])
  }

  @Test func blocksAreUndone() throws {
    let log = try TestLog(rules: try plainRules())
    let nick = #""nick":"花子""#
    func tier(_ events: [[UInt8]]) throws -> String {
      try log.ingest(events)
      let id = "probe\(try log.rows("SELECT count(*) FROM event")[0])"
      let line = try log.check([Line.comment(id, by: "花子", day: 1)])[0]
      return String(line.split(separator: #""tier":""#)[1].prefix { $0 != "\"" })
    }
    #expect(try tier([Line.comment("c1", by: "花子")]) == "new")
    #expect(try tier([Line.decide("d1", "block", nick)]) == "blocked")
    #expect(try tier([Line.decide("d2", "trust", nick)]) == "trusted")
    #expect(try tier([Line.undo("u1", "d2")]) == "blocked")
    #expect(try tier([Line.decide("d3", "clear", nick)]) == "new")
    #expect(try tier([Line.undo("u2", "d3")]) == "blocked")
    #expect(try tier([Line.undo("u3", "d1")]) == "new")
    #expect(try tier([Line.undo("u4", "u3"), Line.undo("u5", "u1")]) == "trusted")
  }

  @Test func anAddressBlockedAndUndone() throws {
    let log = try TestLog(rules: try plainRules())
    func verdict(_ id: String) throws -> Bool {
      let line = try log.check([Line.comment(id, day: 1, #","ip":"203.0.113.7""#)])[0]
      return line.contains(#""verdict":"reject""#)
    }
    try log.ingest([Line.decide("d1", "block", #""ip":"203.0.113.7""#)])
    #expect(try verdict("x1"))
    try log.ingest([Line.undo("u1", "d1")])
    #expect(try !verdict("x2"))
    try log.ingest([Line.undo("u2", "u1")])
    #expect(try verdict("x3"))
  }

  /// The decision kept a comment from settling while other things happened to its author: once it is undone, the
  /// comment settled before those, and sums of doubles and tiers depend on the order.
  @Test(arguments: ["escalate", "note", "approve", "spam"], [8.0, 9, 11, 13, 17, 25])
  func whatSettlesAfterAllTakesItsPlaceInTime(verb: String, day: Double) throws {
    let before = [Line.comment("c1"), Line.comment("c2")]
    let between = [
      Line.vote("v1", 1, on: "c2", by: "a", day: day),
      Line.decide("d2", "approve", #""comment":"c2""#, day: day + 2),
      Line.vote("v2", -1, on: "c2", by: "b", day: day + 3),
    ]
    let after = [Line.comment("c3", day: 60)]
    let rules = try plainRules()
    let (never, undone) = (try TestLog(rules: rules), try TestLog(rules: rules))
    try never.ingest(before + between + after)
    let decision = [Line.decide("d1", verb, #""comment":"c1""#, day: 3)]
    try undone.ingest(before + decision + between + [Line.undo("u1", "d1", day: 30)] + after)
    let (expected, found) = (try Snapshot(never), try Snapshot(undone))
    #expect(Snapshot.difference(expected, found) == "")
    #expect(try undone.verification().isOK)
  }

  @Test func undoneEvidenceLeavesNoTrace() throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([Line.comment("c1"), Line.comment("c2", day: 1)])
    let before = try Snapshot(log)
    try log.ingest([
      Line.decide("d1", "approve", #""comment":"c1""#, day: 2),
      Line.decide("d2", "spam", #""comment":"c2""#, day: 3),
    ])
    #expect(try Snapshot(log) != before)
    try log.ingest([Line.undo("u1", "d1", day: 4), Line.undo("u2", "d2", day: 5)])
    let after = try Snapshot(log)
    #expect(Snapshot.difference(before, after) == "")
  }
}

extension TestLog {
  /// Decisions whose count of undos in force is not what the undos say.
  func miscountedUndos() throws -> [String] {
    try rows(
      """
      SELECT e.id, d.undone, (
        SELECT count(*) FROM undo AS u JOIN decision AS by_ ON by_.seq = u.undo
        WHERE u.target = d.seq AND by_.undone = 0) AS counted
      FROM decision AS d JOIN event AS e ON e.seq = d.seq WHERE counted <> d.undone ORDER BY d.seq
      """)
  }
}
