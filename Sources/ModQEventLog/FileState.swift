package import GRDB
import Glibc

/// What a log's file is like, as far as a look at it tells: nothing is changed, and what its entries say is left aside.
package struct FileState: Sendable {
  package var path: String
  package var bytes: Int64
  package var logBytes: Int64
  /// The permission bits.
  package var mode: UInt32
  /// Files beside it that hold what it holds, and that others can read.
  package var exposed: [String]
  /// What may still be written on its file system.
  package var freeBytes: Int64?
  package var sqliteVersion: String
  package var schemaVersion: Int
  package var journalMode: String
  package var pageBytes: Int64
  /// Pages that hold nothing.
  package var freePages: Int64
  package var alteredGuards: [String]
  /// The bytes of each table with its indexes, the largest first; nil where this SQLite can't tell.
  package var tables: [(name: String, bytes: Int64)]?
  /// Whether somebody writes at this moment.
  package var isLocked: Bool
  /// Copies in its folder that a backup or a restoration did not come to name: whoever made them has ended.
  package var drafts: [String]
  /// The processes that have it open, as far as we may see them, without this one.
  package var processes: [Int32]

  /// Looks at the file of `database`.
  ///
  /// Linear in the file, whose pages are counted.
  package init(_ database: Database, path: String) throws(LogError) {
    func value(_ sql: String) throws(LogError) -> (text: String, number: Int64) {
      let query = try PreparedQuery(database, sql)
      defer { query.reset() }
      return try query.step() ? (query.string(0), query.int(0)) : ("", 0)
    }
    self.path = path
    let place = standingPath(of: path)
    bytes = fileBytes(path) ?? 0
    logBytes = fileBytes(place + "-wal") ?? 0
    var status = stat()
    mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    exposed = ["-wal", "-shm"].map { place + $0 }.filter {
      stat($0, &status) == 0 && status.st_mode & 0o077 != 0
    }
    freeBytes = ModQEventLog.freeBytes(beside: place)
    sqliteVersion = try value("SELECT sqlite_version()").text
    schemaVersion = Int(try value("PRAGMA user_version").number)
    journalMode = try value("PRAGMA journal_mode").text
    pageBytes = try value("PRAGMA page_size").number
    freePages = try value("PRAGMA freelist_count").number
    alteredGuards = try EventLog.alteredGuards(in: database)
    tables = try? FileState.tables(of: database)
    drafts = FileCopy.leftDrafts(in: directory(of: place))
    isLocked = WriterLock.isHeld(path: place + "-lock")
    processes = FileState.processes(with: path)
  }

  /// By the virtual table that counts pages (https://www.sqlite.org/dbstat.html), where SQLite was built with it.
  private static func tables(of database: Database) throws(LogError) -> [(name: String, bytes: Int64)] {
    let query = try PreparedQuery(
      database,
      """
      SELECT coalesce(s.tbl_name, d.name) AS name, sum(d.pgsize) FROM dbstat AS d
      LEFT JOIN main.sqlite_schema AS s ON s.name = d.name WHERE d.aggregate = TRUE
      GROUP BY 1 ORDER BY 2 DESC, 1
      """)
    var tables: [(name: String, bytes: Int64)] = []
    while try query.step() { tables.append((query.string(0), query.int(1))) }
    return tables
  }

  /// The processes with an open descriptor of the file (proc(5)).
  private static func processes(with path: String) -> [Int32] {
    guard let name = realPath(of: path) else { return [] }
    var found: [Int32] = []
    for process in namesOfEntries(of: "/proc").compactMap({ Int32($0) }) where process != getpid() {
      let folder = "/proc/\(process)/fd"
      if namesOfEntries(of: folder).contains(where: { target(of: "\(folder)/\($0)") == name }) {
        found.append(process)
      }
    }
    return found.sorted()
  }

  private static func target(of link: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &bytes, bytes.count)
    return count > 0
      ? String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
