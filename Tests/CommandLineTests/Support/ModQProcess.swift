import Foundation
import Testing

/// One run of the built program: what it was given, what it said, how it ended.
struct ModQProcess {
  let output: String
  let errors: String
  let status: Int32

  /// The program stands beside the bundle of the tests.
  static var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("modq")
  }

  /// Where a program that was built to count its lines leaves the counts (`.ci/coverage`); nothing otherwise.
  static let coverage = ProcessInfo.processInfo.environment.filter { $0.key == "LLVM_PROFILE_FILE" }

  /// What may be killed leaves no counts: half of them would spoil those of all others.
  static let withoutCoverage = coverage.mapValues { _ in "/dev/null" }

  /// Runs `modq` to its end, in `directory` if one is named, with nothing of our environment but a PATH.
  @discardableResult
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], directory: URL? = nil
  ) throws {
    try self.init(
      program: ModQProcess.executable, arguments, input: Array(input.utf8), environment: environment,
      directory: directory)
  }

  /// Runs any program to its end as `modq` is run.
  init(
    program: URL, _ arguments: [String], input: [UInt8], environment: [String: String], directory: URL? = nil
  ) throws {
    // Files, not pipes: neither side ever waits for the other.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ bytes: [UInt8] = []) throws -> URL {
      let file = folder.appendingPathComponent(name)
      try Data(bytes).write(to: file)
      return file
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = directory }
    process.environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "80"].merging(ModQProcess.coverage) { $1 }
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: file("in", input))
    let (out, err) = (try file("out"), try file("err"))
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: out), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: err), as: UTF8.self)
    status = process.terminationStatus
  }
}
