import ModQEvent
import ModQJudge
import Testing

/// What is known of who else is in a thread.
struct CrowdTests {
  private static let looks = [
    "hogging", "thread.new_names", "thread.new_names_median", "thread.new_names_ratio",
  ]

  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(rules: try signalRules(looks))
    try log.ingest(events)
    return log
  }

  /// A thread that one new reader finds each hour, and then a brigade of thirty.
  private static func brigade() -> [[UInt8]] {
    var events: [[UInt8]] = []
    for hour in 0..<10 {
      events.append(
        Line.comment("h\(hour)", by: "reader \(hour)", "はじめまして", day: Line.minute(Double(hour) * 60)))
    }
    for number in 0..<30 {
      events.append(
        Line.comment(
          "b\(number)", by: "brigade \(number)", "話は聞いた", day: Line.minute(620 + Double(number) / 3)))
    }
    return events
  }

  @Test func aBrigadeOfThirtyNewNamesIsSeen() throws {
    let log = try Self.log(Self.brigade())
    let names = try log.values(of: "thread.new_names")
    let ratios = try log.values(of: "thread.new_names_ratio")
    #expect(names["b0"] == 1 && names["b14"] == 15 && names["b29"] == 30)
    #expect(try log.values(of: "thread.new_names_median")["b29"] == 1)
    #expect(ratios["b29"] == 30 && ratios["h9"] == 1)
  }

  @Test func theShippedRulesHoldTheBrigadeAndNobodyElse() throws {
    let log = try TestLog(rules: try RuleSet.shipped())
    var events = Self.brigade()
    let regular = [
      Line.comment("r1", by: "常連", "一", thread: "t2"),
      Line.comment("r2", by: "常連", "二", thread: "t2", day: 0.1),
      Line.decide("d1", "approve", #""comment":"r1""#, day: 0.1),
      Line.decide("d2", "approve", #""comment":"r2""#, day: 0.1),
    ]
    events.insert(contentsOf: regular, at: 4)
    events.append(Line.comment("r3", by: "常連", "急に賑やかですね", day: Line.minute(631)))
    try log.ingest(events)
    let held = try log.rows("SELECT id FROM event WHERE verdict LIKE '%crowd_of_new_names%' ORDER BY seq")
    #expect(held == (14..<30).map { "b\($0)" })
    #expect(
      try log.rows("SELECT status FROM comment AS c JOIN event AS e USING (seq) WHERE id = 'r3'") == ["0"])
  }

  /// A thread that is a quarter of an hour old, on a site that has had one new reader in three hours or two a minute.
  @Test(arguments: [(180.0, 40, 30.0), (0.5, 600, 0.25)])
  func aYoungThreadIsHeldAgainstTheHabitOfItsSite(minutes: Double, readers: Int, ratio: Double) throws {
    let log = try TestLog(rules: try signalRules(["thread.new_names_ratio", "thread.new_names_site_ratio"]))
    let end = Double(readers) * minutes
    try log.ingest(
      (0..<readers).map {
        Line.comment(
          "r\($0)", by: "reader \($0)", "やあ", thread: "t\($0 % 7)", day: Line.minute(Double($0) * minutes))
      }
        + (0..<30).map {
          Line.comment(
            "b\($0)", by: "brigade \($0)", "話は聞いた", thread: "young", day: Line.minute(end + Double($0) / 3))
        })
    #expect(try log.values(of: "thread.new_names_ratio")["b29"] == nil)
    #expect(try log.values(of: "thread.new_names_site_ratio")["b29"] == ratio)
  }

  @Test func aSiteWithoutThreeHoursHasNoHabit() throws {
    let log = try TestLog(rules: try signalRules(["thread.new_names_site_ratio"]))
    try log.ingest(
      (0..<40).map { Line.comment("c\($0)", by: "reader \($0)", "やあ", day: Line.minute(Double($0) * 4)) })
    #expect(try log.values(of: "thread.new_names_site_ratio").isEmpty)
  }

  @Test func theShippedRulesHoldABrigadeOnAYoungThreadOfAQuietSite() throws {
    let log = try TestLog(rules: try RuleSet.shipped())
    try log.ingest(
      [Line.comment("a", by: "甲", "静かですね", thread: "old", day: -60)]
        + (0..<30).map {
          Line.comment(
            "b\($0)", by: "brigade \($0)", "話は聞いた、その \($0)", thread: "young", day: Line.minute(Double($0) / 3)
          )
        })
    let held = try log.rows(
      "SELECT id FROM event WHERE verdict LIKE '%crowd_on_a_young_thread%' ORDER BY seq")
    #expect(held == (19..<30).map { "b\($0)" })
  }

  /// The window of an old thread holds nothing of its past but the brigade itself.
  @Test func aBrigadeOnAThreadThatWasSilentForWeeksIsSeen() throws {
    let log = try Self.log(
      [Line.comment("a", by: "甲", day: -60), Line.comment("b", by: "乙", day: -50)]
        + (0..<20).map {
          Line.comment("n\($0)", by: "brigade \($0)", "話は聞いた", day: Line.minute(Double($0) / 3))
        })
    #expect(try log.values(of: "thread.new_names_median")["n19"] == 0)
    #expect(try log.values(of: "thread.new_names_ratio")["n19"] == 20)
  }

  /// A full window forgets the hours before, which are not hours without anybody.
  @Test func aThreadThatIsBusyForADayIsNoCrowd() throws {
    // Every four minutes a newcomer and four regulars: in 24 hours nearly twice what a window holds.
    let events = (0..<1_800).map { number in
      let name = number % 5 == 0 ? "new \(number)" : "regular \(number % 5)"
      return Line.comment("c\(number)", by: name, "話 \(number)", day: Line.minute(Double(number) * 0.8))
    }
    let log = try Self.log(events)
    let medians = try log.values(of: "thread.new_names_median")
    #expect(medians["c1795"] == 15)
    #expect(try log.values(of: "thread.new_names_ratio")["c1795"].map { $0 < 1 } == true)
  }

  @Test func onlyFirstCommentsInThisThreadAreNewNames() throws {
    let log = try Self.log([
      Line.comment("a", by: "甲"), Line.comment("b", by: "甲", day: Line.minute(1)),
      Line.comment("c", by: "乙", thread: "t2", day: Line.minute(2)),
      Line.comment("d", by: "乙", day: Line.minute(3)), Line.comment("e", by: "", day: Line.minute(4)),
      Line.comment("f", by: "丙", day: Line.minute(5)), Line.comment("g", by: "丁", day: Line.minute(15)),
      Line.comment("h", by: "名無し", day: Line.minute(16)),
    ])
    #expect(
      try log.values(of: "thread.new_names") == [
        "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 2, "g": 2, "h": 2,
      ])
  }

  @Test func aThreadOfLessThanThreeHoursHasNoMedian() throws {
    let log = try Self.log([
      Line.comment("a", by: "甲"), Line.comment("b", by: "乙", day: Line.minute(194)),
      Line.comment("c", by: "丙", day: Line.minute(195)),
    ])
    #expect(try log.values(of: "thread.new_names_median") == ["c": 0])
    #expect(try log.values(of: "thread.new_names_ratio") == ["c": 2])
  }

  @Test func hoggingCountsTheLastFiveTopLevelComments() throws {
    let nicks = ["甲", "乙", "甲", "甲", "乙", "丙", "丁", "甲", "甲"]
    var events = nicks.enumerated().map { index, nick in
      Line.comment("c\(index)", by: nick, day: Line.minute(Double(index)))
    }
    let reply =
      #"{"type":"reply","id":"r","thread":"t1","parent":"c0","nick":"甲","body":"返事","at":\#(Line.day(0.1).milliseconds)}"#
    events.append(Array(reply.utf8))
    events.append(Line.comment("n", by: "", day: 0.2))
    let log = try Self.log(events)
    #expect(
      try log.values(of: "hogging") == [
        "c0": 1, "c1": 1, "c2": 2, "c3": 3, "c4": 2, "c5": 1, "c6": 1, "c7": 2, "c8": 2, "r": 2,
      ])
  }
}
