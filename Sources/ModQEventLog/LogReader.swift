import GRDB

/// A second connection to a log that this process writes, which sees what was committed last.
final class LogReader {
  private let path: String
  private let beginning, first, ending: PreparedQuery
  private var isInTransaction = false
  /// Tells who moves the write-ahead log what is seen here.
  let snapshot = Snapshot()
  /// The last to go, behind its statements.
  private let queue: DatabaseQueue

  init(of file: LogFile) throws(LogError) {
    path = file.path
    do {
      queue = try file.secondConnection()
      (beginning, first, ending) = try queue.writeWithoutTransaction {
        (
          try PreparedQuery($0, "BEGIN"), try PreparedQuery($0, "SELECT 1 FROM sqlite_schema LIMIT 1"),
          try PreparedQuery($0, "COMMIT")
        )
      }
    } catch {
      throw LogError(error, path: path)
    }
  }

  /// Stays with the state that is the newest now, until ``end()``, or until the next call if a newer one was asked for.
  func begin() throws(LogError) {
    if isInTransaction {
      guard snapshot.isAsked else { return }
      try ending.run()
      isInTransaction = false
    }
    try beginning.run()
    isInTransaction = true
    // A transaction begins with what it reads first.
    _ = try first.step()
    first.reset()
    snapshot.note(isHeld: true)
  }

  /// Lets go of it: as long as it is held, the write-ahead log can't begin anew.
  func end() {
    guard isInTransaction else { return }
    isInTransaction = false
    try? ending.run()
    snapshot.note(isHeld: false)
  }

  /// Compiles `sql`.
  func query(_ sql: String) throws(LogError) -> PreparedQuery {
    do {
      return try queue.writeWithoutTransaction { try PreparedQuery($0, sql) }
    } catch {
      throw LogError(error, path: path)
    }
  }
}
