import Glibc

/// Reads the lines of a file, a pipe or a terminal into one buffer that is used again for every line.
///
///     while true {
///       switch try reader.next() {
///       case .line(let number): reader.withLine { span in … }
///       case .tooLong(let number): …
///       case .end: return
///       }
///     }
///
/// A line ends with a newline or with the input; a carriage return before the newline, and a byte order mark
/// in front of the first line, do not belong to it. Memory is bounded whatever comes: a line over the limit is
/// reported as such as soon as that is known, and reading goes on after its newline.
///
/// A group of commits must not wait for more input: `hasCompleteLine()` says whether `next()` would have to.
package struct LineReader: ~Copyable {
  private let descriptor: Int32
  private let isOwner: Bool
  /// The longest line that is handed out, in bytes.
  private let limit: Int
  /// What was read: `start..<filled` is not handed out yet.
  private var buffer = [UInt8](repeating: 0, count: chunkBytes)
  private var start = 0
  private var filled = 0
  /// No newline stands in `start..<searched`.
  private var searched = 0
  /// The line handed out last.
  private var line = 0..<0
  private var number = 0
  private var isAtEnd = false
  /// Whether what comes up to the next newline is the rest of a line that was too long.
  private var discards = false

  /// What one read asks for: what a pipe holds (pipe(7)).
  private static let chunkBytes = 64 << 10
  /// What may stand around the longest line: a byte order mark and a carriage return.
  private static let marginBytes = 4
  /// The longest line, and room for the read that shows that it is longer.
  private var bufferBytes: Int { limit + Self.marginBytes + Self.chunkBytes }

  /// The memory that the buffer takes.
  var bufferCount: Int { buffer.count }

  /// What `next()` came to.
  ///
  /// Numbers count every line from 1, whatever it is.
  package enum Step: Sendable, Equatable {
    /// A line, which `withLine` shows.
    case line(number: Int)
    /// A line over the limit, of which `withLine` shows the first bytes, up to the limit.
    case tooLong(number: Int)
    case end
  }

  /// Reads from `descriptor`, which stays open: standard input.
  package init(descriptor: Int32, limit: Int = Bounds.lineBytes) {
    self.init(descriptor: descriptor, isOwner: false, limit: limit)
  }

  /// Opens the file at `path`; it is closed with the reader.
  ///
  /// Of a directory not this fails but the first read, with EISDIR.
  package init(path: String, limit: Int = Bounds.lineBytes) throws(InputFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFailure(code: errno, operation: .open) }
    self.init(descriptor: descriptor, isOwner: true, limit: limit)
  }

  private init(descriptor: Int32, isOwner: Bool, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
    self.isOwner = isOwner
  }

  deinit {
    if isOwner {
      close(descriptor)
    }
  }

  /// Moves to the next line, and waits for it if it must.
  package mutating func next() throws(InputFailure) -> Step {
    while true {
      switch findEnd() {
      case .newline(let end):
        return take(start..<end, andContinueAt: end + 1)
      case .limit:
        discards = true
        return take(start..<filled, andContinueAt: filled)
      case .input:
        return start < filled ? take(start..<filled, andContinueAt: filled) : .end
      case nil:
        try fill()
      }
    }
  }

  /// Shows the bytes of the line that `next()` came to, without newline, to `body`.
  ///
  /// They are gone with the next call of `next()` or `hasCompleteLine()`.
  package func withLine<Result, Failure>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.span.extracting(line))
  }

  /// Whether `next()` would return at once: a line is there, or the end.
  ///
  /// Takes in what can be had without waiting, up to a line.
  package mutating func hasCompleteLine() throws(InputFailure) -> Bool {
    while findEnd() == nil {
      guard waitForInput(milliseconds: 0) else { return false }
      try fill()
    }
    return true
  }

  /// Waits until there is something to read, or the end, or an error to be had by reading, with poll(2).
  ///
  /// False after so many milliseconds, and as soon as a signal is caught: the caller sees to it, and calls
  /// again. A negative number of milliseconds is for ever. Only what is not yet read counts: ask
  /// `hasCompleteLine()` first. When `alarm`, another descriptor, has something to read, the wait is over as well;
  /// -1 is none.
  package func waitForInput(milliseconds: Int32, alarm: Int32 = -1) -> Bool {
    var requests = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alarm, events: Int16(POLLIN), revents: 0),
    ]
    return isAtEnd || poll(&requests, 2, milliseconds) > 0
  }
}

extension LineReader {
  /// Where the line that begins at `start` ends.
  private enum LineEnd: Equatable {
    case newline(Int)
    /// Nowhere within the limit.
    case limit
    /// With the input.
    case input
  }

  /// Nil if more has to be read to know.
  ///
  /// Each byte is searched once.
  private mutating func findEnd() -> LineEnd? {
    var newline = firstNewline()
    if discards {
      discards = newline == nil
      start = newline.map { $0 + 1 } ?? filled
      searched = start
      newline = discards ? nil : firstNewline()
    }
    if let newline {
      return .newline(newline)
    }
    searched = filled
    return filled - start > limit + Self.marginBytes ? .limit : isAtEnd ? .input : nil
  }

  private func firstNewline() -> Int? {
    // Unsafe: memchr(3), which looks at many bytes at once; the range is inside the buffer.
    buffer.withUnsafeBytes { bytes in
      let rest = UnsafeRawBufferPointer(rebasing: bytes[searched..<filled])
      guard let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) else { return nil }
      return searched + (UnsafeRawPointer(found) - base)
    }
  }

  private mutating func take(_ range: Range<Int>, andContinueAt next: Int) -> Step {
    number += 1
    (start, searched) = (next, next)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let lower =
      number == 1 && buffer[range].starts(with: mark) ? range.lowerBound + mark.count : range.lowerBound
    let upper =
      range.upperBound > lower && buffer[range.upperBound - 1] == 0x0D
      ? range.upperBound - 1 : range.upperBound
    guard !discards, upper - lower <= limit else {
      line = lower..<min(lower + limit, upper)
      return .tooLong(number: number)
    }
    line = lower..<upper
    return .line(number: number)
  }

  /// Reads once, behind what is there; waits if nothing has come.
  private mutating func fill() throws(InputFailure) {
    makeRoom()
    while true {
      // Unsafe: read(2) writes into the part of the buffer that is free.
      let (count, code) = buffer.withUnsafeMutableBytes { bytes in
        let free = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
        let count = read(descriptor, free.baseAddress, min(free.count, Self.chunkBytes))
        return (count, errno)
      }
      switch (count, code) {
      case (0, _):
        isAtEnd = true
        return
      case (1..., _):
        filled += count
        return
      case (_, EINTR):
        continue
      case (_, EAGAIN):
        _ = waitForInput(milliseconds: -1)
      default:
        throw InputFailure(code: code, operation: .read)
      }
    }
  }

  /// Moves the beginning of a line to the front, and lets the buffer grow when the line fills it.
  private mutating func makeRoom() {
    if start > 0, start == filled || buffer.count - filled < Self.chunkBytes {
      buffer.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<filled]))
      }
      (searched, filled, start) = (searched - start, filled - start, 0)
    }
    if filled == buffer.count {
      let count = min(buffer.count, bufferBytes - buffer.count)
      buffer += [UInt8](repeating: 0, count: count)
    }
  }
}
