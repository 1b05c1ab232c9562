package import GRDB

/// Getting bytes that no row holds any more out of the file: deleted rows stay in free pages and in gaps of others, and
/// pages as they were in the write-ahead log, until something overwrites them.
///
/// `secure_delete` is not enough: what b-trees move between pages while they are balanced leaves copies behind
/// (https://www.sqlite.org/pragma.html#pragma_secure_delete speaks of deleted content alone).
extension LogFile {
  /// Writes the whole database anew, without free pages and gaps (https://www.sqlite.org/lang_vacuum.html).
  ///
  /// O(file), with as much free space as two copies take; other writers wait. Call outside of any transaction.
  package func vacuum(_ database: Database) throws(LogError) {
    try holdingLock { () throws(LogError) in try PreparedQuery(database, "VACUUM").run() }
  }

  /// Moves the write-ahead log into the database and empties it; false if readers of an older state did not end within
  /// `patienceMilliseconds`.
  ///
  /// Call outside of any transaction.
  package func emptyWriteAheadLog(
    _ database: Database, patienceMilliseconds: Int
  ) throws(LogError) -> Bool {
    try holdingLock { () throws(LogError) in
      try checkpoint(database, "TRUNCATE", patienceMilliseconds: patienceMilliseconds)
    }
  }
}
