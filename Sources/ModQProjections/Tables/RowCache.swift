import GRDB
package import ModQEventLog

/// A row of a projection table whose key is one integer.
package protocol Row: Sendable {
  static var table: Table { get }
  var key: Int64 { get }
  /// Reads all columns, in the table's order.
  init(from query: PreparedQuery)
  /// Binds all columns, in the table's order.
  func bind(to query: PreparedQuery)
}

/// The rows of one table that are in use: read through, changed in memory, written back before a commit.
///
/// Rows that were changed stay until ``flush()``; between transactions the cache is emptied when it holds more than
/// ``capacity`` rows, so that memory does not grow with the log.
package final class RowCache<R: Row> {
  /// Enough for the rows that one batch touches, many times over.
  private let capacity = 50_000
  private var rows: [Int64: R] = [:]
  private var dirty: Set<Int64> = []
  private let select: PreparedQuery
  private let upsert: PreparedQuery

  init(_ database: Database, layer: Layer) throws(LogError) {
    let table = R.table
    select = try PreparedQuery(
      database,
      "SELECT \(table.columnNames.joined(separator: ", ")) FROM \(layer.readName(table.name)) WHERE \(table.key[0]) = ?"
    )
    upsert = try PreparedQuery(database, table.upsert(into: layer.writeName(table.name)))
  }

  /// The row with this key, from memory or from the table.
  package func row(_ key: Int64) throws(LogError) -> R? {
    if let row = rows[key] { return row }
    select.bind(1, key)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let row = R(from: select)
    rows[key] = row
    return row
  }

  /// Sets a row that is new or changed.
  package func put(_ row: R) {
    rows[row.key] = row
    dirty.insert(row.key)
  }

  /// Writes what changed, in the order of the keys.
  package func flush() throws(LogError) {
    for key in dirty.sorted() {
      guard let row = rows[key] else { continue }
      row.bind(to: upsert)
      try upsert.run()
    }
    dirty.removeAll(keepingCapacity: true)
  }

  /// Forgets what need not be kept.
  ///
  /// Nothing may be unwritten.
  package func trim(all: Bool = false) {
    precondition(dirty.isEmpty, "rows are written before they are forgotten")
    if all || rows.count > capacity { rows.removeAll(keepingCapacity: true) }
  }

  /// Forgets everything, unwritten rows included: the transaction was rolled back.
  package func discard() {
    dirty.removeAll()
    rows.removeAll()
  }
}
