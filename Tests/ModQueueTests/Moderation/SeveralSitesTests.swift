import GRDB
import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

/// Decisions of one desk on comments of two sites, each site a transaction of its own.
struct SeveralSitesTests {
  private let now = Timestamp(milliseconds: 1_900_000_000_000)

  @Test func whatTheFirstSiteTookStandsWhenTheSecondRefuses() throws {
    let log = try TestLog(rules: testRules())
    try log.ingest([Line.comment("c1", by: "Ann", "死ね")])
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "aya", session: "1")
      guard let first = try desk.item(2)?.stamp else {
        Issue.record("no comment")
        return
      }
      // The same comment, as if it were of a site that the log does not have.
      var second = first
      second.seq = 999
      second.site = "elsewhere"
      guard case .success(let decided) = try desk.decide(.reject, [first, second], reason: nil, at: now)
      else {
        Issue.record("the decision that was made is not named")
        return
      }
      #expect(decided.made.map(\.decision.target) == [.comment("c1")])
      #expect(decided.failure != nil && !decided.isCutShort)
      guard let made = decided.made.first else { return }
      guard
        case .success = try desk.undo(made.decision.batch ?? made.entry.id, site: made.entry.site, at: now)
      else {
        Issue.record("what stands cannot be taken back")
        return
      }
      #expect(try desk.item(2)?.page.summary.row.state.status == .held)
      // Where nothing was made it is refused as ever.
      guard case .failure = try desk.decide(.reject, [second], reason: nil, at: now) else {
        Issue.record("nothing was refused")
        return
      }
    }
  }

  @Test func whatTheFirstSiteTookStandsWhenAnotherProcessKeepsTheLogThen() throws {
    let log = try TestLog(rules: testRules())
    try log.ingest(["a", "b"].map { Line.comment("c-\($0)", by: "Ann", "死ね", site: $0) })
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: log.path, configuration: configuration)
    try Workspace.open(log.path, for: .writing, patience: Patience { $0 < 20 }) {
      (workspace) throws(LogError) in
      let desk = try ReviewDesk(workspace, by: "aya", session: "1")
      guard let first = try desk.item(2)?.stamp, let second = try desk.item(3)?.stamp else {
        Issue.record("no comments")
        return
      }
      // As soon as the decision about the first site is committed.
      workspace.database.afterNextTransaction(onCommit: { _ in
        #expect(throws: Never.self) {
          try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        }
      })
      let outcome = try desk.decide(.reject, [first, second], reason: nil, at: now)
      #expect(throws: Never.self) {
        try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      }
      guard case .success(let decided) = outcome else {
        Issue.record("the decision that was made is not named")
        return
      }
      #expect(decided.made.map(\.decision.target) == [.comment("c-a")])
      #expect(decided.isCutShort && decided.failure == nil && decided.overtaken.isEmpty)
      #expect(try desk.item(3)?.page.summary.row.state.status == .held)
      // The rest is as good as ever, and nothing is decided twice.
      guard case .success(let rest) = try desk.decide(.reject, [first, second], reason: nil, at: now) else {
        Issue.record("the rest is refused")
        return
      }
      #expect(rest.made.map(\.decision.target) == [.comment("c-b")])
      #expect(rest.overtaken.map(\.stamp.seq) == [2] && !rest.isCutShort)
    }
    #expect(try log.rows("SELECT count(*) FROM event WHERE kind = 'decision'") == ["2"])
  }
}
