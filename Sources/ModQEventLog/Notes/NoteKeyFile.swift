import Glibc

/// The file of a key that notes are signed with: one line, readable by its owner alone.
package enum NoteKeyFile {
  /// Why a file is no key that may be used.
  package enum Fault: Error, Sendable, Equatable {
    case unreadable(why: String)
    /// A new one could not be written.
    case unwritable(why: String)
    case notAKey
    /// Others may read it: the octal mode.
    case open(mode: UInt32)
    /// It lies with the log: whoever can change the one could use the other.
    case besideTheLog
  }

  /// Longer files are no keys.
  private static let byteLimit = 4096

  /// The key in the file at `path`; nil if there is no file.
  package static func read(_ path: String) throws(Fault) -> NoteSigner? {
    // A named pipe that nobody writes to is not waited for.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .unreadable(why: systemError())
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(why: systemError()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAKey }
    guard status.st_mode & 0o077 == 0 else { throw .open(mode: status.st_mode & 0o777) }
    guard let signer = NoteSigner(try firstLine(of: descriptor)) else { throw .notAKey }
    return signer
  }

  /// The public key in the file at `path`, which may be a signing key's too.
  package static func readVerifier(_ path: String) throws(Fault) -> NoteVerifier {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(why: systemError()) }
    defer { close(descriptor) }
    let line = try firstLine(of: descriptor)
    guard let verifier = NoteVerifier(line) ?? NoteSigner(line)?.verifier else { throw .notAKey }
    return verifier
  }

  /// Makes a key in a new file at `path`, which must not lie in the folder of `log` or below it, nor in that of the file
  /// that `log` is a link to.
  package static func make(_ path: String, named name: String, awayFrom log: String) throws(Fault)
    -> NoteSigner
  {
    if let own = realPath(of: directory(of: path)) {
      for log in [log, realPath(of: log) ?? log] {
        guard let other = realPath(of: directory(of: log)) else { continue }
        if own == other || own.hasPrefix(other == "/" ? "/" : "\(other)/") { throw .besideTheLog }
      }
    }
    let signer = NoteSigner(newNamed: name)
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(why: systemError()) }
    defer { close(descriptor) }
    let line = Array("\(signer.text)\n".utf8)
    guard write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
      let why = systemError()
      unlink(path)
      throw .unwritable(why: why)
    }
    return signer
  }

  private static func firstLine(of descriptor: Int32) throws(Fault) -> String {
    var bytes = [UInt8](repeating: 0, count: byteLimit)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .unreadable(why: systemError()) }
    return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
