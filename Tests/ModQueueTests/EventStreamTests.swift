import Testing

/// The made-up streams are worth folding: they reach what the laws are about.
struct EventStreamTests {
  @Test func streamsReachEveryFold() throws {
    var stream = EventStream(seed: 1)
    let log = try TestLog(rules: try testRules())
    let output = try log.ingest(stream.lines(1_500))
    #expect(output.contains { $0.hasPrefix("refused unknown_comment") })
    for (what, sql) in [
      ("settled evidence", "SELECT count(*) FROM evidence WHERE kind = 0"),
      ("evidence taken back", "SELECT count(*) FROM evidence WHERE void = 1"),
      ("votes that count", "SELECT count(*) FROM vote WHERE r > 0 OR s > 0"),
      ("late events applied", "SELECT count(*) FROM pending WHERE done = 1"),
      ("late events that wait", "SELECT count(*) FROM pending WHERE done = 0"),
      ("decisions undone", "SELECT count(*) FROM decision WHERE undone > 0 AND verb <> 'undo'"),
      ("undos undone", "SELECT count(*) FROM decision WHERE undone > 0 AND verb = 'undo'"),
      ("blocks", "SELECT count(*) FROM author WHERE ruling = 1"),
      ("edits", "SELECT count(*) FROM fact WHERE kind = 0"),
      ("doubts by readers", "SELECT count(*) FROM fact WHERE kind = 2"),
      ("deletions", "SELECT count(*) FROM comment WHERE status = 4"),
      ("changes by undo", "SELECT count(*) FROM change WHERE why = 'undo'"),
      ("senders without a name", "SELECT count(*) FROM comment WHERE writer < 0"),
      ("known authors", "SELECT count(*) FROM author WHERE earned = 'known'"),
      ("suspects", "SELECT count(*) FROM event WHERE verdict LIKE '%suspect%'"),
      ("a second site", "SELECT count(*) FROM site WHERE no = 1"),
      ("floods", "SELECT sum(n) FROM tally WHERE name = 'rule' AND item = 'flood'"),
      ("blocked authors", "SELECT sum(n) FROM tally WHERE name = 'rule' AND item = 'modq:blocked'"),
    ] {
      let count = try log.rows(sql).first.flatMap { Int($0) } ?? 0
      #expect(count > 0, "no \(what)")
    }
  }
}
