import Glibc
import ModQueue

/// Standard output: whole buffers, every write checked.
struct Output {
  private var buffer: [UInt8] = []
  private let descriptor: Int32

  /// What is collected before it is written, unless a terminal waits for it.
  private static let portion = 64 << 10

  init(descriptor: Int32 = STDOUT_FILENO) {
    self.descriptor = descriptor
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  mutating func write(_ bytes: [UInt8]) throws(OutputFailure) {
    buffer += bytes
    if buffer.count >= Output.portion { try flush() }
  }

  mutating func write(_ text: String) throws(OutputFailure) {
    try write(Array(text.utf8))
  }

  mutating func writeLine(_ text: String) throws(OutputFailure) {
    try write(Array(text.utf8) + [UInt8(ascii: "\n")])
  }

  mutating func flush() throws(OutputFailure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw .closed
      } else if errno == EAGAIN {
        // Whoever gave us the pipe, as Node.js does, made it one that never waits.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        throw .failed(code: errno)
      }
    }
  }
}

/// Writes a message to standard error.
///
/// What cannot be said there cannot be said.
///
/// Foreign parts of it have passed ``visible(_:)`` already; here the rest of it loses what a terminal would obey too.
func complain(_ text: String) {
  let lines = VisibleText(text, keepingLines: true, defanging: false).lines
  write(toStandardError: lines.map(\.text).joined(separator: "\n"))
}

/// Writes a line of JSON, which escapes what can't be seen itself, to standard error.
func complain(json: [UInt8]) {
  write(toStandardError: String(decoding: json, as: UTF8.self))
}

private func write(toStandardError text: String) {
  var output = Output(descriptor: STDERR_FILENO)
  try? output.writeLine(text)
  try? output.flush()
}

/// Writes everything to standard output; `done` is what it tells of, where the command did more than to look.
func printOut(_ bytes: [UInt8], done: Done? = nil) throws(Failure) {
  do throws(OutputFailure) {
    var output = Output()
    try output.write(bytes)
    try output.flush()
  } catch {
    guard let done else { throw Failure(error) }
    throw Failure(error, after: done)
  }
}
