import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

struct LearningTests {
  private static let asking = """
      - id: learned_spam
        title: Like what was taken down
        score: 4
        when: learned.spam >= 0.5
        tests: [{hit: a, values: {learned.spam: 0.9}}, {miss: a}]
    """

  /// Comments of two kinds in turn, each with its decision.
  private static func taught(_ count: Int, from first: Int = 0) -> [[UInt8]] {
    (first..<first + count).flatMap { index in
      let isSpam = index % 2 == 0
      let body = isSpam ? "buy followers number \(index * 7)" : "今日の記事は\(index)回読みました"
      return [
        Line.comment("c\(index)", by: "n\(index)", body, day: Double(index)),
        Line.decide("d\(index)", isSpam ? "spam" : "approve", #""comment":"c\#(index)""#, day: Double(index)),
      ]
    }
  }

  private func log(_ rules: String = LearningTests.asking) throws -> TestLog {
    try TestLog(rules: try testRules(rules))
  }

  private func kept(_ log: TestLog) throws -> [String] {
    try log.rows("SELECT k, hex(fingerprint), hex(model) FROM classifier")
  }

  private func hasKept(_ log: TestLog) throws -> Bool {
    try log.rows("SELECT 1 FROM sqlite_schema WHERE name = 'classifier'") == ["1"]
  }

  @Test func opinionsBeginAtTwentyOfEachKindAndNameTheirDecisions() throws {
    let log = try log()
    try log.ingest(Self.taught(39))
    let early = try log.ingest([Line.comment("x1", "buy followers number 1", day: 60)])
    #expect(early.count == 1 && early[0].contains(#""learned":null"#))
    try log.ingest(Self.taught(3, from: 39))
    let lines = try log.ingest([
      Line.comment("x2", by: "a", "buy followers number 2", day: 61),
      Line.comment("x3", by: "b", "今日の記事は2回読みました", day: 62),
    ])
    #expect(lines[0].contains(#""verdict":"hold""#) && lines[0].contains(#"k":40}"#), "\(lines[0])")
    #expect(lines[1].contains(#""verdict":"publish""#) && lines[1].contains(#"k":40}"#), "\(lines[1])")
    #expect(try log.verification().isOK)
  }

  /// Nobody asks: nothing is fitted, and nothing is said.
  @Test func withoutARuleThatAsksNothingIsLearned() throws {
    let log = try log("")
    try log.ingest(Self.taught(60))
    let lines = try log.ingest([Line.comment("x", "buy followers", day: 90)])
    #expect(lines[0].contains(#""learned":null"#))
    #expect(try !hasKept(log))
  }

  @Test func decidingFitsNothing() throws {
    let log = try log()
    try log.ingest(
      Self.taught(60).filter {
        $0.contains(UInt8(ascii: "t")) && !String(decoding: $0, as: UTF8.self).contains("decision")
      })
    try log.ingest(Self.taught(60).filter { String(decoding: $0, as: UTF8.self).contains("decision") })
    #expect(try !hasKept(log))
    try log.ingest([Line.comment("x", "buy followers", day: 90)])
    #expect(try hasKept(log))
  }

  @Test func aDecisionAndItsUndoLeaveTheSameClassifier() throws {
    for seed in 0..<6 {
      let plain = try log()
      let undone = try log()
      let events = Self.taught(50)
      let last = Line.comment("x", "a new comment, buy", day: 90)
      let place = seed * 8 + 2
      // The comment that place lies after is decided on once more, the other way, and that is undone at the end.
      let wrong = Line.decide("wrong", "spam", #""comment":"c\#(seed * 4 + 1)""#, day: 50)
      try plain.ingest(events + [last])
      try undone.ingest(
        Array(events[..<max(place, seed * 8 + 4)]) + [wrong] + Array(events[max(place, seed * 8 + 4)...])
          + [Line.undo("back", "wrong", day: 51), last])
      let (left, right) = (
        try kept(plain).map { $0.split(separator: "|")[2] },
        try kept(undone).map { $0.split(separator: "|")[2] }
      )
      #expect(left == right && left.count == 1, "seed \(seed)")
    }
  }

  @Test func anUndoneDecisionTeachesNoMore() throws {
    let log = try log()
    try log.ingest(Self.taught(40) + [Line.comment("x", "buy", day: 90)])
    let before = try kept(log)
    let other = try log.ingest([
      Line.decide("e", "approve", #""comment":"c0""#, day: 91), Line.comment("y", "buy", day: 92),
    ])
    // One kind has but 19 now.
    #expect(other.last?.contains(#""learned":null"#) == true)
    try log.ingest([Line.undo("u", "e", day: 93), Line.comment("z", "buy", day: 94)])
    #expect(try kept(log) == before)
  }

  @Test func oneEventPerProcessGivesTheSameVerdicts() throws {
    let whole = try log()
    let single = try log()
    let events =
      Self.taught(44) + [
        Line.undo("u", "d3", day: 50), Line.comment("x", by: "q", "buy followers", day: 51),
        Line.edit("e", of: "c1", "buy followers number 3", day: 52),
        Line.decide("r", "reject", #""comment":"c1""#, day: 53),
      ] + Self.taught(8, from: 44)
    let together = try whole.ingest(events)
    let apart = try events.flatMap { try single.ingest([$0]) }
    #expect(together == apart)
    #expect(together.contains { $0.contains(#""learned":{"#) })
    #expect(try whole.digests() == single.digests())
    #expect(try kept(whole) == kept(single))
  }

  @Test func aLostCacheIsFittedAgainToTheSameBytes() throws {
    let log = try log()
    try log.ingest(Self.taught(41) + [Line.comment("x", "buy", day: 90)])
    let before = try kept(log)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try workspace.transaction { () throws(LogError) in
        try execute(workspace.database, "DROP TABLE classifier")
      }
    }
    try log.ingest([Line.comment("y", "buy", day: 91)])
    #expect(try kept(log) == before)
  }

  @Test func replayAndVerifyLeaveTheCacheAlone() throws {
    let log = try log()
    try log.ingest(Self.taught(41) + [Line.comment("x", "buy", day: 90)])
    let before = try kept(log)
    _ = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace)
    }
    #expect(try kept(log) == before)
    #expect(try log.verification().isOK)
  }

  @Test func whatIsCheckedHasTheSameOpinionAndKeepsNothing() throws {
    let log = try log()
    try log.ingest(Self.taught(40))
    let event = Line.comment("x", by: "q", "buy followers", day: 90)
    let checked = try log.check([event])
    #expect(try !hasKept(log))
    #expect(try log.ingest([event]) == checked)
  }

  /// A later edit does not change what was decided on.
  @Test func theTextThatWasDecidedOnTeaches() throws {
    let (edited, plain) = (try log(), try log())
    let events = Self.taught(40)
    let last = Line.comment("x", by: "q", "buy followers", day: 91)
    try edited.ingest(events + [Line.edit("e", of: "c1", "buy followers number 9", day: 90), last])
    try plain.ingest(events + [last])
    #expect(
      try kept(edited).map { $0.split(separator: "|").last }
        == kept(plain).map { $0.split(separator: "|").last })
  }

