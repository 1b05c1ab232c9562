import GRDB
import ModQEventLog

/// Where one set of projections is kept.
struct Store {
  private let database: Database
  let layer: Layer
  /// Where its changes are made.
  let behind: WriteBehind
  let memory: MemoryBounds

  init(
    _ database: Database, layer: Layer, behind: WriteBehind = WriteBehind(),
    memory: MemoryBounds = MemoryBounds()
  ) {
    self.memory = memory
    self.database = database
    self.layer = layer
    self.behind = behind
  }

  /// Compiles `sql`.
  func query(_ sql: String) throws(LogError) -> PreparedQuery {
    try PreparedQuery(database, sql, behind: behind)
  }

  /// An upsert of a whole row of `table`.
  func upsert(_ table: Table) throws(LogError) -> PreparedQuery {
    try query(table.upsert(into: layer.writeName(table.name)))
  }

  /// The name under which `table` is read.
  func name(_ table: Table) -> String { layer.readName(table.name) }
}
