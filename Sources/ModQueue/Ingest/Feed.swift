import ModQEvent

/// The lines of one input in their order, those that wait behind the one in hand looked at ahead.
///
/// A few lines are not worth handing to another thread: on a pipe that is fed line by line each is decoded here, at once.
struct Feed {
  private let rules: () -> TextRules?
  private let now: () -> Timestamp
  private var lines: PreparedLines?
  private var place = 0
  private var ahead: LookAhead<PreparedLines>?
  private var isAhead = false
  /// How the input ended behind the lines that were read.
  private(set) var end: LineChunk.End?

  /// So many waiting lines are a stream.
  private static let leastAhead = 16

  /// `rules` are those in use, by which texts are read.
  init(rules: @escaping () -> TextRules?, now: @escaping () -> Timestamp) {
    self.rules = rules
    self.now = now
  }

  /// Whether ``hasLine(from:)`` answers at once, or does so within so many milliseconds: long texts may keep the other
  /// thread busy.
  func isReady(within milliseconds: @autoclosure () -> Int64) -> Bool {
    guard isAhead, !isLineInHand, let ahead else { return true }
    return ahead.isDone(within: Int(milliseconds()))
  }

  /// Whether so many lines wait that others are looked at ahead.
  var isStream: Bool { isAhead || lines.map { !$0.events.isEmpty } ?? false }

  private var isLineInHand: Bool { lines.map { place < $0.chunk.lines.count } ?? false }

  /// Whether a line is there, without waiting for input.
  mutating func hasLine(from reader: inout LineReader) -> Bool {
    if isLineInHand { return true }
    if let lines, !lines.events.isEmpty { ahead?.release(lines) }
    (lines, place) = (nil, 0)
    var chunk = gathered(from: &reader)
    if !isAhead {
      guard !chunk.isEmpty else { return false }
      guard chunk.lines.count >= Feed.leastAhead else {
        lines = PreparedLines(chunk, arrival: now())
        return true
      }
      start(chunk)
      chunk = gathered(from: &reader)
    }
    lines = ahead?.take()
    isAhead = false
    if !chunk.isEmpty { start(chunk) }
    return lines != nil
  }

  /// Hands the next line, which must be there, to `body` with its number and the time of its arrival; returns the number.
  mutating func next<Failure>(
    _ body: (Span<UInt8>, PreparedEvent, _ number: Int, _ arrival: Timestamp) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let lines else { preconditionFailure("hasLine said that there is one") }
    let line = lines.chunk.lines[place]
    // Undated events of a chunk that was not looked at ahead come when they are taken, one after the other.
    var (prepared, arrival) = (PreparedEvent(), lines.arrival)
    if lines.events.isEmpty {
      arrival = now()
      prepared.event =
        line.isTooLong ? .failure(.lineTooLong) : lines.chunk.with(line) { $0.decoded(arrival: arrival) }
    } else {
      prepared = lines.events[place]
      // Other rules came since.
      if lines.rules !== rules() { prepared.reading = nil }
    }
    place += 1
    try lines.chunk.with(line) { (bytes) throws(Failure) in try body(bytes, prepared, line.number, arrival) }
    return line.number
  }

  /// Waits for what was begun.
  mutating func close() {
    if isAhead { _ = ahead?.take() }
    isAhead = false
  }

  private mutating func gathered(from reader: inout LineReader) -> LineChunk {
    var chunk = LineChunk()
    if end == nil { end = chunk.gather(from: &reader) }
    return chunk
  }

  private mutating func start(_ chunk: LineChunk) {
    let ahead = ahead ?? LookAhead()
    self.ahead = ahead
    let (rules, arrival) = (rules(), now())
    ahead.start { PreparedLines(chunk, rules: rules, arrival: arrival, scratch: $0) }
    isAhead = true
  }
}
