import Glibc
import Synchronization

/// Whether the process was asked to stop, so that what was made can be removed before it ends.
enum Interruption {
  private static let isAsked = Atomic<Bool>(false)

  /// From now on SIGINT and SIGTERM are noted; waiting calls return with EINTR.
  static func watch() {
    // Its storage must be there before the handler looks at it.
    isAsked.store(false, ordering: .relaxed)
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&set, number)
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in Interruption.isAsked.store(true, ordering: .relaxed) }
      sigaction(number, &action, nil)
    }
    // A parent that blocks them, as Foundation's Process does, must not make us deaf.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Since `watch()`.
  static var isPending: Bool { isAsked.load(ordering: .relaxed) }

  /// - Throws: if the process was asked to stop.
  static func check() throws(BenchFailure) {
    guard !isPending else { throw BenchFailure("stopped by a signal") }
  }
}
