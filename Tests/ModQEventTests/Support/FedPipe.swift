import Foundation
import Glibc

@testable import ModQEvent

/// A line with the bytes that it shows.
enum ShownLine: Equatable {
  case line(Int, [UInt8])
  case tooLong(Int, [UInt8])
}

extension LineReader {
  /// The line at hand, copied.
  var lineBytes: [UInt8] {
    withLine { bytes in bytes.withUnsafeBufferPointer { Array($0) } }
  }

  /// All that is left.
  mutating func steps() throws(InputFailure) -> [ShownLine] {
    var steps: [ShownLine] = []
    while true {
      switch try next() {
      case .line(let number): steps.append(.line(number, lineBytes))
      case .tooLong(let number): steps.append(.tooLong(number, lineBytes))
      case .end: return steps
      }
    }
  }
}

/// Writes all of `bytes`, however little the pipe takes at once.
func write(_ bytes: [UInt8], to descriptor: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// Both ends of a pipe, closed with it.
final class OpenPipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(InputFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw InputFailure(code: errno, operation: .open) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func closeWriteEnd() {
    close(writeEnd)
  }

  deinit {
    close(readEnd)
  }
}

/// A pipe into which another thread writes, piece by piece.
struct FedPipe {
  private let feed: @Sendable (Int32) -> Void

  /// `feed` writes to the descriptor that it is given.
  init(_ feed: @escaping @Sendable (Int32) -> Void) {
    self.feed = feed
  }

  /// Writes `bytes` in chunks of the sizes that `chunks` says.
  init(_ bytes: [UInt8], chunks: () -> Int) {
    var (pieces, start): ([[UInt8]], Int) = ([], 0)
    while start < bytes.count {
      let end = min(start + chunks(), bytes.count)
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    self.init { [pieces] descriptor in
      for piece in pieces {
        write(piece, to: descriptor)
      }
    }
  }

  /// Begins to write; the end closes when all is written.
  func opened() throws -> OpenPipe {
    let pipe = try OpenPipe()
    Thread { [feed] in
      feed(pipe.writeEnd)
      pipe.closeWriteEnd()
    }.start()
    return pipe
  }

  /// What a reader makes of it.
  func steps() throws -> [ShownLine] {
    let pipe = try opened()
    var reader = LineReader(descriptor: pipe.readEnd)
    return try reader.steps()
  }
}
