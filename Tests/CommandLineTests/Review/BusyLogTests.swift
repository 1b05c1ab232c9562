import Foundation
import GRDB
import ModQEvent
import ModQEventLog
import ModQueue
import Testing

@testable import modq

/// What a moderator is told when another process takes the log between a decision and what follows it.
struct BusyLogTests {
  @Test func aDecisionThatIsMadeIsNotAskedForAgain() throws {
    let workshop = try Workshop.reviewed()
    let count = ["log", "--kind", "decision", "--by", "aya", "--format", "count"]
    let before = try #require(Int(workshop.modq(count).output.dropLast()))
    let path = workshop.folder.appendingPathComponent("modq.db").path
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try Workspace.open(path, for: .writing, patience: Patience { $0 < 20 }) { (workspace) throws(LogError) in
      let session = ReviewSession(
        keys: KeyMap(.standard), moderator: "aya", size: ScreenSize(columns: 80, rows: 24), filter: nil,
        round: .waiting)
      var runner = ReviewRunner(
        session, try ReviewDesk(workspace, by: "aya", session: "1"), ReviewRunner.Scope(order: .risk),
        now: { .now })
      try runner.start()
      #expect(runner.session.item?.stamp.id == "c1")
      // As soon as the decision is committed.
      workspace.database.afterNextTransaction(onCommit: { _ in
        #expect(throws: Never.self) {
          try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        }
      })
      guard case .goOn = try runner.press(.character("a")) else {
        Issue.record("the screen is left")
        return
      }
      #expect(
        runner.session.message == "published c1 (z takes it back); the next could not be claimed")
      #expect(runner.session.item?.stamp.id == "c1" && runner.givenUp == nil)
      // What nobody asked for is left, and nothing is said of it.
      try runner.idle()
      try runner.tick()
      #expect(
        runner.session.message == "published c1 (z takes it back); the next could not be claimed")
      #expect(throws: Never.self) {
        try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      }
      try runner.idle()
      _ = try runner.press(.character("h"))
      #expect(runner.session.item?.stamp.id == "c3")
      try runner.finish()
    }
    #expect(try workshop.modq(count).output == "\(before + 1)\n")
  }
}
