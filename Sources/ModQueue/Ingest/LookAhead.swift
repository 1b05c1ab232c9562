import Dispatch
import ModQEvent
import ModQJudge
import Synchronization

/// Reads lines on another core while the judge is busy with those before: what is a function of a line and of the rules
/// alone is done by the time the judge comes to it.
///
/// One chunk at a time: ``start(_:rules:arrival:)``, then ``take()``, which waits. Order, and what is judged, do not
/// depend on it.
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

  /// Lets go of a chunk that the judge is through with, where its memory was taken.
  func release(_ lines: consuming PreparedLines) {
    queue.async { [lines] in _ = lines }
  }

  /// Whether the chunk that was begun is done, or is so within so many milliseconds.
  func isDone(within milliseconds: Int) -> Bool {
    guard isReady.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return false }
    isReady.signal()
    return true
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
