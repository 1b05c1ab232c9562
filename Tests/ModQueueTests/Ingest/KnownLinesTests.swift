import ModQEvent
import Testing

@testable import ModQueue

/// A line that comes again is told what it was told first, by whichever process it comes to.
struct KnownLinesTests {
  /// The last entry of the log too, of which a process that begins has folded nothing.
  @Test func aReportThatChangedAStatusSaysSoAgain() throws {
    let log = try TestLog(rules: try testRules())
    try log.ingest([Line.comment("c1", by: "花子")])
    try log.ingest([
      Line.report("r1", on: "c1", by: "折口"), Line.report("r2", on: "c1", by: "柳田"),
    ])
    let last = [Line.report("r3", on: "c1", by: "Bob")]
    let first = try log.ingest(last)
    #expect(first.count == 1, "it holds the comment")
    #expect(try log.ingest(last) == first.map { $0.replacing(#""known":false"#, with: #""known":true"#) })
  }
}
