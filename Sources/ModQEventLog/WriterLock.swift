import Glibc

/// The advisory lock beside the log that lets one process write or checkpoint at a time.
///
/// SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at the same moment
/// (https://www.sqlite.org/wal.html#walresetbug), so the lock is held around every write transaction and around the
/// checkpoint of the last connection's close.
///
/// It is two open file description locks (fcntl(2)) on bytes of one file; the kernel gives them back when their holder
/// dies. Who wants to write takes the turn first and keeps it until the lock is had: a process that writes batch after
/// batch cannot take the lock again before one that waits.
final class WriterLock {
  private let descriptor: Int32
  private let path: String
  private var depth = 0

  /// The bytes that are locked.
  private enum Byte: off_t {
    case turn, lock
  }

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
      var left = timeoutMilliseconds
      try wait(for: .turn, &left)
      defer { set(.turn, Int16(F_UNLCK)) }
      try wait(for: .lock, &left)
    }
    depth += 1
  }

  /// Gives one hold back, if there is one.
  func giveBack() {
    guard depth > 0 else { return }
    depth -= 1
    if depth == 0 { set(.lock, Int16(F_UNLCK)) }
  }

  private func wait(for byte: Byte, _ left: inout Int) throws(LogError) {
    while !set(byte, Int16(F_WRLCK)) {
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else {
        throw .io(path: path, why: systemError())
      }
      guard left > 0 else { throw .busy(path: path) }
      usleep(1_000)
      left -= 1
    }
  }

  @discardableResult
  private func set(_ byte: Byte, _ type: Int16) -> Bool {
    var request = flock()
    request.l_type = type
    request.l_whence = Int16(SEEK_SET)
    request.l_start = byte.rawValue
    request.l_len = 1
    return fcntl(descriptor, WriterLock.setOpenFileLock, &request) == 0
  }

  /// F_OFD_SETLK of fcntl(2), which the C library's module does not show.
  private static let setOpenFileLock: Int32 = 37
}
