import Foundation
import GRDB
import ModQEventLog

extension Trial {
  /// Makes the log of this folder one that nobody wrote to since version 1 of its schema.
  func makeSchemaOlder() throws {
    let old = try LogFile(version: 1)
    let triggers = try old.use { (database) throws(LogError) in
      do {
        return try String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      } catch {
        throw LogError(error, path: "")
      }
    }
    try old.close()
    let drops = Schema.guards.map { "DROP TRIGGER \($0);" }.joined()
    try sql(
      drops + triggers.map { $0 + ";" }.joined()
        + "DROP TABLE memo; PRAGMA user_version = 1")
  }
}
