import Glibc

/// The advisory lock beside the log that lets one process write or checkpoint at a time.
///
/// SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at the same moment
/// (https://www.sqlite.org/wal.html#walresetbug), so the lock is held around every write transaction and around the
/// checkpoint of the last connection's close.
///
/// It is two locks on bytes of one file (``ByteLock``). Who wants to write takes the turn first and keeps it until the
/// lock is had: a process that writes batch after batch cannot take the lock again before one that waits.
final class WriterLock {
  private var descriptor: Int32
  private let path: String
  private let log: String
  private var depth = 0

  /// The bytes that are locked.
  private enum Byte: off_t {
    case turn, lock
  }

  /// Opens the file beside `log`, and makes it if needed.
  ///
  /// The lock is not taken yet.
  init(beside log: String) throws(LogError) {
    self.log = log
    path = log + "-lock"
    descriptor = try openLockFile(path, beside: log)
  }

  deinit { close(descriptor) }

  /// Takes the lock, waiting for its holder as long as `patience` goes.
  ///
  /// Taking it twice is one hold more.
  func take(_ patience: Patience) throws(LogError) {
    if depth == 0 {
      var waited = 0
      while true {
        try wait(for: .turn, patience, &waited)
        defer { ByteLock.giveBack(Byte.turn.rawValue, of: descriptor) }
        try wait(for: .lock, patience, &waited)
        // Somebody who tidied up removed the file: others make a new one, and a lock on the old one keeps nobody out.
        if FileIdentity(descriptor: descriptor) == FileIdentity(path: path) { break }
        ByteLock.giveBack(Byte.lock.rawValue, of: descriptor)
        let new = try openLockFile(path, beside: log)
        close(descriptor)
        descriptor = new
      }
    }
    depth += 1
  }

  /// Whether somebody waits for the lock that is held here: they have the turn meanwhile.
  var isWaitedFor: Bool { ByteLock.isHeldByOthers(Byte.turn.rawValue, than: descriptor) ?? false }

  /// Gives one hold back, if there is one.
  func giveBack() {
    guard depth > 0 else { return }
    depth -= 1
    if depth == 0 { ByteLock.giveBack(Byte.lock.rawValue, of: descriptor) }
  }

  private func wait(
    for byte: Byte, _ patience: Patience, _ waitedMilliseconds: inout Int
  ) throws(LogError) {
    while !ByteLock.take(byte.rawValue, of: descriptor) {
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else {
        throw .io(path: path, why: systemError())
      }
      guard patience.wait(&waitedMilliseconds) else { throw .busy(path: path) }
    }
  }

  /// Whether some process holds the lock whose file is at `path`.
  static func isHeld(path: String) -> Bool {
    ByteLock.isHeld(Byte.lock.rawValue, path: path) ?? false
  }
}
