import ModQEvent
import ModQEventLog
import ModQProjections
import SeededNumbers
import Testing

@testable import ModQueue

/// After an erasure the state is what a fresh fold of the remaining bytes gives, and nothing but words and names is gone.
struct ErasureTests {
  static let seeds = Array(UInt64(1)...6)

  @Test(arguments: seeds)
  func statusesAndStandingHoldWhateverIsErased(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    var random = SplitMix64(seed: seed)
    let log = try TestLog(rules: try testRules())
    try log.ingest(stream.lines(300))
    let before = try ErasureTests.state(of: log)
    for target in try ErasureTests.targets(in: log, &random) {
      let made = try log.erase(target, site: "")
      #expect(!made.entries.isEmpty, "seed \(seed): \(target)")
      #expect(try log.verification().isOK, "seed \(seed): \(target)")
      #expect(try ErasureTests.state(of: log) == before, "seed \(seed): \(target)")
    }
    #expect(
      try log.rows(
        "SELECT count(*) FROM event WHERE payload IS NULL AND payload_salt IS NOT NULL OR private IS NULL AND private_salt IS NOT NULL"
      ) == ["0"])
    // What comes after is folded as if by a fold of all.
    try log.ingest(stream.lines(150))
    #expect(try log.verification().isOK, "seed \(seed)")
  }

  @Test(arguments: seeds.prefix(3))
  func oneEventPerProcessGivesTheSameAfterAnErasureToo(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let (first, second) = (stream.lines(200), stream.lines(60))
    let rules = try testRules()
    let logs = [try TestLog(rules: rules), try TestLog(rules: rules)]
    for log in logs {
      try log.ingest(first)
      _ = try log.erase(.nick("花子"), site: "")
      _ = try log.erase(.privates(before: .latest), site: nil)
    }
    let together = try logs[0].ingest(second)
    let apart = try second.flatMap { try logs[1].ingest([$0]) }
    #expect(together.filter { !$0.hasPrefix("refused") } == apart.filter { !$0.hasPrefix("refused") })
    #expect(try logs[0].digests() == logs[1].digests(), "seed \(seed)")
  }

  /// Comments that were there, a nickname, and all addresses.
  private static func targets(
    in log: TestLog, _ random: inout SplitMix64
  ) throws -> [ErasureScope.Target] {
    let ids = try log.rows(
      "SELECT id FROM event WHERE site = '' AND kind IN ('comment', 'reply') ORDER BY seq")
    let some = (0..<5).map { _ in ids[random.below(ids.count)] }
    return [
      .ids(some), .nick(["太郎", "折口", "alice"][random.below(3)]),
      .privates(before: Timestamp(milliseconds: 1_767_225_600_000 + 3 * 86_400_000)),
      .privates(before: .latest),
    ]
  }

  /// Statuses, changes and standing, by numbers and not by names.
  private static func state(of log: TestLog) throws -> [String] {
    try log.rows(
      "SELECT seq, status, score, risk, up, down, weighted, reports, replies FROM comment ORDER BY seq")
      + log.rows(
        """
        SELECT no, proven, first_seen, last_seen, r, s, as_of, earned, ruling, ruling_until, comments, approved,
          settled, rejected, threads, days, votes_up, votes_down, next_due FROM author ORDER BY no
        """) + log.rows("SELECT * FROM change ORDER BY no")
      + log.rows("SELECT * FROM evidence ORDER BY 1, 2, 3")
      + log.rows("SELECT verdict FROM event WHERE verdict IS NOT NULL ORDER BY seq")
  }

  // MARK: Who is who

  private static func log(_ lines: [String]) throws -> TestLog {
    let log = try TestLog(rules: try testRules())
    try log.ingest(lines.map { Array($0.utf8) })
    return log
  }

  private static func comment(_ id: String, nick: String, _ rest: String = "", minute: Int = 0) -> String {
    let minutes = minute < 10 ? "0\(minute)" : "\(minute)"
    return
      #"{"type":"comment","id":"\#(id)","thread":"t","nick":"\#(nick)","body":"\#(id) says","at":"2026-01-01T00:\#(minutes):00Z"\#(rest)}"#
  }

  @Test func anAuthorsNameIsThatOfTheFirstEntryWhichStillHasIt() throws {
    let log = try ErasureTests.log([
      ErasureTests.comment("c1", nick: "Ｂob"), ErasureTests.comment("c2", nick: "Bob", minute: 1),
      ErasureTests.comment("c3", nick: "bob", minute: 2),
    ])
    #expect(try log.rows("SELECT nick, nick_key FROM author") == ["Ｂob|bob"])
    _ = try log.erase(.ids(["c1"]), site: nil)
    #expect(try log.rows("SELECT nick, nick_key FROM author") == ["Bob|bob"])
    _ = try log.erase(.ids(["c2", "c3"]), site: nil)
    #expect(try log.rows("SELECT nick, nick_key, comments FROM author") == ["NULL|NULL|3"])
    // Nothing leads to the old number any more.
    try log.ingest([Array(ErasureTests.comment("c4", nick: "bob", minute: 3).utf8)])
    #expect(
      try log.rows("SELECT actor FROM event WHERE kind = 'comment' ORDER BY seq") == ["1", "1", "1", "2"])
  }

  /// With the proof gone the nickname alone must not lead to the standing of who had it.
  @Test func whoseProofWasErasedIsNotTakenForWhoNeverHadOne() throws {
    let proof = #","proof":"p1""#
    let log = try ErasureTests.log([
      ErasureTests.comment("c1", nick: "太郎", proof),
      ErasureTests.comment("c2", nick: "太郎", proof, minute: 1),
    ])
    _ = try log.erase(.privates(before: .latest), site: nil)
    #expect(try log.rows("SELECT nick_key, proof, proven FROM author") == ["太郎|NULL|1"])
    try log.ingest([
      Array(ErasureTests.comment("c3", nick: "太郎", minute: 2).utf8),
      Array(ErasureTests.comment("c4", nick: "太郎", proof, minute: 3).utf8),
    ])
    #expect(
      try log.rows("SELECT actor FROM event WHERE kind = 'comment' ORDER BY seq") == ["1", "1", "2", "3"])
    #expect(try log.verification().isOK)
  }

  @Test func aProofThatALaterEntryStillHasLeadsToItsBearer() throws {
    let proof = #","proof":"p1""#
    let log = try ErasureTests.log([
      ErasureTests.comment("c1", nick: "太郎", proof),
      ErasureTests.comment("c2", nick: "太郎", proof, minute: 9),
    ])
    _ = try log.erase(.ids(["c1"]), site: nil)
    try log.ingest([Array(ErasureTests.comment("c3", nick: "太郎", proof, minute: 10).utf8)])
    #expect(try log.rows("SELECT actor FROM event WHERE kind = 'comment' ORDER BY seq") == ["1", "1", "1"])
    #expect(try log.verification().isOK)
  }

  @Test func aBlockOutlivesThePrivatePartsOfEvents() throws {
    let log = try ErasureTests.log([
      ErasureTests.comment("c1", nick: "a", #","ip":"203.0.113.9""#),
      #"{"type":"decision","id":"d1","action":"block","ip":"203.0.113.9","by":"m","at":"2026-01-01T00:01:00Z"}"#,
    ])
    _ = try log.erase(.privates(before: .latest), site: nil)
    #expect(try log.rows("SELECT key FROM sender") == [])
    let lines = try log.ingest([
      Array(ErasureTests.comment("c2", nick: "b", #","ip":"203.0.113.9""#, minute: 2).utf8)
    ])
    #expect(lines.first?.contains(#""tier":"blocked""#) == true)
    // Named by its id it goes, and then nobody is blocked by it.
    _ = try log.erase(.ids(["d1"]), site: nil)
    #expect(try log.rows("SELECT field, subject FROM decision") == ["ip|NULL"])
    #expect(try log.verification().isOK)
  }

  @Test func moreThanOneEntryNamesWhatIsMuch() throws {
    let lines = (0..<1_203).map { ErasureTests.comment("c\($0)", nick: "a") }
    let log = try ErasureTests.log(lines)
    let made = try log.erase(.nick("a"), site: nil)
    #expect(made.entries.count == 3 && made.scope.parts.count == 1_203)
    #expect(
      try log.rows("SELECT count(*) FROM event WHERE payload IS NOT NULL AND kind = 'comment'") == ["0"])
    #expect(try log.verification().isOK)
  }

  /// What is left to do stands in the file, and is done in any number of pieces.
  @Test func anErasureThatWasStoppedIsFinishedLater() throws {
    let log = try ErasureTests.log([
      ErasureTests.comment("c1", nick: "a"), ErasureTests.comment("c2", nick: "b"),
    ])
    _ = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Erasure(workspace).erase(
        .ids(["c1"]), site: nil, warrant: Eraser.Warrant(by: "m", reason: nil), at: TestLog.arrival)
    }
    let verification = try log.verification()
    #expect(!verification.isOK && verification.chain.isOK && verification.isErasureUnfinished)
    #expect(try Examination(log.path, at: TestLog.arrival).problems == [.erasureUnfinished])
    let isDone = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Erasure(workspace).finish()
    }
    #expect(isDone)
    #expect(try log.verification().isOK)
    #expect(try Examination(log.path, at: TestLog.arrival).problems == [])
  }
}

extension TestLog {
  /// Erases, and does all that follows.
  func erase(_ target: ErasureScope.Target, site: String?) throws -> Erasure.Made {
    try Workspace.open(path, for: .writing) { (workspace) throws(LogError) in
      let erasure = Erasure(workspace)
      let made = try erasure.erase(
        target, site: site, warrant: Eraser.Warrant(by: "m", reason: "asked for"), at: TestLog.arrival)
      _ = try erasure.finish()
      return made
    }.get()
  }
}
