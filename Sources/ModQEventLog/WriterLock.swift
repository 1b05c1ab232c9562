import Glibc

/// The advisory lock beside the log that lets one process write or checkpoint at a time.
///
/// SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at the same moment
/// (https://www.sqlite.org/wal.html#walresetbug), so the lock is held around every write transaction and around the
/// checkpoint of the last connection's close.
///
/// It is two locks on bytes of one file (``ByteLock``). Who wants to write takes the turn first and keeps it until the
/// lock is had: a process that writes batch after batch cannot take the lock again before one that waits.
///
/// The file is empty while nobody has the lock, unless whoever had it last did not say that all was well.
final class WriterLock {
  private var descriptor: Int32
  private let path: String
  private let log: String
  private var depth = 0
  /// Whether the one before ended, or failed, in the middle of something: until ``noteMended()``.
  private(set) var isLeftOver = false

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
      do throws(LogError) {
        try mark()
      } catch {
        ByteLock.giveBack(Byte.lock.rawValue, of: descriptor)
        throw error
      }
    }
    depth += 1
  }

  /// Makes the file say that something is under way.
  ///
  /// It has a length then and no bytes, so that a full disk has room for it. Nothing makes that durable: what it is about lasts
  /// no longer than what the kernel has in memory.
  private func mark() throws(LogError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .io(path: path, why: systemError()) }
    isLeftOver = status.st_size > 0
    guard isLeftOver || ftruncate(descriptor, 1) == 0 else { throw .io(path: path, why: systemError()) }
  }

  /// What was left over is put right.
  func noteMended() { isLeftOver = false }

  /// Whether somebody waits for the lock that is held here: they have the turn meanwhile.
  var isWaitedFor: Bool { ByteLock.isHeldByOthers(Byte.turn.rawValue, than: descriptor) ?? false }

  /// Gives one hold back, if there is one.
  ///
  /// With `isUnsure` something failed of which nobody knows whether it is on the disk: the next one is told.
  func giveBack(isUnsure: Bool) {
    guard depth > 0 else { return }
    depth -= 1
    if isUnsure { isLeftOver = true }
    guard depth == 0 else { return }
    // What can't be taken back is mended once more, which does no harm.
    if !isLeftOver { _ = ftruncate(descriptor, 0) }
    ByteLock.giveBack(Byte.lock.rawValue, of: descriptor)
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
