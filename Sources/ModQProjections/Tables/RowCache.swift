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
/// Rows that were changed stay until ``flush()``; of the others those that were not used lately are forgotten, so that memory
/// does not grow with the log.
package final class RowCache<R: Row> {
  private var slots: Generations<Int64, Slot>
  /// The rows that were changed.
  private var changed: [Slot] = []
  /// The changed rows by their owner, in the order in which they were changed first.
  private var owned: [Int64: [Slot]] = [:]
  /// Those that were written, and may not be committed yet.
  private var inFlight = InFlight<Int64, [Slot]>()
  /// The turn in which the last of them was written.
  private var lastTurn = -2
  private let behind: WriteBehind
  /// Told of each row that is put, with the one before.
  var onPut: ((_ row: R, _ before: R?) -> Void)?
  private let select: PreparedQuery
  private let upsert: PreparedQuery
  /// Nil where what is read need not be in the table that is written.
  private let update, updateBusy: PreparedQuery?

  init(_ store: Store) throws(LogError) {
    behind = store.behind
    slots = Generations(capacity: store.memory.rows)
    let table = R.table
    let target = store.layer.writeName(table.name)
    select = try store.query(
      "SELECT \(table.columnNames.joined(separator: ", ")) FROM \(store.name(table)) WHERE \(table.key[0]) = ?"
    )
    upsert = try store.upsert(table)
    let isOneTable = store.layer != .overlay
    update = isOneTable ? try store.query(table.update(table.mutable, in: target)) : nil
    updateBusy =
      isOneTable && !table.busy.isEmpty ? try store.query(table.update(table.busy, in: target)) : nil
  }

  /// A row in memory.
  private final class Slot {
    var row: R
    var state: State
    /// The turn in which it was written behind.
    var turn = -2

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
    // What is in flight is in memory.
    let select = try self.select.aside
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
      onPut?(row, nil)
      let slot = Slot(row, .new)
      slots[row.key] = slot
      return noteChange(of: slot)
    }
    onPut?(row, slot.row)
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
    changed.append(slot)
    if let owner = slot.row.owner { owned[owner, default: []].append(slot) }
  }

  // MARK: What the table does not have yet

  /// Whether the table may have another row under this key, or none, for who reads it aside.
  func isUnwritten(_ key: Int64) -> Bool {
    slots.peek(key).map { $0.state != .written || behind.isInFlight($0.turn) } ?? false
  }

  /// Whether any row was written that may not be committed yet.
  var isAnyInFlight: Bool { behind.isInFlight(lastTurn) }

  /// Shows an owner's rows that the table may not have as they are, for who reads it aside, some of them twice; they are
  /// looked through often, so that none is looked up by its key.
  func forEachUnwritten(of owner: Int64, _ body: (borrowing R) -> Void) {
    for slot in owned[owner] ?? [] { body(slot.row) }
    let flown = inFlight.values(of: owner, behind)
    for slot in flown.old ?? [] { body(slot.row) }
    for slot in flown.young ?? [] { body(slot.row) }
  }

  // MARK: Between transactions

  /// Writes what changed, in the order of the keys.
  package func flush() throws(LogError) {
    for slot in changed.sorted(by: { $0.row.key < $1.row.key }) { try write(slot) }
    changed.removeAll(keepingCapacity: true)
    if behind.isRunning {
      for (owner, slots) in owned { inFlight.update(owner, behind, default: []) { $0 += slots } }
    }
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
    if behind.isRunning {
      slot.turn = behind.turn
      lastTurn = behind.turn
    }
  }

  /// Forgets what was not used lately, or all.
  ///
  /// Nothing may be unwritten.
  package func trim(all: Bool = false) {
    precondition(changed.isEmpty, "rows are written before they are forgotten")
    if all { slots.removeAll() } else { _ = slots.ageIfFull() }
  }

  /// Forgets everything, unwritten rows included: the transaction was rolled back.
  package func discard() {
    changed.removeAll()
    owned.removeAll()
    slots.removeAll()
  }
}
