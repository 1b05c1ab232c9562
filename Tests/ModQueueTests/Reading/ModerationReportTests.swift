import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

struct ModerationReportTests {
  private func report(
    _ events: [[UInt8]], since: Timestamp? = nil, until: Timestamp? = nil
  ) throws -> ModerationReport {
    let log = try TestLog(rules: testRules())
    try log.ingest(events)
    return try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try ModerationReport(
        workspace, site: nil, since: since, until: until, sample: nil, now: Line.day(9))
    }
  }

  private func decide(_ id: String, _ verb: String, _ comment: String, by name: String, day: Double)
    -> [UInt8]
  {
    Array(
      #"{"type":"decision","action":"\#(verb)","by":"\#(name)","comment":"\#(comment)","id":"\#(id)","at":\#(Line.day(day).milliseconds)}"#
        .utf8)
  }

  private var story: [[UInt8]] {
    [
      Line.comment("h1", by: "a", "死ね"), Line.comment("h2", by: "b", "死ね", day: 1),
      Line.comment("p1", by: "c", day: 1),
      Line.comment("p2", by: "d", day: 1), Line.comment("r1", by: "e", "BUY NOW", day: 2),
      decide("d1", "approve", "h1", by: "ken", day: 3), decide("d2", "reject", "h2", by: "ken", day: 3),
      decide("d3", "approve", "p1", by: "ken", day: 3), decide("d4", "spam", "p2", by: "mari", day: 4),
      decide("d5", "approve", "r1", by: "mari", day: 4), decide("d6", "reject", "h1", by: "mari", day: 4),
      decide("d7", "note", "p1", by: "mari", day: 4),
    ]
  }

  private func line(_ person: ModerationReport.Person) -> String {
    "\(person.name): \(person.decisions), agreed \(person.agreed), disagreed \(person.disagreed), reversed \(person.reversed)"
  }

  @Test func decisionsAreCountedByPersonAndAgainstTheRules() throws {
    let report = try report(story)
    #expect(
      report.people.map(line) == [
        "mari: 4, agreed 0, disagreed 2, reversed 0", "ken: 3, agreed 1, disagreed 0, reversed 1",
      ])
    var rules = ModerationReport.Agreement()
    (rules.heldApproved, rules.heldRejected) = (1, 2)
    (rules.publishedConfirmed, rules.publishedOverturned) = (1, 1)
    rules.rejectedOverturned = 1
    #expect(report.rules == rules)
    #expect(report.days.map(\.decisions) == [3, 4])
    #expect(report.people[0].verbs == [.spam: 1, .approve: 1, .reject: 1, .note: 1])
  }

  @Test func anUndoReversesWhatItNames() throws {
    let report = try report(story + [Line.undo("u1", "d2", day: 5)])
    #expect(
      report.people.map(line) == [
        "mari: 5, agreed 0, disagreed 2, reversed 0", "ken: 3, agreed 1, disagreed 0, reversed 2",
      ])
    #expect(report.rules.heldRejected == 1)
  }

  @Test func aNewTextIsNoReversal() throws {
    let report = try report([
      Line.comment("a", by: "x", "死ね"), decide("d1", "approve", "a", by: "ken", day: 1),
      Line.edit("e", of: "a", "死ね、死ね", day: 2), decide("d2", "reject", "a", by: "mari", day: 3),
    ])
    #expect(report.people.map(\.reversed) == [0, 0])
    #expect(report.rules.heldApproved == 1 && report.rules.heldRejected == 1)
  }

  @Test func timesNarrowItDown() throws {
    #expect(try report(story, since: Line.day(4)).decisions == 4)
    #expect(try report(story, until: Line.day(4)).decisions == 3)
  }

  @Test func theQueueIsCountedByAge() throws {
    let report = try report([
      Line.comment("a", by: "a", "死ね", day: 8.99), Line.comment("b", by: "b", "死ね", day: 8.5),
      Line.comment("c", by: "c", "死ね", day: 5), Line.comment("d", by: "d", "死ね", day: 1.9),
      Line.comment("e", by: "e", "死ね", day: 1), Line.decide("x", "escalate", #""comment":"e""#, day: 8),
      Line.comment("f", by: "f", "死ね", day: 8),
      Line.decide("y", "snooze", #""comment":"f""#, day: 8, #","until":\#(Line.day(30).milliseconds)"#),
    ])
    #expect(report.queue.counts == [1, 0, 1, 0, 1, 1])
    #expect(report.queue.waiting == 4 && report.queue.snoozed == 1 && report.queue.escalated == 1)
    #expect(report.queue.oldest == Line.day(1.9))
  }
}
