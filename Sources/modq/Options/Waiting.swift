import Glibc
import ModQEventLog
import Synchronization

/// What a command says while it waits for another process that writes.
enum Waiting {
  private static let isSaid = Atomic<Bool>(false)

  /// As long as it takes a person to wonder.
  private static let sayingMilliseconds = 1_000

  /// Waits up to the limit, and says so once.
  static func patience(with path: String) -> Patience {
    Patience { goesOn(path, $0) }
  }

  /// Whether to wait on, after so long.
  static func goesOn(_ path: String, _ waitedMilliseconds: Int) -> Bool {
    if waitedMilliseconds >= sayingMilliseconds, !isSaid.exchange(true, ordering: .relaxed) {
      hearSignals()
      complain(
        "modq: waiting for another process that writes to \(visible(path)) "
          + "(at most \(Patience.limitMilliseconds / 1_000) s)")
    }
    return waitedMilliseconds < Patience.limitMilliseconds
  }

  /// A parent that blocks them must not make a long wait deaf.
  private static func hearSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
