import ModQEvent
import ModQJudge
import Testing

/// Counts of votes and reports.
struct CountedReactionsTests {
  private static let counts = [
    "voter": "{of: votes, by: author, within: 10m, at_least: 1}",
    "here": "{of: votes, by: comment, within: 10m, at_least: 1}",
    "victim": "{of: votes, by: target, within: 10m, at_least: 1}",
    "voters": "{of: votes, by: target, distinct: author, within: 10m, at_least: 1}",
    "address": "{of: votes, by: [ip, comment], within: 10m, at_least: 1}",
    "reporter": "{of: reports, by: author, within: 10m, at_least: 1}",
    "threads": "{of: votes, by: author, distinct: thread, within: 10m, at_least: 1}",
  ]

  private static func log(_ events: [[UInt8]], on kinds: String = "vote, report") throws -> TestLog {
    let log = try TestLog(rules: try signalRules([], on: kinds, counts: counts))
    try log.ingest(events)
    return log
  }

  private static func vote(
    _ id: String, on comment: String, by voter: String? = nil, ip: String? = nil, minute: Double
  ) -> [UInt8] {
    let members = [
      voter.map { #","voter":"\#($0)""# }, ip.map { #","ip":"\#($0)""# },
    ].compactMap { $0 }.joined()
    return Array(
      #"{"type":"vote","id":"\#(id)","comment":"\#(comment)","value":1\#(members),"at":\#(Line.day(Line.minute(minute)).milliseconds)}"#
        .utf8)
  }

  private static let comments = [
    Line.comment("c0", by: "折口", day: -1), Line.comment("c1", by: "折口", thread: "t2", day: -1),
    Line.comment("y", by: "柳田", day: -1), Line.comment("n", by: "", day: -1),
  ]

  @Test func votesAreCountedByWhoVotesAndWhatFor() throws {
    let log = try Self.log(
      Self.comments + [
        Self.vote("v0", on: "c0", by: "甲", minute: 0), Self.vote("v1", on: "c1", by: "甲", minute: 1),
        Self.vote("v2", on: "y", by: "甲", minute: 2), Self.vote("v3", on: "c0", by: "乙", minute: 3),
        Self.vote("v4", on: "c0", by: "乙", minute: 4),
        Line.report("r0", on: "c0", by: "甲", day: Line.minute(5)),
        Self.vote("v5", on: "c0", by: "甲", minute: 11), Self.vote("v6", on: "n", by: "甲", minute: 11.5),
      ])
    #expect(
      try log.values(of: "voter.count") == [
        "v0": 1, "v1": 2, "v2": 3, "v3": 1, "v4": 2, "r0": 3, "v5": 2, "v6": 3,
      ])
    #expect(
      try log.values(of: "here.count") == [
        "v0": 1, "v1": 1, "v2": 1, "v3": 2, "v4": 3, "r0": 3, "v5": 3, "v6": 1,
      ])
    #expect(
      try log.values(of: "victim.count") == [
        "v0": 1, "v1": 2, "v2": 1, "v3": 3, "v4": 4, "r0": 4, "v5": 3,
      ])
    #expect(
      try log.values(of: "voters.count") == [
        "v0": 1, "v1": 1, "v2": 1, "v3": 2, "v4": 2, "r0": 2, "v5": 2,
      ])
    #expect(try log.values(of: "threads.count")["v2"] == 2)
    #expect(try log.values(of: "reporter.count")["r0"] == 1)
  }

  @Test func theNamelessAreToldByTheirAddress() throws {
    let log = try Self.log(
      Self.comments + [
        Self.vote("v0", on: "c0", ip: "203.0.113.1", minute: 0),
        Self.vote("v1", on: "c0", ip: "203.0.113.1", minute: 1),
        Self.vote("v2", on: "c0", ip: "203.0.113.2", minute: 2),
        Self.vote("v3", on: "c1", ip: "203.0.113.1", minute: 3),
        Self.vote("v4", on: "c0", minute: 4),
      ])
    #expect(try log.values(of: "address.count") == ["v0": 1, "v1": 2, "v2": 1, "v3": 1])
    #expect(try log.values(of: "voter.count") == ["v0": 1, "v1": 2, "v2": 1, "v3": 3])
    #expect(try log.values(of: "voters.count")["v4"] == 3)
  }

  @Test func aCommentCountsTheVotesOfItsWriterAndOnIts() throws {
    let log = try Self.log(
      Self.comments + [
        Self.vote("v0", on: "c0", by: "柳田", minute: 0), Self.vote("v1", on: "c1", by: "柳田", minute: 1),
        Self.vote("v2", on: "y", by: "折口", minute: 2), Line.comment("x", by: "折口", day: Line.minute(3)),
        Line.comment("z", by: "新顔", day: Line.minute(4)),
      ], on: "comment")
    #expect(try log.values(of: "voter.count")["x"] == 1 && log.values(of: "victim.count")["x"] == 2)
    #expect(try log.values(of: "voter.count")["z"] == 0 && log.values(of: "victim.count")["z"] == 0)
    #expect(try log.values(of: "here.count")["x"] == 0)
  }

  @Test(arguments: [
    ("of: comments, by: target", "comments have no target"),
    ("of: links, by: comment", "links have no comment"),
    ("of: votes, by: thread", "votes are not counted by thread alone"),
    ("of: reports, by: [site, thread]", "reports are not counted by site or thread alone"),
  ])
  func whatIsNotKeptIsAnError(count: String, message: String) {
    do {
      _ = try signalRules([], counts: ["bad": "{\(count), within: 10m, at_least: 2}"])
      Issue.record("“\(count)” was taken")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }
}
