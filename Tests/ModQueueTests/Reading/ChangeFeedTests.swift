import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

struct ChangeFeedTests {
  private func changes(
    _ log: TestLog, site: String? = nil, portion: Int, limit: Int = .max
  ) throws -> [ChangeFeed.Change] {
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      let feed = ChangeFeed(workspace, site: site)
      var position = ChangeFeed.Position(after: 0)
      var all: [ChangeFeed.Change] = []
      while true {
        let part = try feed.next(after: &position, limit: limit, portion: portion)
        if part.isEmpty { return all }
        all += part
      }
    }
  }

  /// Replaying the changes from anywhere they may be gone on from ends in the statuses of the comments.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func whoFollowsHasTheStatusesOfTheLog(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(400))
    let whole = try changes(log, portion: 1_000_000)
    var followed: [String: CommentStatus] = [:]
    for change in whole {
      #expect(followed["\(change.site)/\(change.id)"] == change.from, "seed \(seed), entry \(change.seq)")
      followed["\(change.site)/\(change.id)"] = change.to
    }
    let stored = try log.rows(
      "SELECT e.site || '/' || e.id, c.status FROM comment AS c JOIN event AS e ON e.seq = c.seq")
    let expected = Dictionary(
      stored.compactMap { row -> (String, CommentStatus)? in
        let parts = row.split(separator: "|")
        return Int64(parts[1]).flatMap(CommentStatus.init).map { (String(parts[0]), $0) }
      }, uniquingKeysWith: { $1 })
    #expect(followed == expected, "seed \(seed)")
    for portion in [1, 2, 7] {
      #expect(try changes(log, portion: portion) == whole, "seed \(seed), portion \(portion)")
    }
    for (change, next) in zip(whole, whole.dropFirst()) {
      #expect(change.isMoreToCome == (change.seq == next.seq), "seed \(seed), entry \(change.seq)")
    }
    #expect(whole.last?.isMoreToCome == false)
    let ofSite = try changes(log, site: "b", portion: 3)
    #expect(ofSite.map(\.id) == whole.filter { $0.site == "b" }.map(\.id), "seed \(seed)")
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func aLimitNeverCutsWithinOneEntry(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(400))
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      let feed = ChangeFeed(workspace, site: nil)
      var since: Int64 = 0
      var count = 0
      while true {
        var position = ChangeFeed.Position(after: since)
        let part = try feed.next(after: &position, limit: 3)
        guard let last = part.last else { break }
        #expect(!last.isMoreToCome, "seed \(seed), after \(since)")
        since = last.seq
        count += part.count
      }
      let all = try PreparedQuery(workspace.database, "SELECT count(*) FROM change")
      _ = try all.step()
      #expect(count == Int(all.int(0)), "seed \(seed)")
      all.reset()
    }
  }
}
