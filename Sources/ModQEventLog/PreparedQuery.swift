package import GRDB
import GRDBSQLite

/// An SQL statement that is compiled once and run often: bound and read by position, without copies in between.
///
/// GRDB compiles and owns the statement; binding and stepping call SQLite themselves, because the engine runs several
/// of these for every event.
package final class PreparedQuery {
  private let statement: Statement
  private let behind: WriteBehind?
  /// It writes.
  private let isChange: Bool
  /// What was bound of a change that is made behind.
  private var arguments: [Argument] = []
  private var twin: PreparedQuery?
  /// Why a value could not be bound, which is told when the statement is run: it would run with NULL in its place.
  private var bindFailure = SQLITE_OK

  /// Compiles `sql`, which may have `?` parameters.
  ///
  /// A change is made `behind` where that is running.
  package init(_ database: Database, _ sql: String, behind: WriteBehind? = nil) throws(LogError) {
    self.behind = behind
    do {
      statement = try database.makeStatement(sql: sql)
    } catch {
      throw LogError(error, path: fileName(of: database.sqliteConnection))
    }
    isChange = sqlite3_stmt_readonly(statement.sqliteStatement) == 0
  }

  var sql: String { statement.sql }

  private var handle: SQLiteStatement {
    behind?.claim()
    return statement.sqliteStatement
  }

  // MARK: Parameters, counted from 1

  /// A value with the number of its parameter.
  struct Argument {
    var index: Int32
    var value: Value

    enum Value {
      case null
      case int(Int64)
      case double(Double)
      case string(String)
      /// UTF-8.
      case text([UInt8])
      case blob([UInt8])
    }
  }

  package func bind(_ index: Int32, _ value: Int64?) { bind(index, value.map(Argument.Value.int)) }

  package func bind(_ index: Int32, _ value: Double?) { bind(index, value.map(Argument.Value.double)) }

  package func bind(_ index: Int32, _ value: String?) { bind(index, value.map(Argument.Value.string)) }

  /// Binds UTF-8 bytes as text.
  package func bind(_ index: Int32, text value: [UInt8]?) { bind(index, value.map(Argument.Value.text)) }

  package func bind(_ index: Int32, blob value: [UInt8]?) { bind(index, value.map(Argument.Value.blob)) }

  @inline(__always)
  private func bind(_ index: Int32, _ value: Argument.Value?) {
    let value = value ?? .null
    if isDeferred {
      arguments.append(Argument(index: index, value: value))
    } else {
      note(Self.bind(index, value, to: handle))
    }
  }

  /// Returns SQLite's result where bytes are copied.
  ///
  /// Numbers can't fail, but where a query leaves out their parameter: then they are bound in vain.
  @inline(__always)
  private static func bind(_ index: Int32, _ value: Argument.Value, to handle: SQLiteStatement) -> Int32 {
    switch value {
    case .null:
      sqlite3_bind_null(handle, index)
      return SQLITE_OK
    case .int(let number):
      sqlite3_bind_int64(handle, index, number)
      return SQLITE_OK
    case .double(let number):
      sqlite3_bind_double(handle, index, number)
      return SQLITE_OK
    case .string(var string):
      return string.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // SQLite takes a null pointer for NULL, and an empty buffer has no address.
          characters.isEmpty
            ? sqlite3_bind_text(handle, index, "", 0, nil)
            : sqlite3_bind_text(handle, index, characters.baseAddress, Int32(characters.count), copied)
        }
      }
    case .text(let text):
      return text.withUnsafeBytes { bytes in
        bytes.isEmpty
          ? sqlite3_bind_text(handle, index, "", 0, nil)
          : sqlite3_bind_text(
            handle, index, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), copied)
      }
    case .blob(let blob):
      return blob.withUnsafeBytes { bytes in
        bytes.isEmpty
          ? sqlite3_bind_zeroblob(handle, index, 0)
          : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), copied)
      }
    }
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK { bindFailure = code }
  }

  // MARK: Behind, and aside

  /// Whether it is made behind when it is run.
  private var isDeferred: Bool { isChange && behind?.isRunning ?? false }

  /// The same statement on a connection that sees what was committed last, where changes are on their way; without those,
  /// itself.
  ///
  /// For who reads what nothing that is in flight can touch.
  package var aside: PreparedQuery {
    get throws(LogError) {
      guard let behind, !behind.isSettled else { return self }
      try behind.read()
      if let twin { return twin }
      twin = try behind.twin(of: self)
      return twin ?? self
    }
  }

  func forgetTwin() { twin = nil }

  /// Runs a change with these arguments.
  func make(_ arguments: ArraySlice<Argument>) throws(LogError) {
    let handle = statement.sqliteStatement
    for argument in arguments { note(Self.bind(argument.index, argument.value, to: handle)) }
    while try step(handle) {}
  }

  // MARK: Running

  /// Goes to the next row; false when there is none, and then the statement is ready to be bound and run again.
  package func step() throws(LogError) -> Bool {
    let handle = handle
    try behind?.requireMade()
    return try step(handle)
  }

  private func step(_ handle: SQLiteStatement) throws(LogError) -> Bool {
    guard bindFailure == SQLITE_OK else {
      defer { bindFailure = SQLITE_OK }
      throw LogError(
        code: bindFailure, message: sqlite3_errstr(bindFailure).map { String(cString: $0) } ?? "SQLite error",
        path: fileName(of: sqlite3_db_handle(handle)))
    }
    switch sqlite3_step(handle) {
    case SQLITE_ROW:
      return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      let connection = sqlite3_db_handle(handle)
      let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "SQLite error"
      sqlite3_reset(handle)
      throw LogError(code: code, message: message, path: fileName(of: connection))
    }
  }

  /// Runs a statement that gives no rows.
  package func run() throws(LogError) {
    if isDeferred, let behind {
      defer { arguments.removeAll(keepingCapacity: true) }
      return try behind.add(self, arguments)
    }
    while try step() {}
  }

  /// How many rows the statement of this connection that ran last inserted, changed or deleted.
  package var changedRows: Int { Int(sqlite3_changes(sqlite3_db_handle(handle))) }

  /// Leaves the rows that are left unread.
  package func reset() {
    sqlite3_reset(handle)
  }

  // MARK: Columns of the row, counted from 0

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  package func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  package func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

  package func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  /// The bytes of a blob or of a text; nil for NULL.
  package func bytes(_ column: Int32) -> [UInt8]? {
    guard !isNull(column) else { return nil }
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  package func optionalString(_ column: Int32) -> String? {
    guard !isNull(column) else { return nil }
    // Asked for as a blob: for text SQLite allocates a byte more for a NUL, and gives a null pointer where it can't.
    guard let start = sqlite3_column_blob(handle, column) else { return "" }
    return String(
      decoding: UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))),
      as: UTF8.self)
  }

  package func string(_ column: Int32) -> String { optionalString(column) ?? "" }

  package var columnCount: Int32 { sqlite3_column_count(handle) }

  package func isDouble(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_FLOAT }

  /// Appends a column's storage class and value: numbers as eight bytes, big-endian, text and blobs after their length.
  package func append(_ column: Int32, to bytes: inout [UInt8]) {
    func append(_ number: UInt64) {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    let storageClass = sqlite3_column_type(handle, column)
    bytes.append(UInt8(truncatingIfNeeded: storageClass))
    switch storageClass {
    case SQLITE_NULL: break
    case SQLITE_INTEGER: append(UInt64(bitPattern: int(column)))
    case SQLITE_FLOAT: append(double(column).bitPattern)
    default:
      let start = sqlite3_column_blob(handle, column)
      let count = Int(sqlite3_column_bytes(handle, column))
      append(UInt64(count))
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
  }
}

extension Database {
  /// The path of the file; empty for a database in memory.
  package var path: String { fileName(of: sqliteConnection) }
}

/// The path of the main database of a connection; empty for one in memory.
private func fileName(of connection: SQLiteConnection?) -> String {
  sqlite3_db_filename(connection, "main").map { String(cString: $0) } ?? ""
}

/// SQLITE_TRANSIENT: SQLite copies what is bound before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
