import Foundation
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// The brake on rules that hold what regulars write.
struct BrakeTests: Sendable {
  /// Ten regulars with two approved comments each, and so many strangers that 1,000 comments were judged on day 0.
  private static let before: [[UInt8]] =
    (0..<20).flatMap { number in
      [
        Line.comment("r\(number)", by: "regular\(number % 10)", day: 0),
        Line.decide("d\(number)", "approve", #""comment":"r\#(number)""#, day: 0.01),
      ]
    } + (0..<980).map { Line.comment("s\($0)", by: "stranger\($0)", day: 0.02) }

  /// Rules of which the new one, if there is one, looks for a phrase.
  func rules(_ phrase: String? = nil, title: String = "New", score: Int = 4, more: String = "") throws
    -> RuleSet
  {
    let new = phrase.map { phrase in
      """
        - id: new
          title: \(title)
          score: \(score)
          match:
            word: {field: body, phrases: [\(phrase)]}
          tests: [{hit: \(phrase)}, {miss: a}]
      """
    }
    let body = """
      rules:
        - id: old
          title: Old
          score: 4
          match:
            word: {field: body, phrases: [abuse]}
          tests: [{hit: abuse}, {miss: a}]
      \(new ?? "")
      \(more)
      """
    return try RuleSet.load(files: [RuleFile(path: "rules.yml", bytes: Array(body.utf8))])
  }

  /// A log of 1,000 judged comments, made once and copied for each test, which look at nothing but its path.
  nonisolated(unsafe) private static let longLog = Result { () throws -> TestLog in
    let log = try TestLog(rules: try BrakeTests().rules())
    try log.ingest(before)
    return log
  }

  private func log() throws -> TestLog {
    let log = try TestLog(rules: try rules())
    try FileManager.default.copyItem(atPath: BrakeTests.longLog.get().path, toPath: log.path)
    return log
  }

  /// Comments of regulars on `day`, of which every so many say `phrase`.
  func comments(
    _ count: Int, every: Int, _ phrase: String = "lottery", by author: String = "regular", day: Double = 1,
    from first: Int = 0
  ) -> [[UInt8]] {
    (first..<first + count).map { number in
      Line.comment(
        "\(author)\(day)-\(number)", by: "\(author)\(number % 10)",
        number % every == every - 1 ? "the \(phrase)" : "hello", day: day)
    }
  }

  /// What the log knows of the rule `new`: seen, held, whether braked, whether released.
  func trial(_ log: TestLog) throws -> [String] {
    try log.rows(
      """
      SELECT seen, held, braked - since, braked_at, released IS NOT NULL FROM trial WHERE rule = 'new' AND watched
      ORDER BY since
      """)
  }

  func verdict(_ line: String) -> String {
    let name = line.firstRange(of: #""verdict":""#).map { line[$0.upperBound...].prefix { $0 != "\"" } } ?? ""
    return "\(name)\(line.contains(#""braked":true"#) ? " braked" : "")"
  }

  // MARK: Braking

  /// One in ten: the fiftieth comment is the first that can tell.
  @Test func aRuleThatHoldsRegularsIsInTrialFromTheFiftyFirstCommentOn() throws {
    let log = try log()
    let lines = try log.ingest(comments(70, every: 10), rules: rules("lottery"))
    let held = lines.enumerated().filter { verdict($0.element) == "hold" }
    #expect(held.map(\.offset) == [9, 19, 29, 39, 49])
    #expect(lines.map(verdict).suffix(11).first == "publish braked")
    #expect(verdict(lines[69]) == "publish braked")
    #expect(try trial(log) == ["50|5|50|\(Line.day(1).milliseconds)|0"])
    #expect(
      lines[59].contains(
        #""reasons":[],"shadow":[{"rule":"new","score":4,"braked":true,"matches":[{"name":"word","#),
      "\(lines[59])")
  }

  @Test func oneInTwentyIsAsMuchAsARuleMayHold() throws {
    let log = try log()
    try log.ingest(comments(120, every: 20), rules: rules("lottery"))
    #expect(try trial(log) == ["120|6|NULL|NULL|0"])
    // The seventh within 121.
    try log.ingest([Line.comment("last", by: "regular1", "the lottery", day: 1)], rules: rules("lottery"))
    #expect(try trial(log) == ["121|7|121|\(Line.day(1).milliseconds)|0"])
  }

  @Test func aWaveOfNewcomersBrakesNothing() throws {
    let log = try log()
    let wave = (0..<300).map { Line.comment("w\($0)", by: "wave\($0)", "the lottery", day: 1) }
    let lines = try log.ingest(wave, rules: rules("lottery"))
    #expect(lines.allSatisfy { verdict($0) == "hold" })
    #expect(try trial(log) == ["0|0|NULL|NULL|0"])
  }

  @Test func aRuleOfAShortLogIsNotWatched() throws {
    let log = try TestLog(rules: try rules())
    try log.ingest(BrakeTests.before.dropLast())
    let lines = try log.ingest(comments(100, every: 2), rules: rules("lottery"))
    #expect(lines.filter { verdict($0) == "hold" }.count == 50)
    #expect(try trial(log) == [])
  }

  @Test func afterADayOfEventTimeARuleIsLeftAlone() throws {
    let log = try log()
    try log.ingest(comments(49, every: 49), rules: rules("lottery"))
    let late = try log.ingest(comments(100, every: 1, day: 2.01), rules: rules("lottery"))
    #expect(late.allSatisfy { verdict($0) == "hold" })
    #expect(try trial(log) == ["49|1|NULL|NULL|0"])
  }

  /// What would have been held without the new rule is not its doing.
  @Test func aRuleThatAgreesWithAnOldOneIsNotBraked() throws {
    let log = try log()
    try log.ingest(comments(100, every: 2, "lottery abuse"), rules: rules("lottery"))
    #expect(try trial(log) == ["100|0|NULL|NULL|0"])
  }

  /// Either would have held alone, so that neither is the cause by itself.
  @Test func twoNewRulesThatHoldTheSameAreBothBraked() throws {
    let log = try log()
    let twin = """
        - id: twin
          title: Twin
          score: 5
          match:
            word: {field: body, regex: lotter}
          tests: [{hit: lottery}, {miss: a}]
      """
    let set = try rules("lottery", more: twin)
    let lines = try log.ingest(comments(60, every: 10), rules: set)
    #expect(lines.map(verdict)[59] == "publish braked")
    #expect(
      try log.rows("SELECT rule, seen, held FROM trial WHERE watched AND braked ORDER BY rule")
        == ["new|50|5", "twin|50|5"])
  }

  @Test func aRuleOfAnotherSiteIsAskedAboutItsOwnCommentsOnly() throws {
    let log = try log()
    let elsewhere = """
        - id: elsewhere
          title: Of another site
          score: 4
          sites: [b]
          match:
            word: {field: body, regex: hello}
          tests: [{hit: hello}, {miss: a}]
      """
    try log.ingest(comments(60, every: 10), rules: try rules(more: elsewhere))
    #expect(try log.rows("SELECT seen, held FROM trial WHERE rule = 'elsewhere'") == ["0|0"])
  }

  // MARK: Lifting

  func braked() throws -> TestLog {
    let log = try log()
    try log.ingest(comments(50, every: 10), rules: rules("lottery"))
    return log
  }

  @Test func anotherTextIsAnotherRuleAndAnotherTitleIsNot() throws {
    let log = try braked()
    let event = { (id: String) in [Line.comment(id, by: "regular1", "the lottery", day: 1.1)] }
    let renamed = try log.ingest(event("a"), rules: rules("lottery", title: "Renamed"))
    #expect(renamed.map(verdict) == ["publish braked"])
    let changed = try log.ingest(event("b"), rules: rules("lottery", score: 5))
    #expect(changed.map(verdict) == ["hold"])
    // Back to the text that was braked.
    #expect(try log.ingest(event("c"), rules: rules("lottery")).map(verdict) == ["publish braked"])
    #expect(try log.verification().isOK)
  }

  func release(_ id: String, in log: TestLog) throws -> RuleRelease? {
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try RuleRelease.run(of: id, by: "mari", reason: "fine", at: TestLog.arrival, in: workspace)
    }
  }

