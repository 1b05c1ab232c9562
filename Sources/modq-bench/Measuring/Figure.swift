/// One thing that was measured: a row of a table, a line of JSON.
struct Figure {
  let name: String
  /// Keys are those of the JSON; units last.
  var members: [(key: String, cell: Cell)]

  enum Cell {
    case count(Int)
    case number(Double)
    /// A part of 1, shown to four decimals.
    case share(Double)
    case text(String)
  }

  init(_ name: String, _ members: [(key: String, cell: Cell)]) {
    self.name = name
    self.members = members
  }
}
