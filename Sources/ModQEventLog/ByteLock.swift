import Glibc

/// Locks on single bytes of a file: open file description locks (fcntl(2)), which the kernel gives back when their
/// holder ends in whatever way.
enum ByteLock {
  /// Takes the lock on a byte; false, with the reason in `errno`, if that can't be done now.
  static func take(_ byte: off_t, of descriptor: Int32) -> Bool {
    var request = request(byte, F_WRLCK)
    return fcntl(descriptor, setOpenFileLock, &request) == 0
  }

  static func giveBack(_ byte: off_t, of descriptor: Int32) {
    var request = request(byte, F_UNLCK)
    _ = fcntl(descriptor, setOpenFileLock, &request)
  }

  /// Whether anybody has the lock on a byte of the file at `path`; nil where that can't be asked.
  static func isHeld(_ byte: off_t, path: String) -> Bool? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return isHeldByOthers(byte, than: descriptor)
  }

  /// Whether anybody else has the lock on a byte; nil where that can't be asked.
  static func isHeldByOthers(_ byte: off_t, than descriptor: Int32) -> Bool? {
    var request = request(byte, F_WRLCK)
    guard fcntl(descriptor, getOpenFileLock, &request) == 0 else { return nil }
    return request.l_type != Int16(F_UNLCK)
  }

  private static func request(_ byte: off_t, _ type: Int32) -> flock {
    var request = flock()
    request.l_type = Int16(type)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = byte
    request.l_len = 1
    return request
  }

  /// F_OFD_GETLK and F_OFD_SETLK of fcntl(2), which the C library's module does not show.
  private static let getOpenFileLock: Int32 = 36
  private static let setOpenFileLock: Int32 = 37
}
