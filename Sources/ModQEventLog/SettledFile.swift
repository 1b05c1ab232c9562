import Glibc

/// A log that stands where nothing may be written, as on a read-only medium, all of it in its one file.
///
/// To read a file in WAL mode SQLite makes others beside it. Told that it is `immutable`
/// (https://www.sqlite.org/uri.html) it does not, takes no locks, and sees no write-ahead log: right only where there is
/// none, and as long as nobody writes to the file.
struct SettledFile {
  /// As it was asked for, and where that leads to.
  private let name: String
  private let path: String
  private let stamp: Stamp

  /// How a file is found: another one, or the same after it was written to, is found otherwise.
  private struct Stamp: Equatable {
    var identity: FileIdentity
    var bytes: Int64
    var seconds: Int
    var nanoseconds: Int

    init?(path: String) {
      var status = stat()
      guard let identity = FileIdentity(path: path), stat(path, &status) == 0 else { return nil }
      self.identity = identity
      bytes = Int64(status.st_size)
      seconds = Int(status.st_mtim.tv_sec)
      nanoseconds = Int(status.st_mtim.tv_nsec)
    }
  }

  /// Nil where SQLite may write beside the log that `name` leads to, or has to look at the files that are there.
  init?(path name: String) {
    let path = standingPath(of: name)
    // First of all: what changes after that is seen at the end.
    guard SettledFile.isOutOfReach(path), let stamp = Stamp(path: path),
      fileBytes(path + "-wal") ?? 0 == 0, fileBytes(path + "-journal") == nil,
      // With one, somebody has the log open, and its index can be read as it is.
      fileBytes(path + "-shm") == nil
    else { return nil }
    self.name = name
    self.path = path
    self.stamp = stamp
  }

  /// Whether nothing can be made beside the file at `path`.
  static func isOutOfReach(_ path: String) -> Bool {
    // As the effective user: what access(2) says is of the real one.
    faccessat(AT_FDCWD, directory(of: path), W_OK, AT_EACCESS) != 0 && (errno == EROFS || errno == EACCES)
  }

  /// The name by which SQLite takes the file for immutable.
  var uri: String {
    var name = "file:"
    for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "/._-".utf8.contains(byte)
      name += isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte])
    }
    return name + "?immutable=1"
  }

  /// Requires that nobody wrote to the file since it was found: what was read could be of two states.
  func requireUnchanged() throws(LogError) {
    guard Stamp(path: path) == stamp else {
      throw .io(path: name, why: "it was written to while it was read, by somebody who may: run this again")
    }
  }
}
