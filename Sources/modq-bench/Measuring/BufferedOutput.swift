import Glibc

/// Bytes on their way to a file or a pipe, written in large pieces.
struct BufferedOutput {
  let descriptor: Int32
  /// What is not written yet; append here.
  var bytes: [UInt8] = []

  private static let pieceBytes = 256 << 10

  init(descriptor: Int32) {
    self.descriptor = descriptor
    bytes.reserveCapacity(Self.pieceBytes + 64 << 10)
  }

  mutating func flushIfFull() throws(BenchFailure) {
    if bytes.count >= Self.pieceBytes { try flush() }
  }

  mutating func flush() throws(BenchFailure) {
    try Self.write(bytes, to: descriptor)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes all of `bytes`; a pipe that nobody reads ends the process, as it should.
  ///
  /// - Throws: also when the process was asked to stop.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(BenchFailure) {
    try Interruption.check()
    var written = 0
    while written < bytes.count {
      let (count, code) = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        return (Glibc.write(descriptor, rest.baseAddress, rest.count), errno)
      }
      if count >= 0 {
        written += count
      } else if code != EINTR {
        throw BenchFailure("write", code: code)
      }
    }
  }
}
