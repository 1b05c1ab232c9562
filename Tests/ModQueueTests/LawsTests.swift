import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// The two laws that everything else follows from: same log, same state; facts are kept.
struct LawsTests {
  static let seeds = Array(UInt64(1)...6)

  @Test(arguments: seeds)
  func oneEventPerProcessGivesTheSameAsAllInOne(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let events = stream.lines(160)
    let rules = try testRules()
    let whole = try TestLog(rules: rules)
    let single = try TestLog(rules: rules)
    let together = try whole.ingest(events)
    let apart = try events.flatMap { try single.ingest([$0]) }
    #expect(together.filter { !$0.hasPrefix("refused") } == apart.filter { !$0.hasPrefix("refused") })
    #expect(try whole.digests() == single.digests(), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func foldingAnewGivesTheSameProjections(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: try testRules())
    try log.ingest(stream.lines(600))
    let before = try log.digests()
    let verification = try log.verification()
    #expect(verification.isOK, "seed \(seed): \(verification)")
    let folded = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace).entries
    }
    #expect(folded == verification.chain.entries)
    #expect(try log.digests() == before, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func theSameEventsAgainAreKnownAndChangeNothing(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let events = stream.lines(200)
    let log = try TestLog(rules: try testRules())
    let first = try log.ingest(events).filter { !$0.hasPrefix("refused") }
    let before = try log.digests()
    let second = try log.ingest(events).filter { !$0.hasPrefix("refused") }
    #expect(second == first.map { $0.replacing(#""known":false"#, with: #""known":true"#) })
    #expect(try log.digests() == before)
  }

  @Test(arguments: seeds)
  func anExportIngestedAnewGivesTheSameProjections(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let rules = try testRules()
    let log = try TestLog(rules: rules)
    try log.ingest(stream.lines(300))
    var lines: [[UInt8]] = []
    _ = try Workspace.open(log.path, for: .reading, isFollowing: true) {
      (workspace) throws(LogError) in
      try Export.events(workspace) { (line: [UInt8]) throws(Never) in lines.append(line.dropLast()) }
    }
    let copy = try TestLog(rules: rules)
    try copy.ingest(lines)
    #expect(try copy.digests() == log.digests(), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func aFullExportRestoredHasTheSameHead(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: try testRules())
    try log.ingest(stream.lines(150))
    let other =
      "  - id: extra\n    title: Extra\n    score: 1\n    match: {w: {field: body, regex: w}}\n    tests: [{hit: w}, {miss: a}]\n"
    try log.ingest(stream.lines(150), rules: try testRules(other))
    var bytes: [UInt8] = []
    _ = try Workspace.open(log.path, for: .reading, isFollowing: true) {
      (workspace) throws(LogError) in
      try Export.entries(workspace) { (line: [UInt8]) throws(Never) in bytes += line }
    }
    let copy = try TestLog(rules: try testRules())
    try copy.restore(bytes)
    let original = try log.verification()
    let restored = try copy.verification()
    #expect(restored.chain == original.chain)
    #expect(restored.isOK && original.isOK)
    #expect(try copy.digests() == log.digests())
    #expect(try log.rows("SELECT count(*) FROM event WHERE kind = 'ruleset'") == ["2"])
  }
}
