import Glibc
import Synchronization

/// The signals that modq listens to: SIGINT and SIGTERM ask it to stop, SIGHUP to read the rules again; what is in hand is
/// finished and committed first.
enum Signals {
  private static let stopping = Atomic<Bool>(false)
  private static let reloading = Atomic<Bool>(false)
  /// The ends of a pipe that the handlers write to.
  private static let alarm = Atomic<Int32>(-1)
  private static let alarmReader = Atomic<Int32>(-1)

  /// Whether SIGINT or SIGTERM came.
  static var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Whether SIGHUP came since this was last asked; ask again before waiting.
  static func takeReload() -> Bool {
    guard reloading.exchange(false, ordering: .relaxed) else { return false }
    // What woke us must not wake us again; of a signal that comes in between it is seen when this is asked next.
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(alarmReader.load(ordering: .relaxed), &bytes, bytes.count)
    return true
  }

  /// From here on SIGINT and SIGTERM only say that they came.
  ///
  /// A second one ends the process at once. What is returned is a descriptor that has something to read as
  /// soon as one came, for whoever waits in poll(2): a signal that comes after the last look at
  /// ``isStopping`` and before the wait would not end it. It is -1, which poll(2) passes over, if there are no
  /// descriptors left.
  @discardableResult
  static func catchStops() -> Int32 {
    let reader = makeAlarm()
    catching([SIGINT, SIGTERM]) { _ in
      if Signals.stopping.exchange(true, ordering: .relaxed) { _exit(130) }
      Signals.raiseAlarm()
    }
    return reader
  }

  /// From here on SIGINT and SIGTERM end the process, as where nobody catches them.
  static func letStopsEnd() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }

  /// From here on SIGHUP only says that it came, on the descriptor that ``catchStops()`` returned as well.
  static func catchReloads() {
    catching([SIGHUP]) { _ in
      Signals.raiseAlarm()
      Signals.reloading.store(true, ordering: .relaxed)
    }
  }

  /// Makes the pipe, neither end of which makes anybody wait, and returns the end to read from.
  private static func makeAlarm() -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return -1 }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    alarm.store(ends[1], ordering: .relaxed)
    alarmReader.store(ends[0], ordering: .relaxed)
    return ends[0]
  }

  /// For handlers: they may not allocate (signal-safety(7)), as the pointer to a string would.
  private static func raiseAlarm() {
    let code = errno
    var byte: UInt8 = 1
    _ = write(alarm.load(ordering: .relaxed), &byte, 1)
    errno = code
  }

  private static func catching(_ numbers: [Int32], _ handler: @escaping @convention(c) (Int32) -> Void) {
    // A parent that blocks them, as Foundation's Process does, must not make us deaf.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    for number in numbers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = handler
      // Without SA_RESTART, so that waiting for input ends.
      sigaction(number, &action, nil)
    }
  }

  /// Writing to a closed pipe fails with EPIPE, and writing beyond the largest file that is allowed with
  /// EFBIG, instead of ending the process.
  static func ignoreFailedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
