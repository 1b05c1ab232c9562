import Foundation
import Testing

/// `check` judges on top of the log: what `ingest` would say, and nothing of it stays.
struct OverlayTests {
  @Test(arguments: UInt64(1)...12)
  func checkSaysWhatIngestWouldSayAndLeavesTheFileAsItIs(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: try testRules())
    // On top of no file, too.
    if seed % 3 > 0 { try log.ingest(stream.lines(120 * Int(seed % 3))) }
    let before = try OverlayTests.bytes(of: log)
    let next = stream.lines(120)
    let checked = try log.check(next)
    let again = try log.check(next)
    #expect(try OverlayTests.bytes(of: log) == before, "seed \(seed)")
    #expect(again == checked, "seed \(seed)")
    let ingested = try log.ingest(next)
    #expect(checked == ingested, "seed \(seed)")
  }

  @Test func whatIsCheckedTogetherIsFoldedTogether() throws {
    let log = try TestLog(rules: try plainRules())
    try log.ingest([Line.comment("c1", by: "花子")])
    let lines = try log.check([
      Line.decide("d", "block", #""nick":"花子""#), Line.comment("c2", by: "花子", day: 1),
      Line.undo("u", "d", day: 1), Line.comment("c3", by: "花子", day: 1), Line.comment("c1", by: "花子"),
    ])
    #expect(lines.map { $0.contains(#""verdict":"reject""#) } == [true, false, false])
    #expect(lines.map { $0.contains(#""known":true"#) } == [false, false, true])
  }

  /// The log with its WAL; nil where there is none.
  ///
  /// SQLite makes an empty WAL when it opens a log for reading.
  private static func bytes(of log: TestLog) throws -> [Data?] {
    try [log.path, log.path + "-wal"].map { path in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      return bytes.isEmpty && path != log.path ? nil : bytes
    }
  }
}
