/// Rows in columns, fitted into the width of a terminal.
///
/// The widths follow from the first page of rows; later pages keep them, so that a long list stays aligned.
struct TableLayout {
  private let columns: [(name: String, place: TablePlace)]
  private let terminal: Terminal
  private var widths: [Int]?

  /// Between columns.
  private static let gap = "  "
  /// The least that is left to the column that takes the rest.
  private static let leastRest = 16

  init(_ columns: [(name: String, place: TablePlace)], terminal: Terminal) {
    self.columns = columns
    self.terminal = terminal
  }

  /// What stands in a line.
  enum Line {
    /// One cell a column.
    case row([String])
    /// A line of ours across all columns.
    case remark(String)
  }

  /// The lines of a page; before the first one the heads of the columns.
  mutating func lines(_ page: [Line]) -> [String] {
    var lines: [String] = []
    let widths: [Int]
    if let known = self.widths {
      widths = known
    } else {
      widths = fitted(
        to: page.compactMap { line in
          if case .row(let cells) = line { cells } else { nil }
        })
      self.widths = widths
      lines.append(terminal.emphasised(line(columns.map { $0.name.uppercased() }, widths), .bold))
    }
    for entry in page {
      switch entry {
      case .row(let cells): lines.append(line(cells, widths))
      case .remark(let text): lines.append(text)
      }
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() where widths[index] > 0 {
      if !line.isEmpty { line += TableLayout.gap }
      let text = VisibleText(cell, columns: widths[index] + 1).fitted(to: widths[index])
      if case .right = columns[index].place {
        line += padded(text, to: widths[index], right: true)
      } else {
        line += padded(text, to: widths[index])
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// What each column gets: what its widest cell takes up to its limit, and the rest to the one that wants it.
  private func fitted(to rows: [[String]]) -> [Int] {
    var widths = columns.enumerated().map { index, column in
      let widest = rows.reduce(column.name.utf8.count) {
        max($0, VisibleText($1[index], columns: terminal.width).width)
      }
      return switch column.place {
      case .left(let limit), .right(let limit): min(widest, max(limit, column.name.utf8.count))
      case .rest: min(widest, terminal.width)
      case .none: 0
      }
    }
    let rest = columns.firstIndex { $0.place == .rest }
    func excess() -> Int {
      widths.reduce(0, +) + TableLayout.gap.utf8.count * (widths.count(where: { $0 > 0 }) - 1)
        - terminal.width
    }
    if let rest, excess() > 0 {
      let least = min(widths[rest], TableLayout.leastRest)
      widths[rest] = max(least, widths[rest] - excess())
    }
    // Still too wide: the widest of the others give way, one column at a time.
    while excess() > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 4 {
      widths[widest] -= 1
    }
    return widths
  }
}
