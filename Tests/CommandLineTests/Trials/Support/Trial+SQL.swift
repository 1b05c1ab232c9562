import Foundation
import GRDB

extension Trial {
  /// Does to the log of this folder what whoever has the file can do.
  func sql(_ statements: String) throws {
    let queue = try DatabaseQueue(path: file("modq.db").path)
    try queue.writeWithoutTransaction { try $0.execute(sql: statements) }
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
