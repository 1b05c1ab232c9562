import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

struct ReviewDeskTests {
  /// A log in which `count` comments wait, `c1` first, each by somebody else.
  private func log(waiting count: Int) throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest((1...count).map { Line.comment("c\($0)", by: "n\($0)", "死ね", day: Double($0) / 24) })
    return log
  }

  private let now = Timestamp(milliseconds: 1_900_000_000_000)

  private func query(_ now: Timestamp) -> QueueListing.Query { QueueListing.Query(now: now) }

  /// Runs `body` with as many desks, each over a connection of its own as another process has.
  private func desks(
    _ log: TestLog, _ body: (ReviewDesk, ReviewDesk) throws(LogError) -> Void
  ) throws {
    try Workspace.open(log.path, for: .writing) { (first) throws(LogError) in
      try Workspace.open(log.path, for: .writing) { (second) throws(LogError) in
        try body(
          ReviewDesk(first, by: "mari", session: "1"), ReviewDesk(second, by: "ken", session: "2"))
      }
    }
  }

  private func id(_ desk: ReviewDesk, at time: Timestamp, passing: Set<Int64> = []) throws(LogError)
    -> String?
  {
    guard let seq = try desk.claimNext(query(time), passing: passing, in: .waiting, at: time) else {
      return nil
    }
    return try desk.item(seq)?.page.summary.id
  }

  /// What another process takes in meanwhile.
  private func take(_ lines: [[UInt8]], into log: TestLog) {
    do {
      try log.ingest(lines)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func noTwoDesksGetTheSameComment() throws {
    try desks(log(waiting: 5)) { (mari, ken) throws(LogError) in
      var given: [String] = []
      var passed: Set<Int64> = []
      for desk in [mari, ken, ken, mari, ken] {
        guard let seq = try desk.claimNext(query(now), passing: passed, in: .waiting, at: now) else {
          continue
        }
        // What one has passed over is nothing to the other: only the lease keeps it away.
        if desk === ken { passed.insert(seq) }
        given.append("\(desk === mari ? "mari" : "ken") \(try desk.item(seq)?.page.summary.id ?? "")")
      }
      #expect(given == ["mari c1", "ken c2", "ken c3", "mari c1", "ken c4"])
    }
  }

  @Test func aLeaseEndsAfterFiveMinutesUnlessItIsRenewed() throws {
    try desks(log(waiting: 1)) { (mari, ken) throws(LogError) in
      let minute: Int64 = 60_000
      #expect(try id(mari, at: now) == "c1")
      #expect(try id(ken, at: now.advanced(by: 5 * minute - 1)) == nil)
      #expect(try mari.renew([2], at: now.advanced(by: 4 * minute)) == [])
      #expect(try id(ken, at: now.advanced(by: 8 * minute)) == nil)
      #expect(try id(ken, at: now.advanced(by: 9 * minute)) == "c1")
      // Too late: somebody else has it.
      #expect(try mari.renew([2], at: now.advanced(by: 9 * minute)) == [2])
    }
  }

  @Test func whatIsGivenBackIsFreeAtOnce() throws {
    try desks(log(waiting: 1)) { (mari, ken) throws(LogError) in
      #expect(try id(mari, at: now) == "c1")
      // Nobody can give back what is another's.
      try ken.release([2], at: now)
      #expect(try id(ken, at: now) == nil)
      try mari.release([2], at: now)
      #expect(try id(ken, at: now) == "c1")
    }
  }

  @Test func leasesAreNoPartOfWhatIsProven() throws {
    let log = try log(waiting: 3)
    let before = try log.digests()
    try desks(log) { (mari, ken) throws(LogError) in
      _ = try id(mari, at: now)
      _ = try id(ken, at: now)
    }
    #expect(try log.digests() == before)
    #expect(try log.verification().isOK)
  }

  @Test(arguments: [
    ("an approval", Line.decide("d1", "approve", #""comment":"c1""#), false),
    ("spam", Line.decide("d1", "spam", #""comment":"c1""#), false),
    ("an edit", Line.edit("e1", of: "c1", "死ね!"), true),
    ("a deletion", Line.delete("x1", of: "c1"), false),
    ("an escalation", Line.decide("d1", "escalate", #""comment":"c1""#), false),
  ])
  func nothingIsDecidedAboutWhatChanged(_ name: String, _ line: [UInt8], _ isEdited: Bool) throws {
    let log = try log(waiting: 2)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "aya", session: "1")
      guard let first = try desk.item(2)?.stamp, let second = try desk.item(3)?.stamp else {
        Issue.record("no comments")
        return
      }
      take([line], into: log)
      guard case .success(let alone) = try desk.decide(.reject, [first], reason: nil, at: now) else {
        Issue.record("\(name) was refused")
        return
      }
      #expect(alone.made.isEmpty && alone.overtaken.map(\.isEdited) == [isEdited], "\(name)")
      // Of several the others are decided about.
      guard case .success(let both) = try desk.decide(.reject, [first, second], reason: nil, at: now) else {
        Issue.record("\(name) was refused")
        return
      }
      #expect(both.made.map(\.decision.target) == [.comment("c2")] && both.overtaken.count == 1, "\(name)")
    }
    #expect(try log.rows("SELECT count(*) FROM event WHERE kind = 'decision' AND id LIKE 'modq:%'") == ["1"])
  }

  @Test func votesReportsAndNotesChangeNothingThatWasSeen() throws {
    let log = try log(waiting: 1)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "aya", session: "1")
      guard let stamp = try desk.item(2)?.stamp else {
        Issue.record("no comment")
        return
      }
      take(
        [
          Line.vote("v1", -1, on: "c1", by: "x"), Line.report("r1", on: "c1", by: "y"),
          Line.decide("d1", "note", #""comment":"c1""#, #","reason":"hm""#),
        ], into: log)
      guard case .success(let decided) = try desk.decide(.approve, [stamp], reason: nil, at: now) else {
        Issue.record("refused")
        return
      }
      #expect(decided.made.count == 1 && decided.overtaken.isEmpty)
    }
  }

  @Test func namesThatLookTheSameAreFoundWhenTheyCome() throws {
    let log = try TestLog(rules: testRules())
    try log.ingest([
      Line.comment("c1", by: "山口ロ", "死ね"), Line.comment("c2", by: "Admin", "死ね"),
      Line.comment("c3", by: "山ロロ", "おはよう"),
    ])
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "aya", session: "1")
      #expect(try desk.item(2)?.lookAlikes.map(\.nick) == ["山ロロ"])
      #expect(try desk.item(3)?.lookAlikes.map(\.nick) == [])
      take([Line.comment("c4", by: "Adm1n", "おはよう")], into: log)
      #expect(try desk.item(3)?.lookAlikes.map(\.nick) == ["Adm1n"])
    }
  }
}
