import Dispatch
import ModQEvent
import ModQJudge
import Synchronization

/// Reads lines on another core while the judge is busy with those before: what is a function of a line and of the rules
/// alone is done by the time the judge comes to it.
///
/// One chunk at a time: ``start(_:rules:arrival:)``, then ``take()``. Order, and what is judged, do not depend on it.
final class LookAhead: Sendable {
  private let queue = DispatchQueue(label: "modq.look-ahead")
  /// Used on the queue alone.
  private let scratch = Mutex(MatchScratch())
  private let made = Mutex<PreparedLines?>(nil)
  private let isReady = DispatchSemaphore(value: 0)

  /// Begins with a chunk.
  func start(_ chunk: LineChunk, rules: TextRules?, arrival: Timestamp) {
    queue.async { [self] in
      let lines = scratch.withLock { PreparedLines(chunk, rules: rules, arrival: arrival, scratch: $0) }
      made.withLock { $0 = lines }
      isReady.signal()
    }
  }

  /// The chunk that was begun, when it is done.
  func take() -> PreparedLines? {
    isReady.wait()
    return made.withLock { made in
      defer { made = nil }
      return made
    }
  }
}

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

extension Span<UInt8> {
  /// The event that a line is, or why it is none; nil for a blank one, which is no event and no fault.
  func decoded(arrival: Timestamp) -> Result<Event, Refusal>? {
    guard !isBlank else { return nil }
    do throws(Refusal) {
      return .success(try EventDecoder.decode(line: self, arrival: arrival))
    } catch {
      return .failure(error)
    }
  }

  private var isBlank: Bool {
    for index in indices where self[index] != 0x20 && self[index] != 0x09 && self[index] != 0x0D {
      return false
    }
    return true
  }
}
