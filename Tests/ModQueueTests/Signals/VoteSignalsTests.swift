import ModQEvent
import Testing

/// What is known of a vote by its voter's other votes and by those of others.
struct VoteSignalsTests {
  private static let looks = [
    "vote.value", "vote.serial", "vote.share", "vote.reciprocal", "vote.lockstep", "vote.early",
  ]

  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(rules: try signalRules(looks, on: "vote, report"))
    try log.ingest(events)
    return log
  }

  private static func comments(_ count: Int, by nick: String = "折口", _ prefix: String = "c") -> [[UInt8]] {
    (0..<count).map { Line.comment("\(prefix)\($0)", by: nick, "話 \($0)", day: -1) }
  }

  @Test func aSeriesIsOfOneSignOnOneAuthorInTenMinutes() throws {
    let log = try Self.log(
      Self.comments(8) + Self.comments(2, by: "柳田", "y") + [
        Line.vote("v0", -1, on: "c0", by: "敵"), Line.vote("v1", -1, on: "c1", by: "敵", day: Line.minute(5)),
        Line.vote("v2", 1, on: "c2", by: "敵", day: Line.minute(6)),
        Line.vote("v3", -1, on: "y0", by: "敵", day: Line.minute(6)),
        Line.vote("v4", -1, on: "c3", by: "敵", day: Line.minute(9)),
        Line.vote("v5", -1, on: "c4", by: "敵", day: Line.minute(14)),
        Line.vote("v6", 0, on: "c4", by: "敵", day: Line.minute(15)),
        Line.vote("v7", -1, on: "c5", by: "敵", day: Line.minute(16)),
        Line.vote("v8", -1, on: "c6", day: Line.minute(16)),
      ])
    #expect(
      try log.values(of: "vote.serial") == [
        "v0": 1, "v1": 2, "v2": 1, "v3": 1, "v4": 3, "v5": 3, "v6": 0, "v7": 2,
      ])
    #expect(
      try log.values(of: "vote.value") == [
        "v0": -1, "v1": -1, "v2": 1, "v3": -1, "v4": -1, "v5": -1, "v6": 0, "v7": -1, "v8": -1,
      ])
  }

  @Test func theShareIsOfTheLastThirty() throws {
    var events = Self.comments(40) + Self.comments(40, by: "柳田", "y")
    for number in 0..<40 {
      events.append(Line.vote("y\(number)v", 1, on: "y\(number)", by: "友", day: Double(number)))
    }
    for number in 0..<40 {
      events.append(Line.vote("c\(number)v", 1, on: "c\(number)", by: "友", day: Double(number + 40)))
    }
    let shares = try Self.log(events).values(of: "vote.share")
    #expect(shares["y0v"] == 0.0333 && shares["y14v"] == 0.5 && shares["y29v"] == 1 && shares["y39v"] == 1)
    #expect(shares["c0v"] == 0.0333 && shares["c14v"] == 0.5 && shares["c39v"] == 1)
  }

  @Test func reciprocityIsTheLesserOfBoth() throws {
    var events = Self.comments(5) + Self.comments(5, by: "柳田", "y")
    for number in 0..<3 { events.append(Line.vote("b\(number)", 1, on: "y\(number)", by: "折口")) }
    events.append(Line.vote("b3", -1, on: "y3", by: "折口"))
    for number in 0..<5 { events.append(Line.vote("a\(number)", 1, on: "c\(number)", by: "柳田", day: 1)) }
    events.append(Line.vote("z", -1, on: "c0", by: "柳田", day: 1))
    events.append(Line.vote("late", 1, on: "c0", by: "柳田", day: 31))
    let values = try Self.log(events).values(of: "vote.reciprocal")
    #expect(["a0", "a1", "a2", "a3", "a4"].map { values[$0] } == [1, 2, 3, 3, 3])
    #expect(values["z"] == 0 && values["late"] == 0 && values["b0"] == 0)
  }

  /// Three who vote on the same comments, each time within two minutes, and one who is late.
  @Test func lockstepNeedsFourComments() throws {
    var events = Self.comments(5)
    for number in 0..<5 {
      let minute = Double(number) * 10
      for (index, voter) in ["甲", "乙", "丙"].enumerated() {
        events.append(
          Line.vote(
            "\(voter)\(number)", 1, on: "c\(number)", by: voter,
            day: Line.minute(minute + Double(index) * 0.5))
        )
      }
      events.append(Line.vote("丁\(number)", 1, on: "c\(number)", by: "丁", day: Line.minute(minute + 4)))
    }
    let values = try Self.log(events).values(of: "vote.lockstep")
    #expect((0..<5).map { values["丙\($0)"] } == [1, 1, 1, 3, 3])
    #expect((0..<5).map { values["甲\($0)"] } == [1, 1, 1, 1, 3])
    #expect((0..<5).map { values["丁\($0)"] } == [1, 1, 1, 1, 1])
  }

  @Test func whoVotesOnMuchElseIsNotInStep() throws {
    var events = Self.comments(5) + Self.comments(12, by: "柳田", "y")
    for number in 0..<12 {
      for voter in ["甲", "乙", "丙"] where voter == "甲" || number % 3 == 0 {
        events.append(
          Line.vote("y\(voter)\(number)", 1, on: "y\(number)", by: voter, day: Line.minute(Double(number))))
      }
    }
    let values = try Self.log(events).values(of: "vote.lockstep")
    #expect(values["y甲11"] == 1 && values["y丙9"] == 3)
  }

  @Test func earlyVotersAreThoseOfTheFirstMinute() throws {
    let second = 1.0 / 86_400
    let log = try Self.log([
      Line.comment("c"), Line.vote("v0", 1, on: "c", by: "甲", day: 5 * second),
      Line.vote("v1", 1, on: "c", by: "甲", day: 6 * second), Line.vote("v2", 1, on: "c", day: 20 * second),
      Line.vote("v3", 1, on: "c", by: "乙", day: 60 * second),
      Line.vote("v4", 1, on: "c", by: "丙", day: 61 * second),
    ])
    #expect(try log.values(of: "vote.early") == ["v0": 1, "v1": 1, "v2": 2, "v3": 3, "v4": 3])
  }

  @Test func aVoteOnOneselfAndOneWithoutANameAreInNoSeries() throws {
    let log = try Self.log(
      Self.comments(2) + [
        Line.vote("own", 1, on: "c0", by: "折口"), Line.vote("none", 1, on: "c0"),
        Line.report("r", on: "c1", by: "柳田"),
      ])
    #expect(try log.values(of: "vote.serial") == [:])
    #expect(try log.values(of: "vote.value") == ["own": 1, "none": 1])
  }
}
