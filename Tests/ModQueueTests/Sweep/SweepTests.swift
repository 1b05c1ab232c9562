import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// Judging the past with today's rules.
struct SweepTests {
  /// Rules of which each is one phrase with a score, and whatever else.
  private func rules(_ phrases: [(String, Int)], _ more: String = "") throws -> RuleSet {
    let rules = phrases.map { phrase, score in
      """
        - id: \(phrase)
          title: \(phrase)
          score: \(score)
          match:
            word: {field: body, phrases: [\(phrase)]}
          tests: [{hit: \(phrase)}, {miss: a}]

      """
    }
    let body = "rules:\n\(rules.joined())\(more)"
    return try RuleSet.load(files: [RuleFile(path: "rules.yml", bytes: Array(body.utf8))])
  }

  private func log(_ events: [[UInt8]], _ phrases: [(String, Int)], _ more: String = "") throws -> TestLog {
    let log = try TestLog(rules: try rules(phrases, more))
    try log.ingest(events)
    return log
  }

  private func sweep(
    _ log: TestLog, _ rules: RuleSet, apply: Bool = true, day: Double = 400,
    _ select: (inout Sweep.Selection) -> Void = { _ in }
  ) throws -> SweepReport {
    var selection = Sweep.Selection()
    select(&selection)
    return try Workspace.open(log.path, for: apply ? .writing : .reading) { (workspace) throws(LogError) in
      let book = RuleBook(rules, mode: MatchMode(budget: false))
      let sweep = try Sweep(workspace, rules: book, selection, at: Line.day(day))
      return try apply ? sweep.apply(reason: "test") : sweep.preview()
    }
  }

  private func told(_ report: SweepReport) -> [String] {
    report.transitions.map {
      "\($0.from.name)→\($0.to.name) \($0.count): \($0.samples.map(\.id).joined(separator: " "))"
    }
  }

  private func statuses(_ log: TestLog) throws -> [String] {
    try log.rows("SELECT e.id, status FROM comment AS c JOIN event AS e ON e.seq = c.seq ORDER BY c.seq").map
    {
      let parts = $0.split(separator: "|")
      return "\(parts[0]) \(CommentStatus(rawValue: Int64(parts[1]) ?? -1)?.name ?? "?")"
    }
  }

  private static let events = [
    Line.comment("c1", "a casino"), Line.comment("c2", "a lottery", day: 1),
    Line.comment("c3", "hello", day: 2),
    Line.comment("c4", "casino and lottery", thread: "t2", day: 3),
    Line.comment("c5", by: "花子", "another casino", day: 4), Line.comment("c6", "one more casino", day: 5),
    Line.comment("c7", "casino again", day: 6),
  ]

  /// Who is imitated is known by now, though nothing of theirs was folded since.
  @Test func aSecondSweepFindsNothingWhoeverSettledMeanwhile() throws {
    let imitated = """
        - id: mask
          title: Somebody else's name
          score: 4
          when: author.impersonates
          tests: [{hit: a, values: {author.impersonates: true}}, {miss: a}]

      """
    var events = (0..<3).map { Line.comment("k\($0)", by: "ロロ", "話 \($0)", day: Double($0) / 100) }
    events.append(Line.comment("i", by: "口口", "はじめまして", day: 1))
    let log = try log(events, [("casino", 4)], imitated)
    let rules = try rules([("casino", 4)], imitated)
    #expect(told(try sweep(log, rules)) == ["published→held 1: i"])
    #expect(told(try sweep(log, rules)) == [])
  }

  /// Copies are a matter of their half hour: what was held for them stays held, and a rule that only now asks finds none.
  @Test func copiesAreKnownAsTheyWereRecorded() throws {
    let copies = """
        - id: wave
          title: The same text again
          score: 4
          when: copies.authors >= 2
          tests: [{hit: a, values: {copies.authors: 2}}, {miss: a}]

      """
    let text = "スマホだけで毎月三十万円、くわしくはプロフィールのリンクから今すぐどうぞ"
    let events = (1...4).map { Line.comment("c\($0)", by: "n\($0)", text, day: Double($0) / 10_000) }
    let log = try log(events, [("casino", 4)], copies)
    #expect(try statuses(log) == ["c1 published", "c2 published", "c3 held", "c4 held"])
    #expect(told(try sweep(log, try rules([("lottery", 4)], copies), apply: false)) == [])
    let unaware = try self.log(events, [("casino", 4)])
    #expect(told(try sweep(unaware, try rules([("casino", 4)], copies), apply: false)) == [])
  }

