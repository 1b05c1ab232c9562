import Glibc
import Synchronization

/// The signals that ask modq to stop: what is in hand is finished and committed first.
enum Signals {
  private static let stopping = Atomic<Bool>(false)

  /// Whether SIGINT or SIGTERM came.
  static var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// From here on SIGINT and SIGTERM only say that they came. A second one ends the process at once.
  static func catchStops() {
    // A parent that blocks them, as Foundation's Process does, must not make us unstoppable.
    var stops = sigset_t()
    sigemptyset(&stops)
    sigaddset(&stops, SIGINT)
    sigaddset(&stops, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &stops, nil)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        if Signals.stopping.exchange(true, ordering: .relaxed) { _exit(130) }
      }
      // Without SA_RESTART, so that waiting for input ends.
      sigaction(number, &action, nil)
    }
  }

  /// Writing to a closed pipe fails with EPIPE instead of ending the process.
  static func ignorePipe() {
    signal(SIGPIPE, SIG_IGN)
  }
}
