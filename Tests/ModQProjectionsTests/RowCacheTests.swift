import GRDB
import ModQEvent
import ModQEventLog
import ModQJudge
import SeededNumbers
import Testing

@testable import ModQProjections

/// However rows are changed and whenever they are written, the table has the last of each.
///
/// On top of a file some rows are the file's until they change.
struct RowCacheTests {
  static let layers = [Layer.file, .overlay]

  @Test(arguments: layers)
  func theTableHasTheLastOfEachRow(layer: Layer) throws {
    for seed in 1...10 {
      var random = SplitMix64(seed: UInt64(seed))
      let file = try LogFile()
      try file.use { (database) throws(LogError) in
        var wanted = try RowCacheTests.begin(1...6, database, layer)
        let cache = try RowCache<CommentRow>(
          Store(database, layer: layer, memory: MemoryBounds(all: seed % 5)))
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
          case 2:
            try cache.flush()
            cache.trim()
          default:
            var unwritten: Set<Int64> = []
            for owner in Int64(1)...3 { cache.forEachUnwritten(of: owner) { unwritten.insert($0.seq) } }
            #expect(
              unwritten == Set(wanted.keys.filter { cache.isUnwritten($0) }), "seed \(seed), step \(step)")
            for row in wanted.values where !cache.isUnwritten(row.seq) {
              #expect(try RowCacheTests.stored(row.seq, database, layer) == row, "seed \(seed), step \(step)")
            }
          }
        }
        try cache.flush()
        for row in wanted.values {
          #expect(try RowCacheTests.stored(row.seq, database, layer) == row, "seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: layers)
  func whatWasDiscardedIsAsTheTableHasIt(layer: Layer) throws {
    let file = try LogFile()
    try file.use { (database) throws(LogError) in
      _ = try RowCacheTests.begin(3...4, database, layer)
      let cache = try RowCache<CommentRow>(Store(database, layer: layer))
      var row = RowCacheTests.row(1)
      cache.put(row)
      try cache.flush()
      row.up = 5
      cache.put(row)
      cache.put(RowCacheTests.row(2))
      var old = RowCacheTests.row(3)
      old.up = 7
      cache.put(old)
      cache.discard()
      #expect(try cache.row(1)?.up == 0)
      #expect(try cache.row(2) == nil)
      #expect(try cache.row(3) == RowCacheTests.row(3))
      cache.forEachUnwritten(of: 2) { Issue.record("row \($0.seq) is forgotten") }
    }
  }

  /// Makes the tables, with these rows in those of the file.
  private static func begin(
    _ keys: ClosedRange<Int64>, _ database: Database, _ layer: Layer
  ) throws(LogError) -> [Int64: CommentRow] {
    _ = try ProjectionSchema.prepareFile(database)
    let cache = try RowCache<CommentRow>(Store(database, layer: .file))
    for seq in keys { cache.put(row(seq)) }
    try cache.flush()
    if layer == .overlay { try ProjectionSchema.makeOverlay(database) }
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, row($0)) })
  }

  private static func row(_ seq: Int64) -> CommentRow {
    CommentRow(
      seq: seq, site: 0, thread: 1, writer: 1 + seq % 3, ip: nil, parent: nil, isReply: false, isFirst: false,
      at: .earliest, links: 0, posted: .publish, postedScore: 0,
      state: CommentState(posted: .publish, at: .earliest, settleAfter: 1_000))
  }

  /// The row of the table, by a cache that has seen nothing.
  private static func stored(
    _ seq: Int64, _ database: Database, _ layer: Layer
  ) throws(LogError) -> CommentRow? {
    try RowCache<CommentRow>(Store(database, layer: layer)).row(seq)
  }
}
