import Foundation
import Testing

@testable import modq_bench

/// Every measurement is made once, with next to nothing: that it can be made, and not what it says.
struct BenchCommandsTests {
  private struct Line: Decodable {
    var benchmark: String
    var figure: String?
    var compared: String?
  }

  @Test(
    arguments: [
      (
        ["ingest", "--events", "200", "--rounds", "1"],
        ["bare append", "ingest", "replay", "backtest", "input"],
        [
          "ingest / bare append", "replay / ingest", "replay / bare append", "backtest / ingest",
          "file / input",
          "MiB of ingest",
        ]
      ),
      (
        ["start", "--runs", "1"], ["/bin/true", "modq --version"], ["modq, ms"]
      ),
      (
        ["pipe", "--lines", "3", "--events", "50"], ["fdatasync of 4 KiB", "verdict"],
        ["99 of 100, ms over the sync", "median, ms over the sync"]
      ),
      (
        ["commands", "--runs", "1", "--events", "3000", "--few", "1500", "--names", "30", "--days", "1"],
        ["approve", "queue --limit 20", "show", "reputation", "bytes of the log"],
        ["approve", "queue --limit 20", "show", "reputation"].flatMap {
          ["\($0), large / small", "\($0), ms"]
        }
      ),
      (
        ["growth", "--events", "1000", "--curve", "window"], ["window"], []
      ),
    ] as [([String], [String], [String])])
  func aMeasurementIsMade(_ arguments: [String], _ figures: [String], _ compared: [String]) throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let programs = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    let output = folder.appendingPathComponent("out.jsonl").path
    var options = ["--folder", folder.path, "--json", "--rules", root.appendingPathComponent("Rules").path]
    if arguments[0] == "start" { options.removeLast(2) }
    try ProcessRun([programs + "/modq-bench"] + arguments + options, output: output)
    let decoder = JSONDecoder()
    let lines = try TextFile.read(output).split(separator: "\n").map {
      try decoder.decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.allSatisfy { $0.benchmark == arguments[0] })
    // A program is named by where it stands.
    func short(_ name: String) -> String { name.replacing(programs + "/", with: "") }
    #expect(lines.compactMap(\.figure).map(short) == figures)
    #expect(lines.compactMap(\.compared).map(short) == compared)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left == ["out.jsonl"], "what was made is gone")
  }
}
