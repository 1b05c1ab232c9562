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
  private var descriptor: Int32
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
    self.path = path
    descriptor = try WriterLock.openFile(path)
  }

  deinit { close(descriptor) }

  private static func openFile(_ path: String) throws(LogError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io(path: path, why: systemError()) }
    return descriptor
  }

  /// Takes the lock, waiting up to `timeoutMilliseconds` for its holder.
  ///
  /// Taking it twice is one hold more.
  func take(timeoutMilliseconds: Int) throws(LogError) {
    if depth == 0 {
      var left = timeoutMilliseconds
      while true {
        try wait(for: .turn, &left)
        defer { set(.turn, Int16(F_UNLCK)) }
        try wait(for: .lock, &left)
        // Somebody who tidied up removed the file: others make a new one, and a lock on the old one keeps nobody out.
        if FileIdentity(descriptor: descriptor) == FileIdentity(path: path) { break }
        set(.lock, Int16(F_UNLCK))
        let new = try WriterLock.openFile(path)
        close(descriptor)
        descriptor = new
      }
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

  /// Whether some process holds the lock whose file is at `path`.
  static func isHeld(path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = Byte.lock.rawValue
    request.l_len = 1
    return fcntl(descriptor, getOpenFileLock, &request) == 0 && request.l_type != Int16(F_UNLCK)
  }

  /// F_OFD_GETLK and F_OFD_SETLK of fcntl(2), which the C library's module does not show.
  private static let getOpenFileLock: Int32 = 36
  private static let setOpenFileLock: Int32 = 37
}
