import ModQEvent
import ModQJudge
import Testing

@testable import ModQueue

/// What a backtest knows when it judges a text: what was known then.
struct MomentTests {
  private func log(_ lines: [[UInt8]], policy: String = "") throws -> TestLog {
    let log = try TestLog(
      rules: ruleSet(rule("nothing", "match: {word: {field: body, phrases: [qqq]}}"), policy: policy))
    try log.ingest(lines)
    return log
  }

  private func caught(_ log: TestLog, _ condition: String, policy: String = "") throws -> [String] {
    try log.backtest(ruleSet(rule("asked", "when: \(condition)"), policy: policy), samples: 100)
      .newlyCaught.map(\.id)
  }

  @Test func approvalsCountFromTheirMomentOn() throws {
    let log = try log([
      Line.comment("c1", by: "Ann"), Line.comment("c2", by: "Ann", day: 1),
      Line.decide("d1", "approve", #""comment":"c1""#, day: 2), Line.comment("c3", by: "Ann", day: 3),
      Line.decide("d2", "approve", #""comment":"c2""#, day: 4), Line.comment("c4", by: "Ann", day: 4.5),
      Line.decide("d3", "approve", #""comment":"c3""#, day: 5),
    ])
    #expect(try caught(log, "author.approved < 1") == ["c1", "c2"])
    #expect(try caught(log, "author.approved < 2") == ["c1", "c2", "c3"])
    #expect(try caught(log, "author.tier == new") == ["c1", "c2", "c3"])
  }

  @Test func votesReportsAndRejectionsCountFromTheirMomentOn() throws {
    let log = try log([
      Line.comment("c1", by: "Ann"), Line.vote("v1", -1, on: "c1", by: "Bob", day: 1),
      Line.comment("c2", by: "Ann", day: 2), Line.decide("d1", "spam", #""comment":"c1""#, day: 3),
      Line.comment("c3", by: "Ann", day: 4),
    ])
    #expect(try caught(log, "author.expected < 0.5") == ["c2", "c3"])
    #expect(try caught(log, "author.expected < 0.3") == ["c3"])
    #expect(try caught(log, "author.rejected > 0") == ["c3"])
  }

  @Test func aBlockHoldsFromItsMomentOn() throws {
    let log = try log([
      Line.comment("c1", by: "Ann"),
      Line.decide("d1", "block", #""nick":"Ann""#, day: 1, #","until":"2026-01-04T00:00:00Z""#),
      Line.comment("c2", by: "Ann", day: 2), Line.comment("c3", by: "Ann", day: 4),
      Line.decide("d2", "block", #""nick":"Ann""#, day: 5),
    ])
    #expect(try caught(log, "author.tier == blocked") == [])
    // It was rejected then, and is now.
    let summary = try log.backtest(ruleSet(rule("asked", "when: author.comments > 99"))).summary
    #expect((summary.rejectedBefore, summary.rejected) == (1, 1))
    #expect(try caught(log, "author.comments >= 0") == ["c1", "c3"])
  }

  @Test func countsLookBackAndNotAhead() throws {
    let minute = 1.0 / 1_440
    let log = try log(
      (0..<5).map { Line.comment("c\($0)", by: "Ann", day: Double($0) * minute) }
        + [Line.comment("c9", by: "Ann", day: 1)])
    let rules = try ruleSet(
      rule("burst", "count: {many: {of: comments, by: author, within: 10m, at_least: 4}}"))
    #expect(try log.backtest(rules).newlyCaught.map(\.id) == ["c3", "c4"])
  }

  @Test func anUndoneDecisionCountedUntilItWasUndone() throws {
    let log = try log([
      Line.comment("c1", by: "Ann"), Line.decide("d1", "spam", #""comment":"c1""#, day: 1),
      Line.comment("c2", by: "Ann", day: 2), Line.undo("u1", "d1", day: 3),
      Line.comment("c3", by: "Ann", day: 4),
    ])
    #expect(try caught(log, "author.rejected > 0") == ["c2"])
  }

  @Test func aParentIsKnownOnlyWhenItHasCome() throws {
    let reply = #","parent":"c1""#
    func answer(_ id: String, day: Double) -> [UInt8] {
      Array(
        #"""
        {"type":"reply","thread":"t1","nick":"Bob","body":"so","id":"\#(id)","at":\#(Line.day(day).milliseconds)\#(reply)}
        """#.utf8)
    }
    let log = try log([
      answer("r1", day: 0), Line.comment("c1", by: "Ann", "casino", day: 1), answer("r2", day: 2),
      Line.edit("e1", of: "c1", "hello", day: 3), answer("r3", day: 4),
    ])
    let rules = try ruleSet(rule("parent", "match: {word: {field: parent.body, phrases: [casino]}}"))
    #expect(try log.backtest(rules).newlyCaught.map(\.id) == ["r2"])
  }

  // MARK: Another policy, from the first entry on

  @Test func anotherHalfLifeHoldsFromTheStart() throws {
    let log = try log(
      [Line.comment("c1", by: "Ann"), Line.decide("d1", "spam", #""comment":"c1""#, day: 1)]
        + (0..<5).map { Line.comment("x\($0)", by: "Ann", day: 1 + Double($0) * 30) })
    let condition = "author.expected < 0.3"
    // Of s = 3 and r = 0.2 seven days after each x, E is 0.2, 0.257, 0.310 … and with 30 days 0.2, 0.309 …
    #expect(try caught(log, condition) == ["x0", "x1"])
    #expect(try caught(log, condition, policy: "evidence: {half_life: 30d}") == ["x0"])
  }

  @Test func otherTiersHoldFromTheStart() throws {
    let log = try log(
      (0..<6).flatMap { number in
        [
          Line.comment("c\(number)", by: "Ann", day: Double(number)),
          Line.decide("d\(number)", "approve", #""comment":"c\#(number)""#, day: Double(number) + 0.5),
        ]
      })
    #expect(try caught(log, "author.tier == new") == ["c0", "c1"])
    #expect(
      try caught(log, "author.tier == new", policy: "tiers: {known: {records: 4}}") == [
        "c0", "c1", "c2", "c3",
      ])
  }

  @Test func aNameNoLongerSharedHasAStandingFromTheStart() throws {
    let lines = [
      Line.comment("c1", by: "名無し"), Line.decide("d1", "approve", #""comment":"c1""#, day: 1),
      Line.comment("c2", by: "Ann", day: 2), Line.decide("d2", "approve", #""comment":"c2""#, day: 3),
      Line.comment("c3", by: "名無し", day: 4), Line.comment("c4", by: "Ann", day: 5),
      Line.decide("d3", "block", #""nick":"名無し""#, day: 6), Line.comment("c5", by: "名無し", day: 7),
      Line.comment("c6", by: "Bob", day: 8),
    ]
    let log = try log(lines)
    #expect(try caught(log, "author.approved >= 1") == ["c4"])
    #expect(try caught(log, "author.anonymous") == ["c1", "c3", "c5"])
    let other = try RuleSet.load(files: [
      RuleFile(path: "policy.yml", bytes: Array("shared_nicknames: [Ann]".utf8)),
      RuleFile(
        path: "rules.yml",
        bytes: Array(("rules:\n  " + rule("asked", "when: author.approved >= 1 or author.anonymous")).utf8)),
    ])
    let backtest = try log.backtest(other)
    #expect(backtest.newlyCaught.map(\.id) == ["c2", "c3", "c4", "c5"])
    #expect(backtest.summary.rejected == 1)
  }

  /// What a policy gives that is tried out is what a log recorded that had it all along.
  ///
  /// The rules are on trial, so that what was published is the same in both; blocks would make a difference there.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func aPolicyTriedOutSaysWhatItWouldHaveSaid(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let lines = stream.lines(500).filter { !String(decoding: $0, as: UTF8.self).contains(#""block""#) }
      .drop { !String(decoding: $0, as: UTF8.self).contains(#""type":"comment""#) }
    let rules =
      rule("known", "status: shadow, when: author.tier == known")
      + rule("low", "status: shadow, when: author.expected < 0.45")
      + rule("nobody", "status: shadow, when: author.anonymous")
      + rule("many", "status: shadow, when: author.comments > 20")
    let anew = try RuleSet.load(files: [
      RuleFile(
        path: "policy.yml",
        bytes: Array("shared_nicknames: [太郎]\nevidence: {half_life: 5d}\ntiers: {known: {records: 1}}".utf8)),
      RuleFile(path: "rules.yml", bytes: Array("rules:\n\(rules)".utf8)),
    ])
    let past = try TestLog(rules: ruleSet(rules))
    try past.ingest(Array(lines))
    let alternative = try TestLog(rules: anew)
    try alternative.ingest(Array(lines))
    let tried = try past.backtest(anew).rules.map(\.line)
    #expect(tried == (try alternative.figures().map(\.line)), "seed \(seed)")
    #expect(tried != (try past.figures().map(\.line)), "seed \(seed)")
  }
}
