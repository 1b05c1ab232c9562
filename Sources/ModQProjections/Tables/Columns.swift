import ModQEventLog

/// Reads the columns of a row one after the other.
struct ColumnReader {
  private let query: PreparedQuery
  private var next: Int32

  /// Reads from the column numbered `first` on.
  init(_ query: PreparedQuery, from first: Int32 = 0) {
    self.query = query
    next = first
  }

  mutating func int() -> Int64 { query.int(advance()) }
  mutating func optionalInt() -> Int64? { query.optionalInt(advance()) }
  mutating func double() -> Double { query.double(advance()) }
  mutating func optionalDouble() -> Double? {
    let column = advance()
    return query.isNull(column) ? nil : query.double(column)
  }

  mutating func string() -> String { query.string(advance()) }
  mutating func optionalString() -> String? { query.optionalString(advance()) }

  private mutating func advance() -> Int32 {
    defer { next += 1 }
    return next
  }
}

/// Binds the columns of a row one after the other.
struct ColumnWriter {
  private let query: PreparedQuery
  private var next: Int32

  /// Binds the parameters from the one numbered `first` on.
  init(_ query: PreparedQuery, from first: Int32 = 1) {
    self.query = query
    next = first
  }

  mutating func set(_ value: Bool) { query.bind(advance(), Int64(value ? 1 : 0)) }
  mutating func set(_ value: Int64?) { query.bind(advance(), value) }
  mutating func set(_ value: Double?) { query.bind(advance(), value) }
  mutating func set(_ value: String?) { query.bind(advance(), value) }

  private mutating func advance() -> Int32 {
    defer { next += 1 }
    return next
  }
}
