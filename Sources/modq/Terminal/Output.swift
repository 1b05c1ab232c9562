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

  mutating func write(_ bytes: some Collection<UInt8>) throws(OutputFailure) {
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
    var rest = buffer[...]
    while !rest.isEmpty {
      if let count = try Output.write(rest, to: descriptor) {
        rest = rest.dropFirst(count)
      } else {
        // Whoever gave us the pipe, as Node.js does, made it one that never waits.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      }
    }
  }

  /// Writes as much of the beginning of `bytes` to standard output as goes without waiting for whoever reads it, and returns how
  /// many that are: all of them to a file, to a pipe what it has room for, to a terminal or a socket none.
  ///
  /// Where several processes write into one pipe, another may take the room first.
  static func writeAtOnce(_ bytes: ArraySlice<UInt8>) throws(OutputFailure) -> Int {
    switch place {
    case .waitsForNobody: return try write(bytes, to: STDOUT_FILENO) ?? 0
    case .waits: return 0
    case .pipe: break
    }
    var rest = bytes
    while !rest.isEmpty, Output.isReady(STDOUT_FILENO),
      // What is ready takes so many as a whole (pipe(7)).
      let count = try write(rest.prefix(Int(PIPE_BUF)), to: STDOUT_FILENO)
    {
      rest = rest.dropFirst(count)
    }
    return bytes.count - rest.count
  }

  /// Whether something can be written now, or never more.
  static func isReady(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  private enum Place {
    case waitsForNobody, pipe, waits
  }

  /// What standard output is.
  private static let place: Place = {
    var status = stat()
    guard fstat(STDOUT_FILENO, &status) == 0 else { return .waits }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .waitsForNobody
    case S_IFIFO: return .pipe
    case S_IFCHR where !isTerminal: return .waitsForNobody
    default: return .waits
    }
  }()

  /// Writes the beginning of `bytes`, and returns how many that were; nil if that has to wait, and may not.
  private static func write(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32
  ) throws(OutputFailure) -> Int? {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      switch errno {
      case EPIPE: throw .closed
      case EAGAIN: return nil
      case EINTR: continue
      case let code: throw .failed(code: code)
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
