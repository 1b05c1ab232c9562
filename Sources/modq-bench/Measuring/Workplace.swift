import Foundation
import Glibc

/// A folder of its own for the files of one measurement; it goes with them at the end.
struct Workplace {
  let folder: String

  /// Makes a folder in `parent` with a name that nothing there has: mkdtemp(3).
  private init(new parent: String) throws(BenchFailure) {
    var name = Array("\(parent)/modq-bench-XXXXXX".utf8CString)
    // Unsafe: mkdtemp(3) writes into the name, which ends with a zero.
    let made: String? = name.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let path = mkdtemp(start) else { return nil }
      return String(cString: path)
    }
    guard let path = made else { throw BenchFailure("can't make a folder in \(parent)", code: errno) }
    folder = path
  }

  /// Runs `body` with a new folder in `parent`, which is there.
  static func with<Result>(in parent: String, _ body: (Workplace) throws -> Result) throws -> Result {
    let place = try Workplace(new: parent)
    defer { try? FileManager.default.removeItem(atPath: place.folder) }
    return try body(place)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Removes a log, if it is there, with what SQLite and the writers' lock have beside it.
  func removeLog(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-lock"] { unlink(path + suffix) }
  }

  /// A copy of the rules in `directory` with `files` beside them.
  func rules(_ directory: String, with files: [String]) throws(BenchFailure) -> String {
    let copy = path("rules")
    let manager = FileManager.default
    if manager.fileExists(atPath: copy) { try? manager.removeItem(atPath: copy) }
    do {
      try manager.createDirectory(atPath: copy, withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: directory) {
        // A directory of rules may be made of links.
        let source = URL(fileURLWithPath: "\(directory)/\(name)").resolvingSymlinksInPath().path
        try manager.copyItem(atPath: source, toPath: "\(copy)/\(name)")
      }
      for (number, file) in files.enumerated() {
        try manager.copyItem(atPath: file, toPath: "\(copy)/more-\(number).yml")
      }
    } catch {
      throw BenchFailure("can't copy rules: \(error.localizedDescription)")
    }
    return copy
  }

  /// The bytes of a file; 0 if it is not there.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
