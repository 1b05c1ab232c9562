import Synchronization

/// How long SQLite waits for another process at most, beside what the ``Patience`` of whoever opened the file says.
///
/// SQLite asks about each step of a wait; `PRAGMA busy_timeout` would take the place of that question.
final class WaitLimit: Sendable {
  private let value = Atomic<Int>(.max)

  var milliseconds: Int {
    get { value.load(ordering: .relaxed) }
    set { value.store(newValue, ordering: .relaxed) }
  }
}
