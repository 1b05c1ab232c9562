import ModQEvent
import ModQJudge

/// Lines, and what is known of them before they are judged.
struct PreparedLines: Sendable {
  let chunk: LineChunk
  /// The rules that the texts were read by.
  let rules: TextRules?
  /// When they were taken in.
  let arrival: Timestamp
  /// One for each line; none if nothing was prepared.
  private(set) var events: [PreparedEvent] = []

  /// Nothing is prepared: each line is decoded when its turn comes.
  init(_ chunk: LineChunk, arrival: Timestamp) {
    self.chunk = chunk
    self.arrival = arrival
    rules = nil
  }

  init(_ chunk: LineChunk, rules: TextRules?, arrival: Timestamp, scratch: MatchScratch) {
    self.chunk = chunk
    self.rules = rules
    self.arrival = arrival
    events.reserveCapacity(chunk.lines.count)
    for line in chunk.lines {
      guard !line.isTooLong else {
        events.append(PreparedEvent(event: .failure(.lineTooLong)))
        continue
      }
      var prepared = PreparedEvent(event: chunk.with(line) { $0.decoded(arrival: arrival) })
      if case .success(let event) = prepared.event { prepared.reading = rules?.read(event, scratch) }
      events.append(prepared)
    }
  }
}

/// One line of a chunk: its event or why it is none, and what its text says.
struct PreparedEvent: Sendable {
  /// Nil for a blank line.
  var event: Result<Event, Refusal>?
  var reading: Reading?
}
