import Glibc

/// The words of the C library for `errno`.
package func systemError(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}

/// How many bytes an unprivileged process may still write on the file system of `path`; nil if it does not say.
package func freeBytes(beside path: String) -> Int64? {
  var answer = statvfs()
  guard statvfs(directory(of: standingPath(of: path)), &answer) == 0 else { return nil }
  return Int64(answer.f_bavail) * Int64(answer.f_frsize)
}

/// The size of the file at `path` in bytes; nil if there is none.
package func fileBytes(_ path: String) -> Int64? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  return Int64(status.st_size)
}

/// The folder that `path` names an entry of.
package func directory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Where the file that `path` names stands: where it leads to if it is a link itself, else `path`.
///
/// SQLite has the files beside a database there, and so must whoever looks at them or adds one.
func standingPath(of path: String) -> String {
  isLink(path) ? realPath(of: path) ?? path : path
}

/// Whether `path` itself is a link, whatever its folders are.
func isLink(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

/// Where `path` leads by way of links, as realpath(3) says; nil if nothing is there.
func realPath(of path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(cString: found)
}

/// The names in a folder, in no order; none if it can't be read.
func namesOfEntries(of folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    // Unsafe: the name is a C string inside of the entry.
    names.append(
      withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }
  return names
}

/// What kind of thing stands at `path`, links followed.
package enum FileKind: Sendable {
  case missing, file, directory, other

  package init(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .missing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .directory
    default: self = .other
    }
  }
}

/// Whether a folder on the way to `path` may not be looked into, so that nothing is known of what is there.
func mayNotBeReached(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) != 0 && errno == EACCES
}

/// Opens the file of locks beside the log at `log`, and makes it if needed, with a byte of which ``WriterLock`` knows that
/// nothing is known of what came before.
///
/// What root makes belongs to whom the log belongs, as SQLite does with its own files: else they could not write any more.
func openLockFile(_ path: String, beside log: String) throws(LogError) -> Int32 {
  // No link is followed: whoever has the folder could have root make or give away a file elsewhere.
  let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
  if made >= 0 {
    var owner = stat()
    if geteuid() == 0, stat(log, &owner) == 0 { _ = fchown(made, owner.st_uid, owner.st_gid) }
    guard ftruncate(made, 1) == 0 else {
      let why = systemError()
      close(made)
      throw .io(path: path, why: why)
    }
    return made
  }
  guard errno == EEXIST else { throw .io(path: path, why: systemError()) }
  let existing = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
  guard existing >= 0 else { throw .io(path: path, why: systemError()) }
  return existing
}

/// Writes the file at `path` over itself, byte for byte, and makes it durable; without one it does nothing.
///
/// Linear in the file. Not for a file that this process holds locks on: closing any descriptor gives them back
/// (fcntl(2)).
func rewriteFile(path: String) throws(LogError) {
  let descriptor = open(path, O_RDWR | O_CLOEXEC)
  guard descriptor >= 0 else {
    if errno == ENOENT { return }
    throw .io(path: path, why: systemError())
  }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 1 << 18)
  var offset = 0
  while true {
    // Unsafe: pread(2) and pwrite(2) get the buffer with its own length, or less.
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw .io(path: path, why: systemError()) }
    if count == 0 { break }
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, count, off_t(offset)) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { throw .io(path: path, why: systemError()) }
    offset += written
  }
  guard offset == 0 || fsync(descriptor) == 0 else { throw .io(path: path, why: systemError()) }
}

/// Which file stands at a path, links followed: the same until another one takes its place.
struct FileIdentity: Equatable {
  private let device: UInt64
  let number: UInt64

  /// Nil if nothing is there.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }

  /// Of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }
}

/// Makes an empty file that only its owner can read, and makes its name durable.
///
/// A file that is there stays as it is. Where the name can't be made durable no file is left, so that a later run makes
/// it anew: a second sync would say that all is well.
func makePrivateFile(path: String) throws(LogError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    if errno == EEXIST { return }
    throw errno == ENOSPC
      ? .full(path: path, freeBytes: freeBytes(beside: path)) : .io(path: path, why: systemError())
  }
  close(descriptor)
  try makeNameDurable(of: path)
}

/// Waits until the disk has the name of the file at `path`; where it can't, the file is removed.
func makeNameDurable(of path: String) throws(LogError) {
  let folder = open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  defer { if folder >= 0 { close(folder) } }
  // A file system that syncs no folders says so with EINVAL (fsync(2)).
  guard folder >= 0, fsync(folder) == 0 || errno == EINVAL else {
    let why =
      folder < 0 && errno == EACCES
      ? "its folder may not be read, which it takes to sync its name (`chmod u+r` the folder)"
      : "the disk may not have its name: \(systemError())"
    unlink(path)
    throw .io(path: path, why: why)
  }
}
