import Glibc
import Synchronization

/// The signals that ask modq to stop: what is in hand is finished and committed first.
enum Signals {
  private static let stopping = Atomic<Bool>(false)
  /// The end of a pipe that the handler writes to.
  private static let alarm = Atomic<Int32>(-1)

  /// Whether SIGINT or SIGTERM came.
  static var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// From here on SIGINT and SIGTERM only say that they came.
  ///
  /// A second one ends the process at once. What is returned is a descriptor that has something to read as
  /// soon as one came, for whoever waits in poll(2): a signal that comes after the last look at
  /// ``isStopping`` and before the wait would not end it. It is -1, which poll(2) passes over, if there are no
  /// descriptors left.
  @discardableResult
  static func catchStops() -> Int32 {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      alarm.store(ends[1], ordering: .relaxed)
    }
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
        let code = errno
        // A handler may not allocate (signal-safety(7)), as the pointer to a string would.
        var byte: UInt8 = 1
        _ = write(Signals.alarm.load(ordering: .relaxed), &byte, 1)
        errno = code
      }
      // Without SA_RESTART, so that waiting for input ends.
      sigaction(number, &action, nil)
    }
    return ends[0]
  }

  /// Writing to a closed pipe fails with EPIPE, and writing beyond the largest file that is allowed with
  /// EFBIG, instead of ending the process.
  static func ignoreFailedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
