import Glibc

/// The first bytes of an SQLite file, read without SQLite: that would lock a file that is not ours, move its
/// write-ahead log into it, and leave files beside it.
///
/// Offsets are those of https://www.sqlite.org/fileformat.html#the_database_header.
struct FileHeader {
  private let bytes: [UInt8]

  private static let byteCount = 100
  private static let journalMagic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
  private static let magic = Array("SQLite format 3\u{0}".utf8)

  /// Reads the header of the file at `path`.
  ///
  /// Closing any descriptor of a file gives back all locks that the process holds on it (fcntl(2)): call this
  /// before SQLite opens the file.
  init(path: String) throws(LogError) {
    bytes = try FileHeader.start(of: path)
  }

  private static func start(of path: String) throws(LogError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .io(path: path, why: systemError()) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: FileHeader.byteCount)
    // Unsafe: read(2) writes into the buffer, which is as long as it is told.
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count >= 0 else { throw .io(path: path, why: systemError()) }
    return Array(bytes.prefix(count))
  }

  /// Whether the file was empty before a transaction that never ended, of which parts are on the disk: its journal says so
  /// (https://www.sqlite.org/fileformat.html#the_rollback_journal), and SQLite empties the file again.
  ///
  /// A power cut in the first moments of a log leaves it so.
  func wasNeverMade(path: String) throws(LogError) -> Bool {
    let journalPath = standingPath(of: path) + "-journal"
    guard !bytes.isEmpty, !bytes.starts(with: FileHeader.magic), FileKind(path: journalPath) == .file
    else { return false }
    let journal = try FileHeader.start(of: journalPath)
    let pagesBefore = journal.dropFirst(16).prefix(4)
    return journal.starts(with: FileHeader.journalMagic) && pagesBefore.elementsEqual([0, 0, 0, 0])
  }

  /// Refuses what can't be a modq log that this program knows.
  ///
  /// What is newer than the header stands in the write-ahead log, so that a log may look as if it had no tables yet; but
  /// tables and our number come in one transaction, and versions only rise.
  func requireLog(path: String) throws(LogError) {
    if bytes.isEmpty { return }
    guard bytes.count == FileHeader.byteCount, bytes.starts(with: FileHeader.magic) else {
      throw .notALog(path: path, why: "it is no SQLite file")
    }
    let (cookie, version, application) = (number(at: 40), number(at: 60), number(at: 68))
    guard application == UInt32(Schema.applicationID) || application == 0 && cookie == 0 else {
      throw .notALog(path: path, why: "its application_id is \(application), which is another program's")
    }
    guard version <= Schema.version else {
      throw .newerSchema(path: path, found: Int(version), known: Schema.version)
    }
  }

  private func number(at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