  @Test func anEarlierClassifierIsThatOfTheFirstDecisions() throws {
    let log = try log()
    try log.ingest(Self.taught(44))
    let shorter = try self.log()
    try shorter.ingest(Self.taught(40))
    let first = try Workspace.open(shorter.path, for: .reading) { (workspace) throws(LogError) in
      try Learning(workspace).current()?.classifier
    }
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      let learning = Learning(workspace)
      let now = try learning.current()
      #expect(now?.k == 44)
      let labels = try workspace.projections.labels(limit: 100)
      #expect(labels.count == 44 && labels.map(\.seq) == labels.map(\.seq).sorted())
      #expect(first != nil && first != now?.classifier)
      #expect(try learning.classifier(ofFirst: 40) == first)
      #expect(try learning.classifier(ofFirst: 45) == nil)
    }
  }

  @Test func theReportPredictsEachDecisionBeforeItIsLearned() throws {
    let log = try log()
    try log.ingest(Self.taught(60))
    let report = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try LearningReport(workspace)
    }
    #expect(report.decisions == 60 && report.k == 57 && report.next == 62)
    #expect(report.fine == 28 && report.spam == 29)
    #expect(report.validation.predicted == 20 && report.validation.hits == 10 && report.validation.f1 == 1)
  }
}
