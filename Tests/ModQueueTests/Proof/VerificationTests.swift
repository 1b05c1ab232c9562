import ModQEventLog
import Testing

@testable import ModQueue

/// `verify` folds the log anew and compares: what was changed in a projection is found there and nowhere else.
struct VerificationTests {
  static let changes: [(sql: String, projection: String)] = [
    ("UPDATE author SET r = r + 1e-15 WHERE no = 1", "reputation"),
    ("UPDATE evidence SET folded = folded + 1", "reputation"),
    ("UPDATE vote SET weight = 1", "reputation"),
    ("DELETE FROM author WHERE no = 2", "reputation"),
    ("UPDATE comment SET status = 0 WHERE status = 1", "comments"),
    ("UPDATE comment SET risk = risk + 1", "comments"),
    (
      "UPDATE decision SET undone = 1 WHERE seq = (SELECT min(seq) FROM decision WHERE undone = 0)",
      "decisions"
    ),
    ("UPDATE undo SET target = target + 1", "decisions"),
    ("UPDATE change SET why = 'undo' WHERE no = (SELECT min(no) FROM change)", "changes"),
    ("UPDATE tally SET n = n + 1 WHERE name = 'kind'", "counts"),
    ("UPDATE ruleset SET policy = '{}'", "rulesets"),
  ]

  @Test(arguments: changes.indices)
  func aChangedProjectionIsFound(index: Int) throws {
    let (sql, projection) = VerificationTests.changes[index]
    var stream = EventStream(seed: 3)
    let log = try TestLog(rules: try testRules())
    try log.ingest(stream.lines(200))
    try #require(try log.verification().isOK)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try PreparedQuery(workspace.database, sql).run()
    }
    let verification = try log.verification()
    #expect(verification.chain.isOK)
    #expect(
      verification.projections.filter { $0.digest != $0.rebuilt }.map { $0.name } == [projection], "\(sql)")
    // Folding anew finds it as well, and repairs it.
    let comparison = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace, comparing: true).comparison
    }
    let unequal = try #require(comparison).rebuilt.filter { comparison?.inUse[$0.key] != $0.value }.keys
    #expect(Array(unequal) == [projection], "\(sql)")
    #expect(try log.verification().isOK, "\(sql)")
  }

  /// Somebody appends between the last entry of a replay and its comparison, so many times.
  @Test(arguments: [0, 1, 3, 19, 20])
  func projectionsAreComparedAsOfOneEntry(interruptions: Int) throws {
    var stream = EventStream(seed: 4)
    let log = try TestLog(rules: try testRules())
    try log.ingest(stream.lines(60))
    var left = interruptions
    let outcome = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace, comparing: true) { folded, all in
        guard folded == all, left > 0 else { return }
        left -= 1
        #expect(throws: Never.self) {
          try log.ingest([Line.comment("late\(left)", by: "Ann", day: 400 + Double(interruptions - left))])
        }
      }
    }
    #expect(left == 0)
    let entries = try log.verification().chain.entries
    #expect(outcome.entries == entries)
    // After twenty of them it ends without.
    #expect((outcome.comparison == nil) == (interruptions == 20))
    if let comparison = outcome.comparison {
      #expect(comparison.entries == entries)
      #expect(comparison.inUse == comparison.rebuilt)
    }
    #expect(try log.verification().isOK)
  }
}
