import GRDB
import GRDBSQLite

/// Ends a group of changes and begins the next, on the thread that makes them; between the two a write-ahead log that
/// became long is moved into the database.
///
/// A checkpoint that asks nobody would never be whole: with each commit the reader beside still holds the state before it, so
/// that the write-ahead log could not begin anew, and would be moved a little with every commit.
final class Turnover {
  private let connection: Database
  private let committing, beginning: PreparedQuery
  private let snapshot: Snapshot
  private let length: LogLength
  /// Where it would be moved next.
  private var nextMove: Int

  /// Pages in the write-ahead log from which on it is moved; what readers of other processes keep in it is tried again after as
  /// many more.
  private let mostPages: Int

  init(
    of connection: Database, _ length: LogLength, _ snapshot: Snapshot, movingFrom mostPages: Int
  ) throws(LogError) {
    self.connection = connection
    self.length = length
    self.snapshot = snapshot
    self.mostPages = mostPages
    nextMove = mostPages
    committing = try PreparedQuery(connection, "COMMIT")
    beginning = try PreparedQuery(connection, "BEGIN IMMEDIATE")
  }

  func commit() throws(LogError) { while try committing.step() {} }

  func begin() throws(LogError) {
    if length.pages < mostPages { nextMove = mostPages }
    if length.pages >= nextMove {
      nextMove = length.pages + mostPages
      moveLog()
    }
    while try beginning.step() {}
  }

  /// Moves it, unless the reader beside is not heard of.
  ///
  /// What fails is left to the next checkpoint, as SQLite leaves it after a commit: all is durable where it stands.
  private func moveLog() {
    // The state that the reader sees is the newest from then on, so that nothing has to stay.
    guard snapshot.isRenewed() else { return }
    var (pages, moved): (Int32, Int32) = (0, 0)
    let code = sqlite3_wal_checkpoint_v2(
      connection.sqliteConnection, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &moved)
    // And then it reads nothing from the write-ahead log, which the next change begins anew
    // (https://www.sqlite.org/fileformat2.html#reader_algorithm).
    if code == SQLITE_OK, pages == moved { _ = snapshot.isRenewed() }
  }
}