  @Test func aReleasedRuleHoldsAgainUntilNewEvidenceBrakesIt() throws {
    let log = try braked()
    #expect(try release("old", in: log) == nil)
    let released = try #require(try release("new", in: log))
    #expect(released.trial.held == 5 && released.trial.seen == 50)
    #expect(try trial(log) == ["0|0|NULL|NULL|1"])
    #expect(try release("new", in: log) == nil)
    let lines = try log.ingest(comments(60, every: 10, day: 1.2), rules: rules("lottery"))
    #expect(lines.map(verdict).filter { $0 == "hold" }.count == 5)
    #expect(verdict(lines[59]) == "publish braked")
    #expect(try trial(log) == ["50|5|50|\(Line.day(1.2).milliseconds)|1"])
    // The rules did not change: no entry but the first of each set and the release.
    #expect(try log.rows("SELECT count(*) FROM event WHERE kind = 'ruleset'") == ["3"])
    #expect(try log.verification().isOK)
  }

  // MARK: The laws

  @Test func oneEventPerProcessBrakesAtTheSameCommentAndReplayAgrees() throws {
    let events = comments(75, every: 7)
    let (whole, single) = (try log(), try log())
    let together = try whole.ingest(events, rules: rules("lottery"))
    let set = try rules("lottery")
    let apart = try events.flatMap { try single.ingest([$0], rules: set) }
    #expect(together == apart)
    #expect(together.map(verdict).contains("publish braked"))
    let digests = try whole.digests()
    #expect(try digests == single.digests())
    _ = try Workspace.open(whole.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace)
    }
    #expect(try whole.digests() == digests)
    #expect(try whole.verification().isOK)
    // What `check` says is what `ingest` would.
    let next = [Line.comment("next", by: "regular3", "the lottery", day: 1)]
    let checked = try Workspace.overlay(whole.path) { (workspace) throws(LogError) in
      try Engine(workspace, rules: RuleBook(set)).verdicts(next)
    }
    #expect(checked == ["publish braked"])
  }
}

extension Engine {
  /// The verdicts on events as `check` gives them.
  fileprivate func verdicts(_ events: [[UInt8]]) throws(LogError) -> [String] {
    var verdicts: [String] = []
    for line in events {
      guard let event = try? EventDecoder.decode(line: line.span),
        case .judged(_, let verdict) = try submit(event, arrival: TestLog.arrival)
      else { continue }
      verdicts.append(verdict.outcome.name + (verdict.shadow.contains { $0.isBraked } ? " braked" : ""))
    }
    return verdicts
  }
}
