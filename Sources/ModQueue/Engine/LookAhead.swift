import Dispatch
import ModQJudge
import Synchronization

/// Makes something ready on another core while the judge is busy with what came before: what is a function of events and of
/// the rules alone is done by the time the judge comes to it.
///
/// One piece at a time: ``start(_:)``, then ``take()``, which waits. Order, and what is judged, do not depend on it.
final class LookAhead<Piece: Sendable>: Sendable {
  private let queue = DispatchQueue(label: "modq.look-ahead")
  /// Used on the queue alone.
  private let scratch = Mutex(MatchScratch())
  private let made = Mutex<Piece?>(nil)
  private let isReady = DispatchSemaphore(value: 0)

  /// Begins with a piece.
  func start(_ make: @escaping @Sendable (MatchScratch) -> Piece) {
    queue.async { [self] in
      let piece = scratch.withLock { make($0) }
      made.withLock { $0 = piece }
      isReady.signal()
    }
  }

  /// Lets go of a piece that the judge is through with, where its memory was taken.
  func release(_ piece: consuming Piece) {
    queue.async { [piece] in _ = piece }
  }

  /// Whether the piece that was begun is done, or is so within so many milliseconds.
  func isDone(within milliseconds: Int) -> Bool {
    guard isReady.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return false }
    isReady.signal()
    return true
  }

  /// The piece that was begun, when it is done.
  func take() -> Piece? {
    isReady.wait()
    return made.withLock { made in
      defer { made = nil }
      return made
    }
  }
}
