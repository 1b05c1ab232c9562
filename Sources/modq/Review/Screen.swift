/// What stands on a terminal: lines that fit into its columns, and where the cursor is.
///
/// A value: whoever makes a screen writes nothing, and tests compare two of them.
struct Screen: Equatable {
  let size: ScreenSize
  /// As many as there are rows.
  private(set) var lines: [ScreenLine]
  /// Row and column, from 0; nil hides the cursor.
  var cursor: (row: Int, column: Int)?

  init(_ size: ScreenSize) {
    self.size = size
    lines = Array(repeating: ScreenLine(), count: size.rows)
  }

  /// Puts a line into a row, cut to the width; a row that is not there is passed over.
  mutating func put(_ line: ScreenLine, row: Int) {
    guard lines.indices.contains(row) else { return }
    lines[row] = line.fitted(to: size.columns)
  }

  /// Without styles, one line a row; empty rows at the end are left out.
  var text: String {
    var rows = lines.map(\.text)
    while rows.last?.isEmpty == true { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  static func == (left: Screen, right: Screen) -> Bool {
    left.size == right.size && left.lines == right.lines && left.cursor?.row == right.cursor?.row
      && left.cursor?.column == right.cursor?.column
  }
}

/// Columns and rows of a terminal.
struct ScreenSize: Equatable {
  var columns: Int
  var rows: Int

  /// A window may claim any size: this much of it is drawn.
  private enum Bound {
    static let columns = 1...1_000
    static let rows = 1...500
  }

  /// The least in which a comment can be told from what stands around it, and the keys still have a line of their own.
  static let least = ScreenSize(columns: 20, rows: 6)

  /// No window is drawn larger.
  static let most = ScreenSize(columns: Bound.columns.upperBound, rows: Bound.rows.upperBound)

  var isEnough: Bool { columns >= ScreenSize.least.columns && rows >= ScreenSize.least.rows }

  init(columns: Int, rows: Int) {
    self.columns = min(max(columns, Bound.columns.lowerBound), Bound.columns.upperBound)
    self.rows = min(max(rows, Bound.rows.lowerBound), Bound.rows.upperBound)
  }

  /// `80x24`.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], columns > 0, rows > 0 else {
      return nil
    }
    self.init(columns: columns, rows: rows)
  }
}
