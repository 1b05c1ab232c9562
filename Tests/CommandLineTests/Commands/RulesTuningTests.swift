import Foundation
import Testing

struct RulesTuningTests {
  /// A log that the rules of the workshop judged, and a directory `new` beside them.
  private func workshop() throws -> (Workshop, String) {
    let workshop = try Workshop(story)
    let new = workshop.folder.appendingPathComponent("new")
    try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
    try Data(RulesTuningTests.rules.utf8).write(to: new.appendingPathComponent("new.yml"))
    return (workshop, new.path)
  }

  private static let rules = """
    rules:
      - id: casino
        title: Advertises a casino
        score: 5
        match:
          word: {field: body, phrases: [casino], except: [no casino]}
        tests: [{hit: best casino ever}, {miss: no casino}]
      - id: shouting
        title: Capitals throughout
        score: 4
        match:
          loud: {field: body, regex: '^[A-Z !]{8,}$'}
        tests: [{hit: HELLO WORLD}, {miss: hello}]
    """

  @Test func aBacktestIsRulesThenASummaryWithSamples() throws {
    let (workshop, new) = try workshop()
    let before = try Data(contentsOf: workshop.folder.appendingPathComponent("modq.db"))
    let run = try workshop.modq("rules", "backtest", "--rules", new)
    #expect(
      run.output.timeless == """
        {"id":"casino","status":"active","hits":1,"shadow_hits":0,"true_positives":0,"false_positives":1,\
        "undecided":0,"precision":0,"precision_lower":0,"last_true_hit":null,"always_with":[]}
        {"id":"shouting","status":"active","hits":1,"shadow_hits":0,"true_positives":0,"false_positives":0,\
        "undecided":1,"precision":null,"precision_lower":null,"last_true_hit":null,"always_with":[]}
        {"summary":{"comments":4,"erased":0,"held":2,"rejected":0,"held_before":2,"rejected_before":0,\
        "newly_caught":1,"newly_released":1,"held_per_day_before":2,"held_per_day_after":2,"days":1,\
        "true_positives":0,"false_positives":1,"undecided":1,"precision":0,"precision_lower":0,"recall":null,\
        "seconds":*},"samples":{"newly_caught":[{"change":"caught","id":"c4","site":"","thread":"t2","nick":"Bob",\
        "at":"2025-06-01T00:03:00.000Z","body":"HELLO WORLD","before":"publish","after":"hold","score_before":0,\
        "score_after":4,"rules":["shouting"],"decision":null}],"newly_released":[{"change":"released","id":"c3",\
        "site":"","thread":"t1","nick":"Bob","at":"2025-06-01T00:02:00.000Z","body":"no casino, please",\
        "before":"hold","after":"publish","score_before":5,"score_after":0,"rules":["casino"],"decision":null}]}}

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
    // Nothing is written to the log, and no other rule set is recorded in it.
    #expect(try Data(contentsOf: workshop.folder.appendingPathComponent("modq.db")) == before)
    let again = try workshop.modq("rules", "backtest", "--rules", new)
    #expect(again.output.timeless == run.output.timeless)
    let object = try workshop.modq("rules", "backtest", "--rules", new, "--format", "json", "--samples", "0")
    #expect(object.output.hasPrefix(#"{"rules":[{"id":"casino","#))
    #expect(object.output.hasSuffix("},\"samples\":{\"newly_caught\":[],\"newly_released\":[]}}\n"))
  }

  @Test func aTableEndsWithWhatChanges() throws {
    let (workshop, new) = try workshop()
    #expect(
      try workshop.modq("rules", "backtest", "--rules", new, "--format", "table").output.timeless == """
        ID        STATUS  HITS  TRUE  FALSE  OPEN  PRECISION  LOWER  LAST
        casino    active     1     0      1     0       0.00   0.00
        shouting  active     1     0      0     1

        rules without a hit: 0

        before  2 held, 0 rejected; 2.00 held a day
        after   2 held, 0 rejected; 2.00 held a day
        newly caught 1, newly released 1
        precision 0.00 (0 of 1, likely at least 0.00)
        recall – (nothing rejected was decided on)
        judged 4 texts in * s

        newly caught:
        ID  NICK  BODY         BEFORE   AFTER  RULES     DECISION
        c4  Bob   HELLO WORLD  publish  hold   shouting

        newly released:
        ID  NICK  BODY               BEFORE  AFTER    RULES   DECISION
        c3  Bob   no casino, please  hold    publish  casino

        """)
  }

  @Test func aGateSaysWhichNumberFailed() throws {
    let (workshop, new) = try workshop()
    let open = try workshop.modq(
      "rules", "backtest", "--rules", new, "--fail-if", "precision<0", "--fail-if", "recall<1", "--format",
      "count")
    #expect((open.output, open.errors, open.status) == ("2\n", "", 0))
    let closed = try workshop.modq(
      "rules", "backtest", "--rules", new, "--fail-if", "precision<0.95", "--fail-if", "newly_released > 0",
      "--fail-if", "*.undecided>=1", "--format", "ids")
    #expect(
      closed.errors == """
        modq: precision is 0: the gate is precision<0.95
        modq: newly_released is 1: the gate is newly_released > 0
        modq: shouting.undecided is 1: the gate is *.undecided>=1

        """)
    #expect((closed.output, closed.status) == ("casino\nshouting\n", 1))
    let wrong = try workshop.modq("rules", "backtest", "--rules", new, "--fail-if", "precison<1")
    #expect(
      wrong.errors == """
        modq: --fail-if precison<1: the summary has no number “precison”
              Possible is a number of the summary (comments, erased, held, rejected, held_before, rejected_before, \
        newly_caught, newly_released, held_per_day_before, held_per_day_after, days, true_positives, \
        false_positives, undecided, precision, precision_lower, recall, seconds), or one of a rule, as \
        RULE.precision, or of every rule, as *.precision (hits, shadow_hits, true_positives, false_positives, \
        undecided, precision, precision_lower); then <, <=, >, >=, == or !=; then a number or a name.

        """)
    #expect((wrong.output, wrong.status) == ("", 64))
  }

  @Test func statsAreOfWhatWasRecorded() throws {
    let (workshop, _) = try workshop()
    #expect(
      try workshop.modq("rules", "stats").output == """
        {"id":"casino","status":"active","hits":2,"shadow_hits":0,"true_positives":0,"false_positives":1,\
        "undecided":1,"precision":0,"precision_lower":0,"last_true_hit":null,"always_with":[]}
        {"id":"newcomer_link","status":"active","hits":1,"shadow_hits":0,"true_positives":0,"false_positives":1,\
        "undecided":0,"precision":0,"precision_lower":0,"last_true_hit":null,"always_with":["casino"]}
        {"id":"reported","status":"active","hits":0,"shadow_hits":0,"true_positives":0,"false_positives":0,\
        "undecided":0,"precision":null,"precision_lower":null,"last_true_hit":null,"always_with":[]}
        {"id":"shouting","status":"shadow","hits":1,"shadow_hits":1,"true_positives":0,"false_positives":0,\
        "undecided":1,"precision":null,"precision_lower":null,"last_true_hit":null,"always_with":[]}

        """)
    try workshop.ingest(
      #"{"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c3","by":"ken"}"#)
    let table = try workshop.modq("rules", "stats", "--format", "table")
    #expect(
      table.output == """
        ID             STATUS  HITS  TRUE  FALSE  OPEN  PRECISION  LOWER  LAST
        casino         active     2     1      1     0       0.50   0.16  2025-06-01
        newcomer_link  active     1     0      1     0       0.00   0.00
        shouting       shadow     1     0      0     1

        """)
    #expect(table.errors == "rules without a hit: 1\n")
    #expect(
      try workshop.modq("rules", "stats", "--format", "count", "--until", "2025-06-01T00:00:00Z").output
        == "4\n")
    #expect(try workshop.modq("rules", "stats", "--site", "nowhere").status == 66)
  }

  @Test func aDifferenceListsTheTextsWithTheRules() throws {
    let (workshop, new) = try workshop()
    let old = workshop.folder.appendingPathComponent("rules").path
    let run = try workshop.modq("rules", "diff", old, new)
    #expect(
      run.output == """
        {"change":"released","id":"c3","site":"","thread":"t1","nick":"Bob","at":"2025-06-01T00:02:00.000Z",\
        "body":"no casino, please","before":"hold","after":"publish","score_before":5,"score_after":0,\
        "rules":["casino"],"decision":null}
        {"change":"caught","id":"c4","site":"","thread":"t2","nick":"Bob","at":"2025-06-01T00:03:00.000Z",\
        "body":"HELLO WORLD","before":"publish","after":"hold","score_before":0,"score_after":4,\
        "rules":["shouting"],"decision":null}

        """)
    #expect(
      run.errors == """
        of 4 texts A holds 2 and rejects 0, B holds 2 and rejects 0: 1 newly caught, 1 newly released

        """)
    #expect(run.status == 0)
    #expect(
      try workshop.modq("rules", "diff", new, old, "--format", "table").output == """
        ID  NICK  BODY               BEFORE   AFTER    RULES     DECISION
        c3  Bob   no casino, please  publish  hold     casino
        c4  Bob   HELLO WORLD        hold     publish  shouting

        """)
    #expect(try workshop.modq("rules", "diff", old, old).output == "")
  }

  @Test func aPolicyAloneMakesADifferenceWithoutRules() throws {
    let (workshop, _) = try workshop()
    let old = workshop.folder.appendingPathComponent("rules")
    let strict = workshop.folder.appendingPathComponent("strict")
    try FileManager.default.copyItem(at: old, to: strict)
    try Data("thresholds: {hold: 4, reject: 9}\n".utf8).write(to: strict.appendingPathComponent("policy.yml"))
    let run = try workshop.modq("rules", "diff", old.path, strict.path)
    #expect(
      run.output == """
        {"change":"raised","id":"c1","site":"","thread":"t1","nick":"折口","at":"2025-06-01T00:00:00.000Z",\
        "body":"best casino https://spam.example/x","before":"hold","after":"reject","score_before":9.5,\
        "score_after":9.5,"rules":[],"decision":"approve"}

        """)
  }

  @Test func rulesThatAreNotInOrderTryNothing() throws {
    let (workshop, new) = try workshop()
    let broken = RulesTuningTests.rules.replacingOccurrences(of: "hit: HELLO WORLD", with: "hit: hello")
    try Data(broken.utf8).write(to: URL(fileURLWithPath: new + "/new.yml"))
    for command in [["backtest", "--rules", new], ["diff", new, new]] {
      let run = try workshop.modq(["rules"] + command)
      #expect((run.output, run.status) == ("", 78))
      #expect(run.errors.contains("modq: tests in the rules fail"))
    }
  }

  /// Precision and recall of the shipped rules on labelled comments, counted from the verdict lines and the labels.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["MODQ_SHARED"] != nil))
  func figuresOfRealCommentsAreThoseCountedByHand() throws {
    let shared = try #require(ProcessInfo.processInfo.environment["MODQ_SHARED"])
    let trial = try Trial(environment: ["MODQ_RULES": Story.repository.appendingPathComponent("Rules").path])
    let made = try trial.shell(
      """
      python3 '\(shared)/tools/to_events.py' youtube --labels '\(shared)'/data/spam_en_youtube/*.csv > events.jsonl
      """)
    try #require(made.status == 0, "\(made.errors)")
    let verdicts = try trial.modq("ingest", "events.jsonl").lines
    var decisions: [String: String] = [:]
    for line in try trial.text(of: "events.jsonl").split(separator: "\n") {
      let event = try JSONDecoder().decode(LabelledEvent.self, from: Data(line.utf8))
      if let comment = event.comment { decisions[comment] = event.action }
    }
    var counts = (caught: 0, right: 0, wrong: 0)
    for line in verdicts {
      let verdict = try JSONDecoder().decode(PrintedVerdict.self, from: Data(line.utf8))
      guard verdict.verdict != "publish" else { continue }
      counts.caught += 1
      if decisions[verdict.id] == "spam" { counts.right += 1 }
      if decisions[verdict.id] == "approve" { counts.wrong += 1 }
    }
    let spam = decisions.values.count { $0 == "spam" }
    let run = try trial.modq("rules", "backtest", "--format", "json")
    let report = try JSONDecoder().decode(PrintedReport.self, from: Data(run.output.utf8))
    func share(_ count: Int, _ total: Int) -> Double {
      (Double(count) / Double(total) * 10_000).rounded() / 10_000
    }
    #expect(verdicts.count > 1_000 && counts.caught > 100)
    #expect(report["comments"] == Double(verdicts.count))
    #expect((report["held"] ?? 0) + (report["rejected"] ?? 0) == Double(counts.caught))
    #expect(report["true_positives"] == Double(counts.right))
    #expect(report["false_positives"] == Double(counts.wrong))
    #expect(report["newly_caught"] == 0 && report["newly_released"] == 0)
    #expect(report["precision"] == share(counts.right, counts.right + counts.wrong))
    #expect(report["recall"] == share(counts.right, spam))
  }
}

private struct LabelledEvent: Decodable {
  var action: String?
  var comment: String?
}

private struct PrintedVerdict: Decodable {
  var id: String
  var verdict: String
}

private struct PrintedReport: Decodable {
  var summary: [String: Double?]

  /// Nil where the report has no such number, or null.
  subscript(_ name: String) -> Double? { summary[name] ?? nil }
}

extension String {
  /// Without the time that a run took.
  fileprivate var timeless: String {
    replacing(#/"seconds":[0-9.]+/#, with: #""seconds":*"#)
      .replacing(#/texts in [0-9.]+ s/#, with: "texts in * s")
  }
}
