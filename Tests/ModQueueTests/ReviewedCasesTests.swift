import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// Cases in which a fold was once wrong, each named for its cause.
struct ReviewedCasesTests {
  private static func comment(_ id: String, _ at: String, nick: String = "太郎", more: String = "") -> [UInt8] {
    Array(
      #"{"type":"comment","id":"\#(id)","thread":"t","nick":"\#(nick)","body":"b \#(id)","at":"\#(at)"\#(more)}"#
        .utf8)
  }

  private static func decision(_ id: String, _ members: String, at: String = "2026-03-02T00:00:00Z")
    -> [UInt8]
  {
    Array(#"{"type":"decision","id":"\#(id)","by":"m","at":"\#(at)",\#(members)}"#.utf8)
  }

  @Test func anArchiveOfMoreThanAWindowGivesTheSameInTwoProcesses() throws {
    let rules = try testRules()
    let whole = try TestLog(rules: rules)
    let parts = try TestLog(rules: rules)
    var events = [Self.comment("new", "2026-03-01T00:00:00Z")]
    for number in 0..<1_150 {
      events.append(
        Self.comment("old\(number)", Timestamp(milliseconds: 1_577_836_800_000 + Int64(number)).rfc3339))
    }
    try whole.ingest(events)
    try parts.ingest(Array(events[..<1_100]))
    try parts.ingest(Array(events[1_100...]))
    #expect(try whole.digests() == parts.digests())
    #expect(try parts.verification().isOK)
  }

  @Test func anUndoThatTurnsTwiceLeavesItsDecisionAsIfNeverUndone() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([
      Self.comment("c", "2026-03-01T00:00:00Z"),
      Self.decision("d", #""action":"reject","comment":"c""#),
      Self.decision("x", #""action":"undo","undoes":"d""#),
      Self.decision("b1", #""action":"undo","undoes":"x""#),
      Self.decision("c1", #""action":"undo","undoes":"b1","batch":"b""#),
      Self.decision("a1", #""action":"undo","undoes":"x","batch":"b""#),
      Self.decision("f", #""action":"undo","undoes":"b""#),
    ])
    // f takes back c1 and a1, so b1 is in force, x is not, and d holds.
    #expect(try log.rows("SELECT undone FROM decision WHERE verb = 'reject'") == ["0"])
    #expect(try log.rows("SELECT status FROM comment") == ["2"])
  }

  @Test func whatSettledKeepsTheWeightOfItsPolicy() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([
      Self.comment("c", "2026-03-01T00:00:00Z"), Self.comment("e", "2026-03-10T00:00:00Z"),
    ])
    let before = try log.rows("SELECT r FROM evidence")
    let report = Array(
      #"{"type":"report","id":"r","comment":"c","reporter":"花子","at":"2026-03-10T00:00:01Z"}"#.utf8)
    try log.ingest(
      [Self.comment("f", "2026-03-10T00:00:00Z", nick: "次郎"), report],
      rules: try testRules(policy: "evidence: {settled: 0.9}"))
    #expect(before == ["0.2"])
    #expect(try log.rows("SELECT r FROM evidence WHERE comment = 2") == ["0.2"])
  }

  @Test func anUndoBeforeItsCommentTakesBackTheDecisionBeforeIt() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([
      Self.decision("d", #""action":"reject","comment":"c""#),
      Self.decision("u", #""action":"undo","comment":"c""#),
      Self.comment("c", "2026-03-01T00:00:00Z"),
    ])
    #expect(try log.rows("SELECT status FROM comment") == ["0"])
  }

  @Test func anEditFromABlockedAddressIsRejected() throws {
    let log = try TestLog(rules: try testRules())
    let output = try log.ingest([
      Self.comment("c", "2026-03-01T00:00:00Z", more: #","ip":"192.0.2.4""#),
      Self.decision("d", #""action":"block","ip":"192.0.2.4""#),
      Array(#"{"type":"edit","id":"e","comment":"c","body":"x","at":"2026-03-03T00:00:00Z"}"#.utf8),
    ])
    #expect(output.last?.contains(#""verdict":"reject""#) == true)
  }

  @Test func rulesAloneMakeNoSite() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([Self.comment("c", "2026-03-01T00:00:00Z", more: #","site":"blog""#)])
    let sites = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try Finder(workspace).sites()
    }
    #expect(sites == ["blog"])
  }

  @Test func aDecisionByHandIsHeldToTheBoundsOfEvents() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([Self.comment("c", "2026-03-01T00:00:00Z")])
    let made = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Moderation(workspace, by: "", at: Timestamp(milliseconds: 1_800_000_000_000)).decide(
        .approve, comments: ["c"], site: nil, details: Moderation.Details())
    }
    guard case .failure(.refused) = made else {
      Issue.record("a decision by nobody was made")
      return
    }
    #expect(try log.rows("SELECT count(*) FROM decision") == ["0"])
  }
}
