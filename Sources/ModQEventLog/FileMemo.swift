package import GRDB
package import ModQEvent

/// Something remembered of the file itself, which is no part of the log and folded from nothing.
package struct FileMemo: Sendable, Equatable {
  /// The entry that it is about.
  package var seq: Int64
  /// When it was written, by the clock.
  package var at: Timestamp
  package var value: String

  package init(seq: Int64, at: Timestamp, value: String) {
    self.seq = seq
    self.at = at
    self.value = value
  }

  /// What memos there are.
  package enum Name: String, Sendable {
    /// Bytes that were erased may still be in the file: ``value`` says which step comes next.
    case erasure
    /// The last signed note: ``value`` is the name of its key.
    case checkpoint
    /// Private parts were let go: ``value`` is the time, as RFC 3339 has it, before which none is left.
    case retention
  }

  /// The memo with this name; nil if there is none, or the file is older than memos.
  package static func read(_ name: Name, in database: Database) throws(LogError) -> FileMemo? {
    let table = try PreparedQuery(database, "SELECT 1 FROM main.sqlite_schema WHERE name = 'memo'")
    defer { table.reset() }
    guard try table.step() else { return nil }
    let query = try PreparedQuery(database, "SELECT seq, at, value FROM memo WHERE name = ?")
    query.bind(1, name.rawValue)
    defer { query.reset() }
    guard try query.step() else { return nil }
    return FileMemo(seq: query.int(0), at: Timestamp(milliseconds: query.int(1)), value: query.string(2))
  }

  /// Writes it in the place of the one before.
  ///
  /// Call in a write transaction.
  package func write(_ name: Name, in database: Database) throws(LogError) {
    let query = try PreparedQuery(
      database, "INSERT OR REPLACE INTO memo (name, seq, at, value) VALUES (?, ?, ?, ?)")
    query.bind(1, name.rawValue)
    query.bind(2, seq)
    query.bind(3, at.milliseconds)
    query.bind(4, value)
    try query.run()
  }

  /// Removes the memo with this name.
  ///
  /// Call in a write transaction.
  package static func remove(_ name: Name, in database: Database) throws(LogError) {
    let query = try PreparedQuery(database, "DELETE FROM memo WHERE name = ?")
    query.bind(1, name.rawValue)
    try query.run()
  }
}
