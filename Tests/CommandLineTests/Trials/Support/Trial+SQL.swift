import Foundation
import GRDB

extension Trial {
  /// Does to the log of this folder what whoever has the file can do.
  func sql(_ statements: String) throws {
    let queue = try DatabaseQueue(path: file("modq.db").path)
    try queue.writeWithoutTransaction { try $0.execute(sql: statements) }
    try queue.close()
  }

  /// Runs `body` while somebody reads the log as it is now and comes to no end.
  func withReader(_ body: () throws -> Void) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: file("modq.db").path, configuration: configuration)
    try queue.inDatabase { database in
      try database.execute(sql: "BEGIN")
      _ = try Row.fetchOne(database, sql: "SELECT * FROM event")
    }
    try body()
    try queue.inDatabase { try $0.execute(sql: "COMMIT") }
    try queue.close()
  }

  /// The rows of a query on the log of this folder, as text.
  func rows(_ query: String) throws -> [[String]] {
    let queue = try DatabaseQueue(path: file("modq.db").path)
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(database, sql: query).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "" }
      }
    }
  }
}
