import ModQEvent

/// Lines that were there to be read at once, in one piece.
struct LineChunk: Sendable {
  /// What it holds when it is handed on: enough that handing on costs nothing, few enough that whoever prepares it is done
  /// before the judge is with the one before.
  static let mostLines = 128
  static let mostBytes = 256 << 10

  struct Line: Sendable {
    var number: Int
    var range: Range<Int>
    /// Only its beginning is here.
    var isTooLong: Bool
  }

  private(set) var lines: [Line] = []
  private var bytes: [UInt8] = []

  var isEmpty: Bool { lines.isEmpty }
  var isFull: Bool { lines.count >= Self.mostLines || bytes.count >= Self.mostBytes }

  mutating func append(_ line: Span<UInt8>, number: Int, isTooLong: Bool) {
    let start = bytes.count
    // Unsafe: an array takes many bytes at once only from a collection, and a span is none.
    line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    lines.append(Line(number: number, range: start..<bytes.count, isTooLong: isTooLong))
  }

  /// Shows the bytes of a line.
  func with<Result, Failure>(
    _ line: Line, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.span.extracting(line.range))
  }
}

extension LineChunk {
  /// How an input ended.
  enum End {
    case input
    case failure(InputFailure)
  }

  /// Takes in the lines that can be had without waiting, and tells whether the input ends behind them.
  mutating func gather(from reader: inout LineReader) -> End? {
    do throws(InputFailure) {
      while !isFull {
        guard try reader.hasCompleteLine() else { break }
        switch try reader.next() {
        case .end:
          return .input
        case .line(let number):
          reader.withLine { append($0, number: number, isTooLong: false) }
        case .tooLong(let number):
          reader.withLine { append($0, number: number, isTooLong: true) }
        }
      }
      return nil
    } catch {
      return .failure(error)
    }
  }
}
