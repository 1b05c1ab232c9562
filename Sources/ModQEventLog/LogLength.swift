import GRDB
import GRDBSQLite

/// The pages in the write-ahead log, as the commits of one connection leave them.
///
/// Takes the place of SQLite's own checkpoints (https://www.sqlite.org/c3ref/wal_hook.html), which ask nobody.
final class LogLength {
  private(set) var pages = 0

  /// Has to live as long as anything is committed on the connection.
  init(of database: Database) {
    let hook:
      @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
        length, _, _, pages in
        // Unsafe: a C callback can carry no more.
        if let length { Unmanaged<LogLength>.fromOpaque(length).takeUnretainedValue().pages = Int(pages) }
        return SQLITE_OK
      }
    sqlite3_wal_hook(database.sqliteConnection, hook, Unmanaged.passUnretained(self).toOpaque())
  }
}
