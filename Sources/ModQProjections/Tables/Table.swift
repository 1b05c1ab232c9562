/// The shape of one projection table, from which its SQL is made.
///
/// Rows are only ever inserted or given new values, never deleted: what is void says so in a column. That keeps a fold
/// on top of the log (see ``Layer/overlay``) a matter of two tables and a view.
package struct Table: Sendable {
  package let name: String
  /// Columns with their types as in a STRICT table.
  let columns: [(name: String, type: String)]
  /// How many of the first columns are the primary key.
  let keyCount: Int
  /// Columns that are indexed beside the key, with a condition for a partial index.
  let indexes: [(columns: String, condition: String?)]
  /// The columns that change after the row was inserted.
  let mutable: [String]
  /// The last columns, which change often and, unlike others, mostly alone.
  let busy: [String]

  init(
    _ name: String, key: [(String, String)], fixed: [(String, String)] = [], mutable: [(String, String)] = [],
    busy: [(String, String)] = [], indexes: [(columns: String, condition: String?)] = []
  ) {
    self.name = name
    columns = (key + fixed + mutable + busy).map { (name: $0.0, type: $0.1) }
    keyCount = key.count
    self.mutable = (mutable + busy).map { $0.0 }
    self.busy = busy.map { $0.0 }
    self.indexes = indexes
  }

  var columnNames: [String] { columns.map { $0.name } }
  var key: [String] { Array(columnNames.prefix(keyCount)) }
  private var isRowID: Bool { keyCount == 1 && columns[0].type == "INTEGER" }

  /// `CREATE TABLE` for this shape under another name; indexes carry `generation` in their names, since SQLite cannot
  /// rename them with their table.
  func create(as target: String, temporary: Bool = false, generation: Int64 = 0) -> String {
    let body = columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
    let table = """
      CREATE \(temporary ? "TEMP " : "")TABLE \(target) (\(body), PRIMARY KEY (\(key.joined(separator: ", "))))
      STRICT\(isRowID ? "" : ", WITHOUT ROWID");
      """
    let schema = temporary ? "temp." : ""
    let indexes = indexes.enumerated().map { number, index in
      """
      CREATE INDEX \(schema)\(temporary ? target : name)_\(number)_\(generation) ON \(target) (\(index.columns))\
      \(index.condition.map { " WHERE \($0)" } ?? "");
      """
    }
    return ([table] + indexes).joined(separator: "\n")
  }

  /// An upsert of a whole row into `target`.
  func upsert(into target: String) -> String {
    let marks = columns.map { _ in "?" }.joined(separator: ",")
    let names = columnNames.joined(separator: ", ")
    let changes = mutable.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let conflict =
      mutable.isEmpty ? "" : " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)"
    return "INSERT INTO \(target) (\(names)) VALUES (\(marks))\(conflict)"
  }

  /// An update of `names`, columns of a row that is in `target`, bound as for ``upsert(into:)``: what is not among them is
  /// bound in vain, and indexes on it are left alone.
  func update(_ names: [String], in target: String) -> String {
    let numbers = Dictionary(uniqueKeysWithValues: zip(columnNames, 1...))
    func equation(_ name: String) -> String { "\(name) = ?\(numbers[name] ?? 0)" }
    return """
      UPDATE \(target) SET \(names.map(equation).joined(separator: ", ")) \
      WHERE \(key.map(equation).joined(separator: " AND "))
      """
  }
}

/// Where projections are read and written.
package enum Layer: Sendable, Equatable {
  /// The tables of the file.
  case file
  /// Tables that are built beside those of the file, to take their place.
  case beside
  /// Temporary tables on top of those of the file, which stays as it is.
  case overlay
  /// Temporary tables alone, for a fold that is only compared.
  case scratch
  /// Temporary tables alone, for one of the folds under a policy that is tried out.
  case trial(Int)

  /// The name under which `table` is read: of a table, or of a view over two.
  package func readName(_ table: String) -> String {
    switch self {
    case .file: table
    case .beside: "beside_\(table)"
    case .overlay: "temp.over_\(table)"
    case .scratch: "temp.scratch_\(table)"
    case .trial(let number): "temp.trial\(number)_\(table)"
    }
  }

  /// The name of the table that is written.
  package func writeName(_ table: String) -> String {
    switch self {
    case .file: table
    case .beside: "beside_\(table)"
    case .overlay: "temp.new_\(table)"
    case .scratch: "temp.scratch_\(table)"
    case .trial(let number): "temp.trial\(number)_\(table)"
    }
  }
}
