import Glibc
import ModQEvent

/// A file of events that is measured with, and the few numbers of it that matter.
struct EventFile {
  let path: String
  let events: Int

  var bytes: Int { Workplace.size(path) }

  /// A file that is there; lines that are too long are not counted.
  init(existing path: String) throws {
    var reader = try LineReader(path: path)
    var count = 0
    while try reader.nextLine() { count += 1 }
    self.path = path
    events = count
  }

  /// The next `count` events of a stream, fewer at its end.
  init(_ count: Int, of stream: inout SyntheticEvents, to path: String) throws(BenchFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchFailure("can't make \(path)", code: errno) }
    defer { close(descriptor) }
    var output = BufferedOutput(descriptor: descriptor)
    var made = 0
    while made < count, stream.next(into: &output.bytes) {
      made += 1
      try output.flushIfFull()
    }
    try output.flush()
    self.path = path
    events = made
  }

  /// All events of a shape.
  init(_ shape: SyntheticEvents.Shape, to path: String) throws(BenchFailure) {
    var stream = SyntheticEvents(shape)
    try self.init(shape.count, of: &stream, to: path)
  }

  /// A file of the first line alone.
  func first(to path: String) throws -> EventFile {
    var reader = try LineReader(path: self.path)
    guard try reader.nextLine() else { throw BenchFailure("\(self.path) has no events") }
    let line = reader.withLine { span in span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
    try TextFile.write(line + "\n", to: path)
    return try EventFile(existing: path)
  }
}
