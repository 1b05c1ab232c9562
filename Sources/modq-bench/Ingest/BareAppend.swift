import ArgumentParser
import GRDB
import ModQEvent
import ModQEventLog

/// `modq-bench bare-append`: what any log on SQLite has to do, and no more.
///
/// One prepared statement, one STRICT table with a unique id, `synchronous=FULL`, 1,000 rows a transaction.
struct BareAppend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bare-append",
    abstract: "Appends the lines of a file to a new SQLite file: the baseline of `ingest`.")

  @Argument(help: "A file of lines.")
  var file: String

  @Argument(help: "The SQLite file to make.")
  var database: String

  private static let transactionRows: Int64 = 1_000

  func run() throws {
    var reader = try LineReader(path: file)
    let queue = try DatabaseQueue(path: database)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          CREATE TABLE line (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
          """)
      let insert = try PreparedQuery(database, "INSERT INTO line (seq, id, body) VALUES (?,?,?)")
      var number: Int64 = 0
      while try reader.nextLine() {
        if number % Self.transactionRows == 0 { try database.beginTransaction(.immediate) }
        number += 1
        insert.bind(1, number)
        insert.bind(2, "id\(number)")
        insert.bind(3, blob: reader.withLine { span in span.withUnsafeBytes { Array($0) } })
        try insert.run()
        if number % Self.transactionRows == 0 { try database.commit() }
      }
      if database.isInsideTransaction { try database.commit() }
    }
    try queue.close()
  }
}
