import Glibc

/// The advisory lock beside the log that lets one process write or checkpoint at a time.
///
/// SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at the same moment
/// (https://www.sqlite.org/wal.html#walresetbug), so the lock is held around every write transaction and around the
/// checkpoint of the last connection's close. It is `flock(2)`: the kernel gives it back when its holder dies.
final class WriterLock {
  private let descriptor: Int32
  private let path: String
  private var depth = 0

  /// Opens `path`, and makes the file if needed.
  ///
  /// The lock is not taken yet.
  init(path: String) throws(LogError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    self.path = path
    guard descriptor >= 0 else { throw .io(path: path, why: systemError()) }
  }

  deinit { close(descriptor) }

  /// Takes the lock, waiting up to `timeoutMilliseconds` for its holder.
  ///
  /// Taking it twice is one hold more.
  func take(timeoutMilliseconds: Int) throws(LogError) {
    if depth == 0 {
      var waited = 0
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR else { throw .io(path: path, why: systemError()) }
        guard waited < timeoutMilliseconds else { throw .busy(path: path) }
        usleep(1_000)
        waited += 1
      }
    }
    depth += 1
  }

  /// Gives one hold back, if there is one.
  func giveBack() {
    guard depth > 0 else { return }
    depth -= 1
    if depth == 0 { flock(descriptor, LOCK_UN) }
  }
}
