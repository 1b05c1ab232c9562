import ModQEvent

/// One property of the rows of a list: its name in JSON and CSV, its value, its place in a table.
struct Column<Row> {
  let name: String
  let place: TablePlace
  let presence: Presence
  let cell: (Row) -> Cell

  /// - Parameters:
  ///   - name: the key in JSON; in capitals the head of a table's column.
  ///   - place: whether and how a table shows it.
  ///   - presence: where it stands.
  ///   - cell: the value of a row.
  init(
    _ name: String, _ place: TablePlace = .none, _ presence: Presence = .always, cell: @escaping (Row) -> Cell
  ) {
    self.name = name
    self.place = place
    self.presence = presence
    self.cell = cell
  }
}

/// In which forms of a list a column stands.
enum Presence {
  case always
  /// JSON leaves its key out where there is nothing.
  case ifAny
  /// For people alone: what other columns say, in words.
  case inTables
}

/// How a table shows a column.
enum TablePlace: Equatable {
  /// Not at all: there is no room for everything in 80 columns.
  case none
  /// From the left, in at most this many columns.
  case left(Int)
  /// Numbers: against the right edge, in at most this many columns.
  case right(Int)
  /// From the left, in whatever the other columns leave; one at most.
  case rest
}

/// A value of a list.
enum Cell {
  case text(String?)
  case time(Timestamp?)
  case integer(Int64?)
  /// Shown with two digits in tables.
  case number(Double?)
  case flag(Bool?)
  case words([String])
  /// Something with parts: how JSON writes it, and in words.
  case compound(words: String?, write: (inout JSONWriter) -> Void)

  /// Canonical JSON, with the characters that can't be seen escaped.
  static func json(_ bytes: [UInt8]?) -> Cell {
    guard let bytes, let value = try? JSONValue.parse(bytes) else { return .text(nil) }
    return .compound(words: String(decoding: bytes, as: UTF8.self)) { $0.value(value) }
  }

  var isEmpty: Bool {
    switch self {
    case .text(let value): value == nil
    case .time(let value): value == nil
    case .integer(let value): value == nil
    case .number(let value): value == nil
    case .flag(let value): value == nil
    case .words: false
    case .compound(let words, _): words == nil
    }
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .text(let value?): writer.string(value)
    case .time(let value?): writer.string(value.rfc3339)
    case .integer(let value?): writer.integer(value)
    case .number(let value?): writer.number(value)
    case .flag(let value?): writer.bool(value)
    case .words(let values):
      writer.beginArray()
      for value in values { writer.string(value) }
      writer.endArray()
    case .compound(.some, let write): write(&writer)
    case .text(nil), .time(nil), .integer(nil), .number(nil), .flag(nil), .compound(nil, _): writer.null()
    }
  }

  /// As plain text for CSV: the full value.
  var plain: String {
    switch self {
    case .text(let value): value ?? ""
    case .time(let value): value?.rfc3339 ?? ""
    case .integer(let value): value.map { String($0) } ?? ""
    case .number(let value): value.map { Cell.digits($0) } ?? ""
    case .flag(let value): value.map { $0 ? "true" : "false" } ?? ""
    case .words(let values): values.joined(separator: " ")
    case .compound(let words, _): words ?? ""
    }
  }

  /// Short, for a table.
  var brief: String {
    switch self {
    case .time(let value): value?.minute ?? ""
    case .number(let value): value.map { $0.hundredths } ?? ""
    case .flag(let value): value == true ? "yes" : ""
    case .text, .integer, .words, .compound: plain
    }
  }

  private static func digits(_ value: Double) -> String {
    var writer = JSONWriter()
    writer.number(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Timestamp {
  /// For tables: the day and the minute in UTC.
  var minute: String {
    let text = rfc3339
    guard text.utf8.count == 24 else { return text }
    return String(text.prefix(16)).replacing("T", with: " ")
  }
}

extension Double {
  /// For tables: rounded to two digits behind the point.
  var hundredths: String {
    guard isFinite, magnitude < 1e15 else { return String(self) }
    let units = Int64((magnitude * 100).rounded())
    let fraction = units % 100
    return "\(self < 0 && units > 0 ? "-" : "")\(units / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
