import Foundation

/// Small files that are read and written whole.
enum TextFile {
  static func read(_ path: String) throws(BenchFailure) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw BenchFailure("can't read \(path)")
    }
  }

  static func write(_ text: String, to path: String) throws(BenchFailure) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw BenchFailure("can't write \(path)")
    }
  }
}
