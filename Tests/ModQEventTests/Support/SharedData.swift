import Foundation

/// The folder of test data that is too large, or not ours, to stand beside the tests; `MODQ_SHARED` names it.
enum SharedData {
  /// Nil where it is not there: tests that need it are then disabled.
  static let folder = ProcessInfo.processInfo.environment["MODQ_SHARED"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("data")
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  static func names(in path: String) throws -> [String] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
      .sorted()
  }
}
