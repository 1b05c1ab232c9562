import GRDB
package import ModQEventLog

/// A row of a projection table whose key is one integer.
package protocol Row: Sendable {
  static var table: Table { get }
  var key: Int64 { get }
  /// The number of whose rows are asked for by what they say, also before they are written:
  /// ``RowCache/forEachUnwritten(of:_:)``.
  var owner: Int64? { get }
  /// Reads all columns, in the table's order.
  init(from query: PreparedQuery)
  /// Binds all columns, in the table's order.
  func bind(to query: PreparedQuery)
  /// Whether it differs from `earlier`, the same row before, in its ``Table/busy`` columns alone.
  func isBusyChange(of earlier: Self) -> Bool
}

extension Row {
  package var owner: Int64? { nil }
  package func isBusyChange(of earlier: Self) -> Bool { false }
}

/// The rows of one table that are in use: read through, changed in memory, written back before a commit.
///
/// Rows that were changed stay until ``flush()``; between transactions the cache is emptied when it holds more than
/// ``capacity`` rows, so that memory does not grow with the log.
package final class RowCache<R: Row> {
  /// Enough for the rows that one batch touches, many times over.
  private let capacity = 50_000
  private var slots: [Int64: Slot] = [:]
  /// The keys of the rows that were changed, some of which may be written by now.
  private var changed: [Int64] = []
  /// The changed rows by their owner, in the order in which they were changed first.
  private var owned: [Int64: [Slot]] = [:]
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

  /// A row in memory.
  private final class Slot {
    var row: R
    var state: State

    init(_ row: R, _ state: State) {
      self.row = row
      self.state = state
    }

    /// What the table has of it.
    enum State {
      /// All of it.
      case written
      /// All but its busy columns.
      case busy
      /// An earlier one.
      case changed
      /// Perhaps nothing.
      case new
    }
  }

  /// The row with this key, from memory or from the table.
  package func row(_ key: Int64) throws(LogError) -> R? {
    if let slot = slots[key] { return slot.row }
    select.bind(1, key)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let row = R(from: select)
    slots[key] = Slot(row, .written)
    return row
  }

  /// Sets a row that is new or changed.
  package func put(_ row: R) {
    guard let slot = slots[row.key] else {
      let slot = Slot(row, .new)
      slots[row.key] = slot
      return noteChange(of: slot)
    }
    switch slot.state {
    case .written:
      slot.state = row.isBusyChange(of: slot.row) ? .busy : .changed
      noteChange(of: slot)
    case .busy:
      if !row.isBusyChange(of: slot.row) { slot.state = .changed }
    case .changed, .new:
      break
    }
    slot.row = row
  }

  private func noteChange(of slot: Slot) {
    changed.append(slot.row.key)
    if let owner = slot.row.owner { owned[owner, default: []].append(slot) }
  }

  // MARK: What the table does not have yet

  /// Whether the table may have another row under this key, or none.
  func isUnwritten(_ key: Int64) -> Bool {
    slots[key].map { $0.state != .written } ?? false
  }

  /// How many of an owner's rows the table does not have as they are.
  func unwrittenCount(of owner: Int64) -> Int { owned[owner]?.count ?? 0 }

  /// Shows those rows; they are looked through often, so that none is looked up by its key.
  func forEachUnwritten(of owner: Int64, _ body: (borrowing R) -> Void) {
    for slot in owned[owner] ?? [] { body(slot.row) }
  }

  /// Writes the rows of an owner that changed, so that queries for them see them.
  func flush(of owner: Int64) throws(LogError) {
    guard let slots = owned.removeValue(forKey: owner) else { return }
    for slot in slots.sorted(by: { $0.row.key < $1.row.key }) { try write(slot) }
  }

  // MARK: Between transactions

  /// Writes what changed, in the order of the keys.
  package func flush() throws(LogError) {
    for key in changed.sorted() {
      if let slot = slots[key] { try write(slot) }
    }
    changed.removeAll(keepingCapacity: true)
    owned.removeAll(keepingCapacity: true)
  }

  private func write(_ slot: Slot) throws(LogError) {
    let query: PreparedQuery
    switch slot.state {
    case .written: return
    case .busy: query = updateBusy ?? update ?? upsert
    case .changed: query = update ?? upsert
    case .new: query = upsert
    }
    slot.row.bind(to: query)
    try query.run()
    slot.state = .written
  }

  /// Forgets what need not be kept.
  ///
  /// Nothing may be unwritten.
  package func trim(all: Bool = false) {
    precondition(changed.isEmpty, "rows are written before they are forgotten")
    if all || slots.count > capacity { slots.removeAll(keepingCapacity: true) }
  }

  /// Forgets everything, unwritten rows included: the transaction was rolled back.
  package func discard() {
    changed.removeAll()
    owned.removeAll()
    slots.removeAll()
  }
}
