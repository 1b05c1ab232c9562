import Foundation
import Testing

/// A run of `modq` that goes on, read line by line.
final class Follower {
  private let process = Process()
  private let pipe = Pipe()
  private var buffer: [UInt8] = []

  init(_ workshop: Workshop, _ arguments: String...) throws {
    process.executableURL = ModQProcess.executable
    process.arguments = arguments
    process.environment = ["MODQ_DB": workshop.folder.appendingPathComponent("modq.db").path]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Ours must go, or the end of the output would never come.
    try pipe.fileHandleForWriting.close()
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// The next line; waits for it up to a minute, which is not a matter of speed but of hanging.
  func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      var waiting = pollfd(fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      try #require(poll(&waiting, 1, 60_000) > 0, "no line came")
      let bytes = pipe.fileHandleForReading.availableData
      try #require(!bytes.isEmpty, "the program ended")
      buffer += bytes
    }
  }

  /// Sends a signal and returns the exit status.
  func stop(_ signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Stops reading and returns the exit status.
  func closeOutput() -> Int32 {
    try? pipe.fileHandleForReading.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
