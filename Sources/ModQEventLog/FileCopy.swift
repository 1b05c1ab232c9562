package import GRDB
import Glibc

/// A copy of a log into a new file: whole under its name, or not there.
///
/// It is written under another name beside it, as one reading transaction sees the log, whatever others write meanwhile
/// (`VACUUM INTO`, https://www.sqlite.org/lang_vacuum.html#vacuuminto), and gets its name once it was looked at.
package struct FileCopy {
  private let path: String
  /// Where it lies until it gets its name.
  package let draft: String

  /// Between the name that a draft is to have and the number of the process that writes it.
  private static let mark = "-draft-"

  /// Why no copy can be made at a place.
  package enum Obstacle: Error, Sendable, Equatable {
    /// A file is there, which stays as it is.
    case exists(path: String)
    /// A journal of a file that is not there any more would be taken for this one's.
    case leftover(path: String)
  }

  /// A copy to be made at `path`.
  package init(at path: String) throws(Obstacle) {
    self.path = path
    draft = "\(path)\(FileCopy.mark)\(getpid())"
    // A link that leads nowhere keeps its name too.
    guard FileKind(path: path) == .missing, !isLink(path) else { throw .exists(path: path) }
    for ending in ["-wal", "-journal", "-shm"] where FileKind(path: path + ending) != .missing {
      throw .leftover(path: path + ending)
    }
  }

  /// Writes all that `database` holds into the draft, readable by its owner alone, and waits until the disk has it.
  ///
  /// O(file). Call outside of any transaction.
  package func write(_ database: Database) throws(LogError) {
    discard()
    do throws(LogError) {
      try makePrivateFile(path: draft)
    } catch {
      // The name of the draft says nothing to whoever asked for another.
      if case .io(_, let why) = error { throw .io(path: path, why: why) }
      throw error
    }
    let query = try PreparedQuery(database, "VACUUM INTO ?")
    query.bind(1, draft.hasPrefix("/") ? draft : "./\(draft)")
    try query.run()
    let descriptor = open(draft, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .io(path: draft, why: systemError()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .io(path: draft, why: systemError()) }
  }

  /// Gives the draft its name, unless another file took that meanwhile, and waits until the disk has that too.
  package func keep() throws(LogError) {
    // A link, unlike a renaming, never takes the place of a file.
    guard link(draft, path) == 0 else { throw .io(path: path, why: systemError()) }
    try makeNameDurable(of: path)
    discard()
  }

  /// What SQLite may leave beside a draft when it is stopped.
  private static let companions = ["", "-journal", "-wal", "-shm"]

  /// The drafts in `folder` whose process has ended without naming or removing them, and what lies beside them, by name.
  static func leftDrafts(in folder: String) -> [String] {
    namesOfEntries(of: folder).filter { name in
      guard let found = name.ranges(of: mark).last else { return false }
      let end = name[found.upperBound...]
      let number = end.prefix { $0.isASCII && $0.isNumber }
      guard companions.contains(String(end.dropFirst(number.count))), let process = Int32(number), process > 0
      else { return false }
      return kill(process, 0) != 0 && errno == ESRCH
    }.sorted()
  }

  /// Removes the draft and what lies beside it.
  package func discard() {
    for companion in FileCopy.companions { unlink(draft + companion) }
  }
}
