import GRDB

/// A second connection to a log that this process writes, which sees what was committed last.
final class LogReader {
  private let path: String
  private let beginning, ending: PreparedQuery
  private var isInTransaction = false
  /// The last to go, behind its statements.
  private let queue: DatabaseQueue

  init(of file: LogFile) throws(LogError) {
    path = file.path
    do {
      queue = try file.secondConnection()
      (beginning, ending) = try queue.writeWithoutTransaction {
        (try PreparedQuery($0, "BEGIN"), try PreparedQuery($0, "COMMIT"))
      }
    } catch {
      throw LogError(error, path: path)
    }
  }

  /// Stays with the state that is read next, until ``end()``.
  func begin() throws(LogError) {
    guard !isInTransaction else { return }
    try beginning.run()
    isInTransaction = true
  }

  /// Lets go of it: as long as it is held, the write-ahead log can't begin anew.
  func end() {
    guard isInTransaction else { return }
    isInTransaction = false
    try? ending.run()
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
