import Foundation
import Testing

/// What the README shows is what the program does: each ```` ```console ```` block is run, and its output compared.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Set `MODQ_UPDATE_FIXTURES=1` to write what comes out into the README instead; git shows the difference.
  @Test func theReadmeShowsWhatComesOut() throws {
    let file = ReadmeTests.root.appendingPathComponent("README.md")
    let before = try String(contentsOf: file, encoding: .utf8)
    let after = try run(before)
    if ProcessInfo.processInfo.environment["MODQ_UPDATE_FIXTURES"] == "1" {
      try after.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(before == after)
    }
  }

  /// The text with every command's output as it is now.
  ///
  /// All commands share one log, in the order of the text, and a folder that has the rules and stories of the repository.
  private func run(_ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-readme-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["Rules", "Fixtures"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent(name),
        withDestinationURL: ReadmeTests.root.appendingPathComponent(name))
    }
    var lines: [String] = []
    var isInside = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isInside = line == "```console" }
      if !isInside || line.hasPrefix("```") {
        lines.append(line)
      } else if line.hasPrefix("$ ") {
        lines.append(line)
        lines += try output(of: String(line.dropFirst(2)), in: folder)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func output(of command: String, in folder: URL) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "exec 2>&1; \(command)"]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ModQProcess.executable.deletingLastPathComponent().path + ":/usr/bin:/bin",
      "MODQ_DB": folder.appendingPathComponent("modq.db").path, "MODQ_MODERATOR": "mari", "COLUMNS": "100",
    ]
    let file = folder.appendingPathComponent("output")
    try Data().write(to: file)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
    var text = try String(contentsOf: file, encoding: .utf8)
    guard !text.isEmpty else { return [] }
    text = text.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…")
    return text.hasSuffix("\n")
      ? text.dropLast().components(separatedBy: "\n") : text.components(separatedBy: "\n")
  }
}
