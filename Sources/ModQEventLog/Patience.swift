import Glibc

/// How long to wait for another process that writes to the log.
///
/// Whoever opens a log says so, and is asked between the small steps of every wait: so they can tell a person what is
/// waited for, and give up as soon as that person wants something else.
package struct Patience: Sendable {
  private let goesOn: @Sendable (_ waitedMilliseconds: Int) -> Bool

  /// Longer than any batch or checkpoint of another process takes on a slow disk.
  package static let limitMilliseconds = 30_000

  /// Waits up to the limit, and asks nobody.
  package static let silent = Patience { $0 < limitMilliseconds }

  /// `goesOn` is asked every few milliseconds, with the time that this wait has taken so far; after false it fails with
  /// ``LogError/busy(path:)``.
  package init(_ goesOn: @escaping @Sendable (_ waitedMilliseconds: Int) -> Bool) {
    self.goesOn = goesOn
  }

  /// As patient as this, but no longer than `milliseconds`.
  func atMost(_ milliseconds: Int) -> Patience {
    Patience { [goesOn] waited in waited < milliseconds && goesOn(waited) }
  }

  /// Waits for one step, and adds it to the time waited; false if that is to be the end of it.
  func wait(_ waitedMilliseconds: inout Int) -> Bool {
    guard goesOn(waitedMilliseconds) else { return false }
    usleep(UInt32(Patience.stepMilliseconds) * 1_000)
    waitedMilliseconds += Patience.stepMilliseconds
    return true
  }

  /// The same for SQLite, which counts the steps.
  func wait(afterSteps steps: Int) -> Bool {
    var waited = steps * Patience.stepMilliseconds
    return wait(&waited)
  }

  /// Short beside a commit: whoever waits is there when the lock is given back.
  private static let stepMilliseconds = 1
}
