import Foundation
import Glibc
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
      (
        ["growth", "--up-to", "10000", "--curve", "log"], ["log", "replay"],
        ["MiB of replay, largest log", "MiB of ingest, largest log"]
      ),
      (
        ["copies", "--few", "20", "--many", "60", "--probe", "20", "--rounds", "1"],
        ["20 in the window", "60 in the window"], ["a comment, 60 / 20"]
      ),
      (
        ["refit", "--labels", "200", "--opinions", "10", "--rounds", "1"], ["fit", "opinion"],
        ["s of processor a fit", "µs of processor an opinion"]
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
    let judging =
      ["start", "refit"].contains(arguments[0]) ? [] : ["--rules", root.appendingPathComponent("Rules").path]
    let options = ["--folder", folder.path, "--json"] + judging
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

  /// Its events alone take longer to make than the signal takes to come.
  @Test(arguments: [SIGINT, SIGTERM])
  func whatIsStoppedLeavesItsFirstLineAndNoFolder(_ signal: Int32) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let programs = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    let output = folder.appendingPathComponent("out.jsonl").path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let process = try ProcessRun.spawn(
      [
        programs + "/modq-bench", "growth", "--curve", "rules", "--events", "10000000", "--json",
        "--folder", folder.path,
      ], actions)
    let waited = Stopwatch()
    while Workplace.size(output) == 0, waited.seconds < 60 { usleep(10_000) }
    kill(process, signal)
    var state: Int32 = 0
    while waitpid(process, &state, 0) < 0, errno == EINTR {}
    #expect((state >> 8) & 0xFF == 1, "it ended by itself")
    #expect(try TextFile.read(output).hasPrefix(#"{"benchmark":"growth","at":"#))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.jsonl"])
  }
}
