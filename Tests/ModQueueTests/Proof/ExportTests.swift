import ModQEvent
import ModQEventLog
import Testing

@testable import ModQueue

/// What is exported is one state of the log, though it is read in portions.
struct ExportTests {
  /// Several portions.
  private static let (comments, portion) = (17, 5)

  private static func log() throws -> TestLog {
    let log = try TestLog(rules: try testRules())
    try log.ingest((0..<comments).map { Line.comment("c\($0)", by: "n\($0 % 7)", "text number \($0)") })
    return log
  }

  /// Runs `body` at the first line that comes out; all lines, and what was counted.
  private static func export(
    _ log: TestLog, full: Bool, atFirst body: @escaping () throws -> Void = {}
  ) throws -> (lines: [String], counts: Export.Counts) {
    var lines: [String] = []
    let take = { (line: [UInt8]) throws -> Void in
      if lines.isEmpty { try body() }
      lines.append(String(decoding: line.dropLast(), as: UTF8.self))
    }
    let counts = try Workspace.open(log.path, for: .reading, isFollowing: true) {
      (workspace) throws(LogError) in
      try full
        ? Export.entries(workspace, portion: portion, take) : Export.events(workspace, portion: portion, take)
    }.get()
    return (lines, counts)
  }

  @Test(arguments: [false, true])
  func whatOthersAppendMeanwhileIsNotInIt(full: Bool) throws {
    let log = try ExportTests.log()
    let before = try ExportTests.export(log, full: full)
    let beside = try ExportTests.export(log, full: full) {
      try log.ingest([Line.comment("late", by: "n1", "one more")])
    }
    #expect(beside.lines == before.lines && beside.counts.written == before.counts.written)
  }

  /// One that is read already, one that is not read yet, and one in the portion that is being handed over.
  @Test(arguments: [false, true], ["c0", "c3", "c16"])
  func anErasureMeanwhileIsTold(full: Bool, id: String) throws {
    let log = try ExportTests.log()
    let export = try ExportTests.export(log, full: full) { _ = try log.erase(.ids([id]), site: "") }
    #expect(export.counts.erasedMeanwhile == 1)
    // No copy is made of what ends without its last line.
    #expect(!export.lines.contains { $0.hasPrefix(#"{"end":"#) })
    let after = try ExportTests.export(log, full: full)
    #expect(after.counts.erasedMeanwhile == 0 && after.counts.erased == (full ? 0 : 1))
    #expect(after.lines.contains { $0.hasPrefix(#"{"end":"#) } == full)
  }

  /// What is erased of one site is not in what another one's holds.
  @Test func anErasureOnAnotherSiteIsNone() throws {
    for (site, found) in [("", 0), ("b", 1)] {
      let other = try TestLog(rules: try testRules())
      try other.ingest([
        Line.comment("c1", by: "n1", "here"), Line.comment("b1", by: "n1", "elsewhere", site: "b"),
      ])
      var isFirst = true
      let counts = try Workspace.open(other.path, for: .reading, isFollowing: true) {
        (workspace) throws(LogError) in
        try Export.events(workspace, site: site) { (_: [UInt8]) throws in
          if isFirst { _ = try other.erase(.ids(["b1"]), site: "b") }
          isFirst = false
        }
      }.get()
      #expect(counts.written == 1 && counts.erasedMeanwhile == found, "\(site)")
    }
  }
}
