import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

struct BacktestTests {
  private static let casino = "match: {word: {field: body, phrases: [casino]}}"

  /// Published by rules that find nothing; a moderator decides afterwards.
  private func story() throws -> TestLog {
    let log = try TestLog(rules: ruleSet(rule("nothing", "match: {word: {field: body, phrases: [qqq]}}")))
    try log.ingest([
      Line.comment("c1", by: "Ann", "casino one"),
      Line.comment("c2", by: "Bob", "casino two BONUS", day: 1),
      Line.comment("c3", by: "Cyd", "casino three", day: 2),
      Line.comment("c4", by: "Dan", "hello", day: 3),
      Line.comment("c5", by: "Eve", "BONUS hello", day: 4),
      Line.decide("d1", "spam", #""comment":"c1""#, day: 4),
      Line.decide("d2", "reject", #""comment":"c2""#, day: 4),
      Line.decide("d3", "approve", #""comment":"c3""#, day: 4),
      Line.decide("d4", "spam", #""comment":"c4""#, day: 4),
    ])
    return log
  }

  @Test func figuresAreThoseCountedByHand() throws {
    let rules = try ruleSet(
      rule("casino", BacktestTests.casino)
        + rule("bonus", score: 6, "match: {word: {field: body, phrases: [bonus]}}")
        + rule("quiet", score: 9, "status: shadow, match: {word: {field: body, phrases: [hello]}}")
        + rule("never", "match: {word: {field: body, phrases: [qqq]}}"))
    let backtest = try story().backtest(rules)
    #expect(
      backtest.rules.map(\.line) == [
        "bonus: 2 (0), +1 −0 ?1, 1.0 ≥ 0.3784, 1.0, ",
        "casino: 3 (0), +2 −1 ?0, 0.6667 ≥ 0.3212, 1.0, ",
        "never: 0 (0), +0 −0 ?0, – ≥ –, –, ",
        "quiet: 2 (2), +1 −0 ?1, 1.0 ≥ 0.3784, 3.0, ",
      ])
    #expect(backtest.rules.map(\.status) == ["active", "active", "active", "shadow"])
    #expect(
      backtest.summary.figures(seconds: 0).map { "\($0.name) \($0.value.map { "\($0)" } ?? "–")" } == [
        "comments 5.0", "erased 0.0", "held 3.0", "rejected 1.0", "held_before 0.0", "rejected_before 0.0",
        "newly_caught 4.0", "newly_released 0.0", "held_per_day_before 0.0", "held_per_day_after 0.75",
        "days 4.0", "true_positives 2.0", "false_positives 1.0", "undecided 1.0", "precision 0.6667",
        "precision_lower 0.3212", "recall 0.6667", "seconds 0.0",
      ])
    #expect(
      backtest.newlyCaught.map(\.line) == [
        "caught c1 “casino one” by Ann: publish → hold, casino, spam",
        "caught c2 “casino two BONUS” by Bob: publish → reject, bonus casino, rejected",
        "caught c3 “casino three” by Cyd: publish → hold, casino, approved",
        "caught c5 “BONUS hello” by Eve: publish → hold, bonus, undecided",
      ])
    #expect(backtest.newlyReleased == [])
  }

  @Test func onlyTheLatestSamplesAreShown() throws {
    let backtest = try story().backtest(ruleSet(rule("casino", BacktestTests.casino)), samples: 2)
    #expect(backtest.newlyCaught.map(\.id) == ["c2", "c3"])
    #expect(backtest.summary.newlyCaught == 3)
  }

  @Test func aScopeLeavesTextsOutAndFoldsThem() throws {
    let rules = try ruleSet(rule("comments", "when: author.comments >= 1"))
    let log = try TestLog(rules: ruleSet(rule("nothing", "match: {word: {field: body, phrases: [qqq]}}")))
    try log.ingest([
      Line.comment("c1", by: "Ann"), Line.comment("c2", by: "Ann", day: 1),
      Line.comment("c3", by: "Ann", day: 2), Line.comment("b1", by: "Ann", day: 2, site: "b"),
    ])
    let late = try log.backtest(rules, scope: TuningScope(since: Line.day(1), until: Line.day(2)))
    #expect(late.newlyCaught.map(\.id) == ["c2"])
    #expect(late.summary.comments == 1)
    let site = try log.backtest(rules, scope: TuningScope(site: ""))
    #expect(site.newlyCaught.map(\.id) == ["c2", "c3"])
    #expect(site.summary.comments == 3)
    #expect(try log.backtest(rules, scope: TuningScope(site: "b")).newlyCaught == [])
  }

  @Test func erasedTextsAreSkippedAndCounted() throws {
    let log = try story()
    try log.erase("c2")
    let backtest = try log.backtest(ruleSet(rule("casino", BacktestTests.casino)))
    #expect(backtest.newlyCaught.map(\.id) == ["c1", "c3"])
    #expect(backtest.summary.comments == 4)
    #expect(backtest.summary.erased == 1)
    #expect(backtest.summary.rejectedByHumans == 2)
  }

  @Test func aDecisionIsAboutTheTextThatItSaw() throws {
    let log = try TestLog(rules: ruleSet(rule("nothing", "match: {word: {field: body, phrases: [qqq]}}")))
    try log.ingest([
      Line.comment("c1", by: "Ann", "hello"), Line.decide("d1", "approve", #""comment":"c1""#, day: 1),
      Line.edit("e1", of: "c1", "casino", day: 2), Line.edit("e2", of: "c1", "casino now", day: 3),
      Line.decide("d2", "spam", #""comment":"c1""#, day: 4),
      Line.comment("c2", by: "Bob", "casino", day: 5), Line.decide("d3", "spam", #""comment":"c2""#, day: 6),
      Line.undo("d4", "d3", day: 7),
    ])
    let rules = try ruleSet(
      rule("casino", BacktestTests.casino) + rule("hello", "match: {word: {field: body, phrases: [hello]}}"))
    let backtest = try log.backtest(rules)
    #expect(
      backtest.newlyCaught.map(\.line) == [
        "caught c1 “hello” by Ann: publish → hold, hello, approved",
        "caught c1 “casino” by Ann: publish → hold, casino, undecided",
        "caught c1 “casino now” by Ann: publish → hold, casino, spam",
        "caught c2 “casino” by Bob: publish → hold, casino, undecided",
      ])
    #expect(
      backtest.rules.map(\.line) == [
        "casino: 3 (0), +1 −0 ?2, 1.0 ≥ 0.3784, 3.0, ", "hello: 1 (0), +0 −1 ?0, 0.0 ≥ 0.0, –, ",
      ])
  }

  @Test func aRuleOnReportsCatchesWhatWasPublished() throws {
    let log = try TestLog(rules: testRules())
    try log.ingest([
      Line.comment("c1", by: "Ann"), Line.comment("c2", by: "Bob"),
      Line.report("r1", on: "c1", by: "Cyd", day: 1), Line.report("r2", on: "c1", by: "Dan", day: 1),
      Line.report("r3", on: "c1", by: "Eve", day: 1), Line.report("r4", on: "c1", by: "Fay", day: 1),
      Line.decide("d1", "spam", #""comment":"c1""#, day: 2),
      Line.report("r5", on: "c2", by: "Cyd", day: 1), Line.report("r6", on: "c2", by: "Dan", day: 1),
    ])
    let same = try log.backtest()
    #expect((same.summary.heldBefore, same.summary.held, same.summary.newlyCaught) == (1, 1, 0))
    #expect(same.rules.first { $0.id == "reported" }?.line.hasPrefix("reported: 1 (0), +1 −0 ?0,") == true)
    let two = try ruleSet(rule("reported", "applies_to: [report], when: reports >= 2"))
    #expect(
      try log.backtest(two).newlyCaught.map(\.line) == [
        "caught c2 “おはようございます” by Bob: publish → hold, reported, undecided"
      ])
    let none = try ruleSet(rule("nothing", BacktestTests.casino))
    #expect(
      try log.backtest(none).newlyReleased.map(\.line) == [
        "released c1 “おはようございます” by Ann: hold → publish, reported, spam"
      ])
  }

  @Test func aSweepInForceIsWhatWasSaidBefore() throws {
    let log = try TestLog(rules: ruleSet(rule("nothing", "match: {word: {field: body, phrases: [qqq]}}")))
    try log.ingest([Line.comment("c1", by: "Ann", "casino"), Line.comment("c2", by: "Bob", "casino")])
    try log.sweep("c1", .hold)
    try log.sweep("c2", .hold)
    try log.ingest([Line.undo("u1", "sweep-c2", day: 1)])
    let backtest = try log.backtest(ruleSet(rule("casino", BacktestTests.casino)))
    #expect(backtest.newlyCaught.map(\.id) == ["c2"])
    #expect(backtest.summary.heldBefore == 1)
  }

  /// A backtest by the rules that judged all along says what they said, and the figures are those recorded.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func theSameRulesSayTheSame(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(600))
    let backtest = try log.backtest()
    let summary = backtest.summary
    #expect(backtest.newlyCaught.map(\.line) == [], "seed \(seed)")
    #expect(backtest.newlyReleased.map(\.line) == [], "seed \(seed)")
    #expect((summary.held, summary.rejected) == (summary.heldBefore, summary.rejectedBefore), "seed \(seed)")
    #expect(summary.held > 10 && summary.truePositives > 0, "seed \(seed)")
    #expect(backtest.rules.map(\.line) == (try log.figures().map(\.line)), "seed \(seed)")
    #expect(try log.backtest().rules == backtest.rules, "seed \(seed)")
    #expect(try log.differences(from: log.rules, to: log.rules) == [], "seed \(seed)")
  }
}
