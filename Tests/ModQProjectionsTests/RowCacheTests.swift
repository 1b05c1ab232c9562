import GRDB
import ModQEvent
import ModQEventLog
import ModQJudge
import Testing

@testable import ModQProjections

/// However rows are changed and whenever they are written, the table has the last of each.
struct RowCacheTests {
  @Test func theTableHasTheLastOfEachRow() throws {
    for seed in 1...60 {
      var random = SplitMix(seed: UInt64(seed))
      let file = try LogFile()
      try file.use { (database) throws(LogError) in
        _ = try ProjectionSchema.prepareFile(database)
        let cache = try RowCache<CommentRow>(database, layer: .file)
        var wanted: [Int64: CommentRow] = [:]
        for step in 1...200 {
          let seq = Int64(1 + random.below(12))
          var row = try cache.row(seq) ?? RowCacheTests.row(seq)
          #expect(row == wanted[seq] ?? RowCacheTests.row(seq), "seed \(seed), step \(step)")
          switch random.below(4) {
          case 0: row.up += 1
          case 1: row.replies += 1
          case 2: row.state.apply(.escalated, seq: 100, at: .earliest, settleAfter: 0)
          default: row.textSeq += 1
          }
          cache.put(row)
          wanted[seq] = row
          switch random.below(12) {
          case 0: try cache.flush()
          case 1:
            try cache.flush()
            cache.trim(all: true)
          case 2, 3:
            let owner = Int64(1 + random.below(3))
            try cache.flush(of: owner)
            #expect(cache.unwritten(of: owner).isEmpty)
            for row in wanted.values where row.writer == owner {
              #expect(try RowCacheTests.stored(row.seq, database) == row, "seed \(seed), step \(step)")
            }
          default:
            for row in wanted.values where !cache.isUnwritten(row.seq) {
              #expect(try RowCacheTests.stored(row.seq, database) == row, "seed \(seed), step \(step)")
            }
          }
        }
        try cache.flush()
        for row in wanted.values {
          #expect(try RowCacheTests.stored(row.seq, database) == row, "seed \(seed)")
        }
      }
    }
  }

  @Test func whatWasDiscardedIsAsTheTableHasIt() throws {
    let file = try LogFile()
    try file.use { (database) throws(LogError) in
      _ = try ProjectionSchema.prepareFile(database)
      let cache = try RowCache<CommentRow>(database, layer: .file)
      var row = RowCacheTests.row(1)
      cache.put(row)
      try cache.flush()
      row.up = 5
      cache.put(row)
      cache.put(RowCacheTests.row(2))
      cache.discard()
      #expect(try cache.row(1)?.up == 0)
      #expect(try cache.row(2) == nil)
      #expect(cache.unwritten(of: 2).isEmpty)
    }
  }

  private static func row(_ seq: Int64) -> CommentRow {
    CommentRow(
      seq: seq, site: 0, thread: 1, writer: 1 + seq % 3, ip: nil, parent: nil, isReply: false, isFirst: false,
      at: .earliest, links: 0, posted: .publish, postedScore: 0,
      state: CommentState(posted: .publish, at: .earliest, settleAfter: 1_000))
  }

  /// The row of the table, by a cache that has seen nothing.
  private static func stored(_ seq: Int64, _ database: Database) throws(LogError) -> CommentRow? {
    try RowCache<CommentRow>(database, layer: .file).row(seq)
  }
}
