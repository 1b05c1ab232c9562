import Dispatch
import Synchronization

/// The state that a ``LogReader`` sees, which another thread may ask it to exchange for the newest one.
final class Snapshot: Sendable {
  private let state = Mutex((isHeld: false, isAwaited: false))
  private let wasAsked = Atomic(false)
  private let answer = DispatchSemaphore(value: 0)

  /// How long the reader may be busy with other things: nothing is lost by asking again later.
  private static let patience = DispatchTimeInterval.milliseconds(50)

  // MARK: For the reader

  /// Whether a newer one is asked for.
  var isAsked: Bool { wasAsked.load(ordering: .relaxed) }

  /// The reader has taken the newest state, or has let go of the one that it had.
  func note(isHeld: Bool) {
    let isAwaited = state.withLock { state in
      defer { state = (isHeld, false) }
      wasAsked.store(false, ordering: .relaxed)
      return state.isAwaited
    }
    if isAwaited { answer.signal() }
  }

  // MARK: For the other thread

  /// Waits until what the reader sees is not older than this call; false if it is not heard of in time.
  func isRenewed() -> Bool {
    let isHeld = state.withLock { state in
      state.isAwaited = state.isHeld
      wasAsked.store(state.isHeld, ordering: .relaxed)
      return state.isHeld
    }
    guard isHeld else { return true }
    if answer.wait(timeout: .now() + Snapshot.patience) == .success { return true }
    let isGivenUp = state.withLock { state in
      defer { state.isAwaited = false }
      wasAsked.store(false, ordering: .relaxed)
      return state.isAwaited
    }
    // It answered just now.
    if !isGivenUp { answer.wait() }
    return !isGivenUp
  }
}
