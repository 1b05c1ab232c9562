import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

struct QueueListingTests {
  /// What a query reads, as SQLite plans it.
  private func plan(_ order: QueueListing.Order, isEscalated: Bool) throws -> String {
    let log = try TestLog(rules: testRules())
    try log.ingest([])
    return try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var query = QueueListing.Query(now: Timestamp(milliseconds: 0))
      query.order = order
      let sql = QueueListing(workspace, query).sql(isEscalated: isEscalated)
      let explained = try PreparedQuery(workspace.database, "EXPLAIN QUERY PLAN " + sql)
      var steps: [String] = []
      while try explained.step() { steps.append(explained.string(3)) }
      return steps.joined(separator: "; ")
    }
  }

  @Test func theQueueIsReadFromAnIndexOverWhatWaits() throws {
    // Whether a text was erased is one look for each that is listed.
    let look = "; CORRELATED SCALAR SUBQUERY 1; SEARCH e USING INTEGER PRIMARY KEY (rowid=?)"
    #expect(try plan(.risk, isEscalated: false) == "SCAN comment USING INDEX comment_3_0\(look)")
    #expect(try plan(.risk, isEscalated: true) == "SCAN comment USING INDEX comment_5_0\(look)")
    #expect(
      try plan(.age, isEscalated: false)
        == "SCAN comment USING INDEX comment_3_0\(look); USE TEMP B-TREE FOR ORDER BY")
  }

  /// The listing against a plain reading of the table, over made-up streams.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func theQueueIsWhatIsHeldAndWhatIsEscalated(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(300))
    let listed = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var found: [String] = []
      try QueueListing(workspace, QueueListing.Query(now: Timestamp(milliseconds: 0)))
        .visit { (item) throws(LogError) in
          found.append("\(item.row.seq) \(item.isEscalated)")
          let recorded = try workspace.log.entry(item.verdictSeq)?.verdict.flatMap { Verdict(json: $0) }
          #expect(recorded?.score == item.score, "seed \(seed), comment \(item.row.seq)")
          return true
        }
      return found
    }
    let held = try log.rows(
      "SELECT seq || ' false' FROM comment WHERE status = 1 AND escalated = 0 ORDER BY risk DESC, seq")
    let escalated = try log.rows(
      "SELECT seq || ' true' FROM comment WHERE escalated = 1 AND status <> 4 ORDER BY risk DESC, seq")
    #expect(listed == held + escalated, "seed \(seed)")
    #expect(!held.isEmpty, "seed \(seed)")
  }
}
