import Foundation
import GRDB
import Glibc
import ModQEvent
import ModQJudge

/// What a measurement ran on: without it a figure says nothing.
struct Machine {
  /// In the order in which they are told.
  let facts: [(key: String, value: String)]

  /// Looks at this machine, and at the disk that `folder` is on.
  init(folder: String) {
    let (model, cores) = Self.processor
    facts = [
      ("cpu", model),
      ("cores", "\(cores)"),
      ("memory", Self.memory),
      ("kernel", Self.kernel),
      ("disk", Self.fileSystem(of: folder)),
      ("swift", Self.firstLine(of: ["swiftc", "--version"])),
      ("sqlite", Self.sqliteVersion),
      ("pcre2", PatternLibrary.version),
      (
        "bench_commit",
        Self.firstLine(of: ["git", "-C", ProgramOptions.ownFolder, "rev-parse", "--short", "HEAD"])
      ),
      ("bench_build", Self.build),
      ("load_at_start", Self.load),
    ]
  }

  /// Whether this program is optimized; one named with `--modq` may be another build.
  static var build: String {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return isDebug ? "debug" : "release"
  }

  private static var processor: (String, Int) {
    let text = (try? TextFile.read("/proc/cpuinfo")) ?? ""
    let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return (
      model.map { String($0.drop(while: \.isWhitespace)) } ?? "unknown", sysconf(Int32(_SC_NPROCESSORS_ONLN))
    )
  }

  private static var memory: String {
    "\((sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 20) MiB"
  }

  /// The mean number of threads that ran or wanted to in the last minute, now (proc(5)).
  static var load: String {
    let text = try? TextFile.read("/proc/loadavg")
    return text?.split(separator: " ").first.map(String.init) ?? "unknown"
  }

  private static var kernel: String {
    let text = (try? TextFile.read("/proc/sys/kernel/osrelease")) ?? "unknown"
    return "Linux " + text.filter { !$0.isNewline }
  }

  /// The type of the file system with the longest mount point that `folder` lies under.
  private static func fileSystem(of folder: String) -> String {
    var path = folder
    if let real = realpath(folder, nil) {
      path = String(cString: real)
      free(real)
    }
    var found = (point: "", type: "unknown")
    for line in ((try? TextFile.read("/proc/self/mounts")) ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count > 2 else { continue }
      let point = String(parts[1])
      let holds = point == "/" || path == point || path.hasPrefix(point + "/")
      if holds, point.utf8.count >= found.point.utf8.count { found = (point, String(parts[2])) }
    }
    return found.type
  }

  private static var sqliteVersion: String {
    let version = try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
    return version ?? "unknown"
  }

  private static func firstLine(of command: [String]) -> String {
    let file = "/tmp/modq-bench-\(UUID().uuidString)"
    defer { unlink(file) }
    guard (try? ProcessRun(command, output: file)) != nil, let text = try? TextFile.read(file) else {
      return "unknown"
    }
    return text.split(separator: "\n").first.map(String.init) ?? "unknown"
  }
}
