import Foundation
import Glibc
import Testing

/// A run of `modq` that is still going on: lines are sent to it and read from it one at a time.
final class LiveRun {
  private let process = Process()
  private let errorFile: URL
  private var input: Int32
  private var output: Int32
  private var buffer: [UInt8] = []
  /// Where ``buffer`` begins that has not been handed out yet.
  private var start = 0

  /// How long to wait for a line before it counts as hanging: no measure of speed.
  private static let patienceMilliseconds: Int32 = 120_000
  /// A child that ends must not end the tests that write to it.
  private static let isDeafToPipes: Bool = {
    Glibc.signal(SIGPIPE, SIG_IGN)
    return true
  }()

  /// Starts `modq` with pipes that wait, or, as some parents make them, with pipes that say EAGAIN instead.
  ///
  /// `environment` are variables beside those that every run gets.
  init(
    _ trial: Trial, _ arguments: String..., withPipesThatWait: Bool = true,
    environment: [String: String] = [:]
  ) throws {
    try #require(LiveRun.isDeafToPipes)
    let (toChild, fromChild) = (try LiveRun.pipe(), try LiveRun.pipe())
    errorFile = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-errors-\(UUID().uuidString)")
    try Data().write(to: errorFile)
    (input, output) = (toChild.write, fromChild.read)
    if !withPipesThatWait {
      for end in [toChild.read, fromChild.write] { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    }
    process.executableURL = ModQProcess.executable
    process.arguments = arguments
    process.currentDirectoryURL = trial.folder
    process.environment = Trial.environment.merging(ModQProcess.withoutCoverage) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle(fileDescriptor: toChild.read, closeOnDealloc: false)
    process.standardOutput = FileHandle(fileDescriptor: fromChild.write, closeOnDealloc: false)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    // Ours must go, or neither side would see that the other has ended.
    close(fromChild.write)
    close(toChild.read)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    closeInput()
    close(output)
    try? FileManager.default.removeItem(at: errorFile)
  }

  var identifier: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  // MARK: Talking

  /// Sends `text` in one write, which a pipe takes as a whole up to 4096 bytes (pipe(7)).
  func send(_ text: String) throws {
    try #require(LiveRun.write(Array(text.utf8), to: input), "the program does not read any more")
  }

  /// Sends `text` from a thread of its own and closes the input after it: for more than a pipe holds.
  func feed(_ text: String) {
    let (bytes, descriptor) = (Array(text.utf8), input)
    input = -1
    DispatchQueue.global().async {
      _ = LiveRun.write(bytes, to: descriptor)
      close(descriptor)
    }
  }

  /// No more input comes.
  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// The next whole line of output; nil at its end.
  ///
  /// A line that was cut off is none.
  func line() throws -> String? {
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return String(decoding: buffer[start..<end], as: UTF8.self)
      }
      guard try read() else { return nil }
    }
  }

  /// Every whole line up to the end of the output.
  func lines() throws -> [String] {
    var lines: [String] = []
    while let line = try line() { lines.append(line) }
    return lines
  }

  func closeOutput() {
    close(output)
    output = -1
  }

  // MARK: Ending

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end: the exit status, or the signal that ended it as a negative number, and what was said.
  func end() throws -> (status: Int32, errors: String) {
    process.waitUntilExit()
    let status = process.terminationStatus
    return (
      process.terminationReason == .uncaughtSignal ? -status : status,
      String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    )
  }

  private func read() throws -> Bool {
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    try #require(poll(&request, 1, LiveRun.patienceMilliseconds) > 0, "no output came")
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(output, &chunk, chunk.count)
    guard count > 0 else { return false }
    buffer.removeFirst(start)
    start = 0
    buffer += chunk[..<count]
    return true
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// A pipe that no other child inherits.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(Glibc.pipe(&ends) == 0)
    for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
    return (ends[0], ends[1])
  }
}
