import ModQEvent
import Testing

/// Nicknames that are somebody else's, or look like it.
struct NamesTests {
  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let body = """
        - id: false_name
          title: A nickname that is somebody else's
          score: 4
          when: author.impersonates
          tests: [{miss: a}]
      """
    let log = try TestLog(rules: try testRules(body))
    try log.ingest(events)
    return log
  }

  private static func suspects(_ log: TestLog) throws -> [String] {
    try log.rows("SELECT id FROM event WHERE verdict LIKE '%false_name%' ORDER BY seq")
  }

  /// 花子 with a record, on the first day.
  private static func regular(_ nick: String, _ more: String = "") -> [[UInt8]] {
    [
      Line.comment("k1", by: nick, "一", thread: "t1", more),
      Line.comment("k2", by: nick, "二", thread: "t2", more),
      Line.decide("d1", "approve", #""comment":"k1""#), Line.decide("d2", "approve", #""comment":"k2""#),
    ]
  }

  @Test(arguments: [
    ("南方ロロ", "南方口口"), ("paypal", "PAYPAI"), ("Google", "G00gle"), ("カトレア", "力トレア"), ("modern", "rnodern"),
  ])
  func aLookAlikeOfSomebodyKnownIsSeen(known: String, imitator: String) throws {
    let log = try Self.log(
      [Line.comment("before", by: imitator)] + Self.regular(known) + [
        Line.comment("after", by: imitator, day: 1), Line.comment("own", by: known, day: 2),
      ])
    #expect(try Self.suspects(log) == ["after"])
  }

  @Test(arguments: [("名無しの権兵衛2333", "名無しの権兵衛233"), ("折口", "柳田"), ("アン", "安")])
  func otherNamesAreNot(known: String, other: String) throws {
    let log = try Self.log(Self.regular(known) + [Line.comment("after", by: other, day: 1)])
    #expect(try Self.suspects(log) == [])
  }

  @Test func whoComesLaterWithAnotherProofOrNoneIsSeen() throws {
    let log = try Self.log([
      Line.comment("a", by: "花子", "おはよう", #","proof":"p1""#),
      Line.comment("b", by: "花子", "おはよう", #","proof":"p2""#),
      Line.comment("c", by: "花子"), Line.comment("d", by: "花子", "おはよう", day: 1, #","proof":"p1""#),
      Line.comment("e", by: "はな子", "おはよう", day: 1, #","proof":"p3""#),
    ])
    #expect(try Self.suspects(log) == ["b", "c"])
  }

  @Test func whoWasThereWithoutAProofIsNoOwner() throws {
    let log = try Self.log([
      Line.comment("a", by: "花子"), Line.comment("b", by: "花子", "おはよう", day: 1, #","proof":"p1""#),
      Line.comment("c", by: "花子", day: 2),
    ])
    #expect(try Self.suspects(log) == [])
  }

  @Test func anotherSiteIsAnotherWorld() throws {
    let log = try Self.log(Self.regular("南方ロロ") + [Line.comment("x", by: "南方口口", day: 1, site: "b")])
    #expect(try Self.suspects(log) == [])
  }
}
