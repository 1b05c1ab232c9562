import Foundation
import Testing

/// One folder of `Fixtures`: events, and exactly what must come out of them.
struct Story: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let all = names(in: fixtures).map { Story(name: $0) }

  /// Set `MODQ_UPDATE_FIXTURES=1` to write what comes out into the folders instead of comparing it.
  ///
  /// `git diff` then shows what a change did.
  static let isUpdating = ProcessInfo.processInfo.environment["MODQ_UPDATE_FIXTURES"] == "1"

  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let fixtures = repository.appendingPathComponent("Fixtures")

  private static func names(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { name in
      FileManager.default.fileExists(atPath: folder.path + "/\(name)/events.jsonl")
    }
  }

  var folder: URL { Story.fixtures.appendingPathComponent(name) }

  var events: URL { folder.appendingPathComponent("events.jsonl") }

  /// The lines of `events.jsonl`; for stories whose lines are all UTF-8.
  func lines() throws -> [String] {
    try String(contentsOf: events, encoding: .utf8).split(separator: "\n").map { "\($0)\n" }
  }

  /// What is run after the events, in order.
  ///
  /// Each line of `commands.txt` is `name: arguments`, and answered by `expected-name.txt`.
  func commands() throws -> [(name: String, arguments: [String])] {
    let file = folder.appendingPathComponent("commands.txt")
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (String(parts[0]), parts[1].split(separator: " ").map(String.init))
    }
  }

  func expected(_ file: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(file))
  }
}

extension String {
  /// Without digests and times of arrival: they change with each edit of a rule, or each run.
  var settled: String {
    replacing(#/[0-9a-f]{64}/#, with: "*")
      .replacing(#/after the line came, \S+ /#, with: "after the line came, * ")
  }
}
