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
}
