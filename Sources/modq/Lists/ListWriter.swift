import ModQEvent
import ModQueue

/// Prints rows in one of the forms of a list, as they come: only a table waits for a page of them, to fit its columns.
struct ListWriter<Row> {
  private let format: ListFormat
  private let columns: [Column<Row>]
  private let identifier: (Row) -> String
  private var output = Output()
  private var writer = JSONWriter(escapingInvisible: true)
  private var table: TableLayout
  private var page: [TableLayout.Line] = []
  private(set) var count = 0

  /// Rows that a table's columns are fitted to before the first is printed.
  private static var pageRows: Int { 500 }

  init(
    _ format: ListFormat, columns: [Column<Row>], identifier: @escaping (Row) -> String, terminal: Terminal
  ) {
    self.format = format
    self.columns = columns.filter { format == .table ? $0.place != .none : $0.presence != .inTables }
    self.identifier = identifier
    table = TableLayout(self.columns.map { ($0.name, $0.place) }, terminal: terminal)
  }

  mutating func add(_ row: Row) throws(OutputFailure) {
    count += 1
    switch format {
    case .table:
      page.append(.row(columns.map { $0.cell(row).brief }))
      if page.count >= Self.pageRows { try flushPage() }
    case .json:
      try output.write(count == 1 ? "[" : ",\n")
      try writeObject(row)
    case .jsonl:
      try writeObject(row)
      try output.write("\n")
    case .csv:
      if count == 1 { try output.write(CSV.record(columns.map(\.name))) }
      try output.write(CSV.record(columns.map { $0.cell(row).plain }))
    case .ids:
      try output.writeLine(IdentifierLine.line(for: identifier(row)))
    case .count:
      break
    }
  }

  /// A line of ours between the rows of a table; other forms have none.
  mutating func remark(_ text: String) {
    if format == .table { page.append(.remark(text)) }
  }

  /// Writes what is held back: whoever follows the list waits for it.
  mutating func flush() throws(OutputFailure) {
    try flushPage()
    try output.flush()
  }

  /// Ends the list.
  mutating func finish() throws(OutputFailure) {
    switch format {
    case .json: try output.write(count == 0 ? "[]\n" : "]\n")
    case .csv where count == 0: try output.write(CSV.record(columns.map(\.name)))
    case .count: try output.writeLine(String(count))
    case .table, .jsonl, .csv, .ids: break
    }
    try flush()
  }

  private mutating func writeObject(_ row: Row) throws(OutputFailure) {
    writer.removeAll()
    writer.object(row, columns)
    try output.write(writer.bytes)
  }

  private mutating func flushPage() throws(OutputFailure) {
    guard !page.isEmpty else { return }
    for line in table.lines(page) { try output.writeLine(line) }
    page.removeAll(keepingCapacity: true)
  }
}

extension JSONWriter {
  /// One row as an object, its keys in the order of the columns.
  mutating func object<Row>(_ row: Row, _ columns: [Column<Row>]) {
    beginObject()
    members(row, columns)
    endObject()
  }

  /// The members of a row, inside an object that is begun.
  ///
  /// Columns for tables are none of them.
  mutating func members<Row>(_ row: Row, _ columns: [Column<Row>]) {
    for column in columns where column.presence != .inTables {
      let cell = column.cell(row)
      if column.presence == .ifAny && cell.isEmpty { continue }
      key(column.name)
      cell.write(to: &self)
    }
  }
}
