import GRDB
package import ModQEventLog

/// A row of a projection table whose key is one integer.
package protocol Row: Sendable {
  static var table: Table { get }
  var key: Int64 { get }
  /// The number of whose rows are asked for by what they say, also before they are written: ``RowCache/unwritten(of:)``.
  var owner: Int64? { get }
  /// Reads all columns, in the table's order.
  init(from query: PreparedQuery)
  /// Binds all columns, in the table's order.
  func bind(to query: PreparedQuery)
  /// Whether no other columns differ from those in the table, where it is `stored`, than its ``Table/busy`` ones.
  func isBusyChange(of stored: Self) -> Bool
}

extension Row {
  package var owner: Int64? { nil }
  package func isBusyChange(of stored: Self) -> Bool { false }
}

/// The rows of one table that are in use: read through, changed in memory, written back before a commit.
///
/// Rows that were changed stay until ``flush()``; between transactions the cache is emptied when it holds more than
/// ``capacity`` rows, so that memory does not grow with the log.
package final class RowCache<R: Row> {
  /// Enough for the rows that one batch touches, many times over.
  private let capacity = 50_000
  private var rows: [Int64: R] = [:]
  private var changed: Set<Int64> = []
  /// Of the changed ones those that are in the table, as they are there.
  private var stored: [Int64: R] = [:]
  /// The changed ones by their owner, in the order in which they were changed first.
  private var owned: [Int64: [Int64]] = [:]
  private let select: PreparedQuery
  private let upsert: PreparedQuery
  /// Nil where what is read need not be in the table that is written.
  private let update, updateBusy: PreparedQuery?

  init(_ database: Database, layer: Layer) throws(LogError) {
    let table = R.table
    let target = layer.writeName(table.name)
    select = try PreparedQuery(
      database,
      "SELECT \(table.columnNames.joined(separator: ", ")) FROM \(layer.readName(table.name)) WHERE \(table.key[0]) = ?"
    )
    upsert = try PreparedQuery(database, table.upsert(into: target))
    let isOneTable = layer != .overlay
    update = isOneTable ? try PreparedQuery(database, table.update(table.mutable, in: target)) : nil
    updateBusy =
      isOneTable && !table.busy.isEmpty
      ? try PreparedQuery(database, table.update(table.busy, in: target)) : nil
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
    let known = rows.updateValue(row, forKey: row.key)
    guard changed.insert(row.key).inserted else { return }
    if let known { stored[row.key] = known }
    if let owner = row.owner { owned[owner, default: []].append(row.key) }
  }

  // MARK: What the table does not have yet

  /// Whether the table may have another row under this key, or none.
  func isUnwritten(_ key: Int64) -> Bool { changed.contains(key) }

  /// The rows of an owner that the table does not have as they are.
  func unwritten(of owner: Int64) -> [R] {
    owned[owner]?.compactMap { rows[$0] } ?? []
  }

  func unwrittenCount(of owner: Int64) -> Int { owned[owner]?.count ?? 0 }

  // MARK: Between transactions

  /// Writes what changed, in the order of the keys.
  package func flush() throws(LogError) {
    for key in changed.sorted() {
      guard let row = rows[key] else { continue }
      let query = statement(for: row)
      row.bind(to: query)
      try query.run()
    }
    forgetChanges()
  }

  private func statement(for row: R) -> PreparedQuery {
    guard let before = stored[row.key] else { return upsert }
    if let updateBusy, row.isBusyChange(of: before) { return updateBusy }
    return update ?? upsert
  }

  private func forgetChanges() {
    changed.removeAll(keepingCapacity: true)
    stored.removeAll(keepingCapacity: true)
    owned.removeAll(keepingCapacity: true)
  }

  /// Forgets what need not be kept.
  ///
  /// Nothing may be unwritten.
  package func trim(all: Bool = false) {
    precondition(changed.isEmpty, "rows are written before they are forgotten")
    if all || rows.count > capacity { rows.removeAll(keepingCapacity: true) }
  }

  /// Forgets everything, unwritten rows included: the transaction was rolled back.
  package func discard() {
    forgetChanges()
    rows.removeAll()
  }
}
