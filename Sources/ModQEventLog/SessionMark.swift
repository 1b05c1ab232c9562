import Glibc

/// Says for as long as it lives that a session is under way, so that others can tell one that was killed from one that
/// still has something in hand.
///
/// A lock on a byte of the file beside the log, in the place that the session's number names: no process identifier, which
/// the next process may have, and which says nothing in another container that shares the folder. The number of the file
/// is part of the name: if somebody removes it, nothing can be found out about those who have it open still.
package final class SessionMark {
  /// What ``isGone(_:beside:)`` is asked about.
  package let name: String
  private let descriptor: Int32

  private static let prefix = "session-"
  /// Beyond the bytes of ``WriterLock``; so many that two sessions draw the same one never.
  private static let numbers: ClosedRange<off_t> = 1 << 20...1 << 40

  /// Marks a new session at the log at `path`.
  package init(beside path: String) throws(LogError) {
    let file = path + "-lock"
    let opened = try openLockFile(file, beside: path)
    let number = off_t.random(in: SessionMark.numbers)
    guard ByteLock.take(number, of: opened) else {
      let why = systemError()
      close(opened)
      throw .io(path: file, why: why)
    }
    descriptor = opened
    name = "\(SessionMark.prefix)\(FileIdentity(descriptor: opened)?.number ?? 0)-\(number)"
  }

  deinit { close(descriptor) }

  /// Whether the session of this name at the log at `path` ended without saying so; false for what is no name of a session,
  /// and where that can't be found out.
  package static func isGone(_ name: String, beside path: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard name.hasPrefix(prefix), parts.count == 3, let file = UInt64(parts[1]), let number = off_t(parts[2]),
      numbers.contains(number), FileIdentity(path: path + "-lock")?.number == file
    else { return false }
    return ByteLock.isHeld(number, path: path + "-lock") == false
  }
}