  @Test func whatTodaysRulesSayReplacesWhatThoseOfThenSaid() throws {
    let log = try log(SweepTests.events, [("casino", 4)])
    let before = try statuses(log)
    #expect(
      before == ["c1 held", "c2 published", "c3 published", "c4 held", "c5 held", "c6 held", "c7 held"])
    let today = try rules([("lottery", 4), ("both", 1)], "")
    let preview = try sweep(log, today, apply: false)
    #expect(told(preview) == ["published→held 1: c2", "held→published 4: c1 c5 c6"])
    #expect(preview.comments == 7 && preview.batches == [])
    #expect(preview.transitions[1].samples[0].rulesBefore == ["casino"])
    #expect(preview.transitions[0].samples[0].rulesNow == ["lottery"])
    #expect(try statuses(log) == before)

    let applied = try sweep(log, today)
    #expect(told(applied) == told(preview))
    #expect(
      try statuses(log) == [
        "c1 published", "c2 held", "c3 published", "c4 held", "c5 published", "c6 published", "c7 published",
      ])
    #expect(
      try log.rows("SELECT why, count(*) FROM change WHERE why = 'sweep'") == ["sweep|5"])
    #expect(
      try log.rows("SELECT verb, by, count(*), count(outcome) FROM decision GROUP BY 1, 2")
        == ["rejudge|rules|5|5"])
    #expect(try log.verification().isOK)
    #expect(told(try sweep(log, today)) == [], "the next finds nothing")
    #expect(try sweep(log, today).batches == [])
  }

  @Test func oneUndoTakesItAllBack() throws {
    let log = try log(SweepTests.events, [("casino", 4)])
    let before = try Snapshot(log)
    let today = try rules([("lottery", 10)])
    // Before anything settles: time that passes is not undone.
    let report = try sweep(log, today, day: 6.5)
    #expect(report.changes == 6)
    let batch = try #require(report.batches.first?.name)
    #expect(report.batches.count == 1)
    try log.ingest([Line.undo("u", batch, day: 6.6)])
    #expect(Snapshot.difference(before, try Snapshot(log)) == "")
    #expect(try sweep(log, today, day: 6.7).changes == 6)
    #expect(try log.verification().isOK)
  }

  /// Approved, rejected, escalated, snoozed, doubted by readers, deleted: all of these have a casino in them.
  @Test func whatIsInHumanHandsIsLeftAlone() throws {
    let reported = """
        - id: reported
          title: Two reports
          applies_to: [report]
          score: 4
          when: reports >= 2
          tests: [{miss: a}]
      """
    let events =
      (1...8).map { Line.comment("c\($0)", "casino") } + [
        Line.decide("d1", "approve", #""comment":"c1""#, day: 1),
        Line.decide("d2", "spam", #""comment":"c2""#, day: 1),
        Line.decide("d3", "escalate", #""comment":"c3""#, day: 1),
        Line.decide("d4", "snooze", #""comment":"c4""#, day: 1, #","until":1900000000000"#),
        Line.report("r1", on: "c5", by: "a", day: 1), Line.report("r2", on: "c5", by: "b", day: 1),
        Line.delete("x6", of: "c6", day: 1),
        // Approved, but not with this text.
        Line.decide("d7", "approve", #""comment":"c7""#, day: 1),
        Line.edit("e7", of: "c7", "a casino", day: 1.1),
      ]
    let log = try log(events, [("lottery", 4)], reported)
    let before = try statuses(log)
    #expect(before[4] == "c5 held")
    let report = try sweep(log, try rules([("casino", 4)], reported))
    #expect(told(report) == ["published→held 2: c7 c8"])
    #expect(report.leftAlone == 6 && report.comments == 2)
    #expect(try Array(statuses(log).prefix(6)) == Array(before.prefix(6)))
    #expect(try log.verification().isOK)
  }

  @Test func aSweepIsNoEvidence() throws {
    let log = try log(SweepTests.events, [("casino", 4)])
    _ = try sweep(log, try rules([("lottery", 10)]))
    #expect(try log.rows("SELECT count(*) FROM evidence WHERE kind <> 0") == ["0"])
    #expect(try log.rows("SELECT sum(approved), sum(rejected) FROM author") == ["0|0"])
  }

  /// Who wrote their first link as a newcomer and has a record today.
  @Test func whoIsARegularTodayIsJudgedAsOne() throws {
    let link = """
        - id: link
          title: A link from a newcomer
          score: 4
          when: links >= 1 and author.approved < 2
          tests: [{hit: "https://a.example/"}, {miss: a}]

      """
    let events = [
      Line.comment("c1", by: "折口", "see https://a.example"),
      Line.comment("c2", by: "花子", "see https://a.example"),
      Line.comment("c3", by: "折口", day: 1), Line.comment("c4", by: "折口", day: 1),
      Line.decide("d3", "approve", #""comment":"c3""#, day: 2),
      Line.decide("d4", "approve", #""comment":"c4""#, day: 2),
    ]
    let log = try log(events, [], link)
    #expect(try statuses(log) == ["c1 held", "c2 held", "c3 published", "c4 published"])
    #expect(told(try sweep(log, log.rules)) == ["held→published 1: c1"])
    #expect(told(try sweep(log, log.rules)) == [])
  }

  /// What counts over minutes counts those before the comment, not those before the sweep.
  @Test func aFloodOfThePastIsAFloodStill() throws {
    let flood = """
        - id: flood
          title: Too many
          score: 4
          when: burst
          count:
            burst: {of: comments, by: author, within: 10m, at_least: 4}
          tests: [{miss: a}]

      """
    let minute = 1.0 / 1440
    let events =
      (0..<6).map { Line.comment("f\($0)", by: "折口", day: Double($0) * minute) }
      + (0..<3).map { Line.comment("g\($0)", by: "花子", day: Double($0) * minute) }
      + [Line.comment("later", by: "折口", day: 3)]
    let log = try log(events, [("casino", 4)], flood)
    let held = ["f3 held", "f4 held", "f5 held"]
    #expect(try statuses(log).filter { $0.hasSuffix("held") } == held)
    #expect(told(try sweep(log, log.rules)) == [])
    // And a rule that is new finds those that were before its time.
    let plain = try self.log(events, [("casino", 4)])
    #expect(told(try sweep(plain, log.rules)) == ["published→held 3: f3 f4 f5"])
  }

  /// A block is a word about what comes: neither does a sweep hide what was there, nor let out what was rejected for it.
  @Test func aBlockIsNotRetroactive() throws {
    let events = [
      Line.comment("c1", by: "折口"), Line.decide("b", "block", #""nick":"折口""#, day: 1),
      Line.comment("c2", by: "折口", day: 2),
    ]
    let log = try log(events, [("casino", 4)])
    #expect(try statuses(log) == ["c1 published", "c2 rejected"])
    #expect(told(try sweep(log, log.rules)) == [])
  }

  @Test func onlyWhatIsSelectedIsJudged() throws {
    let today = try rules([("lottery", 10)])
    let cases: [((inout Sweep.Selection) -> Void, [String])] = [
      ({ $0.since = Line.day(3) }, ["held→published 3: c5 c6 c7", "held→rejected 1: c4"]),
      ({ $0.until = Line.day(3) }, ["published→rejected 1: c2", "held→published 1: c1"]),
      ({ $0.thread = "t2" }, ["held→rejected 1: c4"]),
      ({ $0.site = "elsewhere" }, []),
      ({ $0.rule = "lottery" }, ["published→rejected 1: c2", "held→rejected 1: c4"]),
      ({ $0.rule = "casino" }, ["held→published 4: c1 c5 c6", "held→rejected 1: c4"]),
      ({ $0.limit = 2 }, ["published→rejected 1: c2", "held→published 1: c1"]),
    ]
    let log = try log(SweepTests.events, [("casino", 4)])
    for (select, expected) in cases {
      #expect(told(try sweep(log, today, apply: false, select)) == expected)
    }
    #expect(try sweep(log, today, apply: false) { $0.limit = 2 }.isCut)
    #expect(try !sweep(log, today, apply: false) { $0.limit = 6 }.isCut)
  }

  @Test(arguments: LawsTests.seeds)
  func aSweepOfAnyLogFoldsTheSameAndLeavesNothingToDo(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: try plainRules())
    try log.ingest(stream.lines(300))
    let today = try testRules()
    _ = try sweep(log, today)
    #expect(told(try sweep(log, today, apply: false)) == [], "seed \(seed)")
    #expect(try log.verification().isOK, "seed \(seed)")
    try log.ingest(stream.lines(100), rules: today)
    #expect(try log.verification().isOK, "seed \(seed)")
  }
}
