/// Rows under headings, in columns as wide as what they hold: the first to the left, the others to the right.
struct TextTable {
  private var rows: [[String]]

  init(_ headings: [String]) {
    rows = [headings.map { $0.uppercased() }]
  }

  /// As many cells as there are headings.
  mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// Ends with a newline.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? cell + blanks : "  " + blanks + cell
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// With a comma between thousands.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in "\(number.magnitude)".reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }
}
