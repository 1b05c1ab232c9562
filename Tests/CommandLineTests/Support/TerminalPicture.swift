@testable import modq

/// What a terminal shows after the bytes that were sent to it: as much of ECMA-48 as the review screen uses.
///
/// Whatever else is sent is noted: a program that keeps foreign text out sends nothing else.
struct TerminalPicture {
  let columns: Int
  let rows: Int
  private var cells: [[String]]
  private var row = 0
  private var column = 0
  private var pending: [UInt8] = []
  /// The private modes that are set.
  private(set) var modes: Set<Int> = [7, 25]
  /// Sequences and control characters that a review screen never sends.
  private(set) var strays: [String] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// One line a row, without blanks at the ends.
  var lines: [String] {
    cells.map { row in
      var line = row.joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Not the other screen; lines wrap, the cursor is shown, pastes come without brackets.
  var isOrdinary: Bool { modes == [7, 25] && pending.isEmpty }

  func contains(_ text: String) -> Bool { self.text.contains(text) }

  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if pending[0] == 0x1B {
        takeSequence()
      } else if let text = String(validating: pending, as: UTF8.self) {
        pending.removeAll()
        for scalar in text.unicodeScalars { put(scalar) }
      } else if pending.count > 4 {
        strays.append("bytes that are no UTF-8")
        pending.removeAll()
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    switch ScalarDisplay(scalar) {
    case .shown(let width):
      if modes.contains(7), column + width > columns { (row, column) = (min(row + 1, rows - 1), 0) }
      // Where lines do not wrap, what goes over the edge stays at it.
      column = min(column, columns - width)
      cells[row][column] = String(scalar)
      if width == 2 { cells[row][column + 1] = "" }
      column += width
    case .carried:
      cells[row][max(0, column - 1)].unicodeScalars.append(scalar)
    case .control where scalar == "\r": column = 0
    case .control where scalar == "\n": row = min(row + 1, rows - 1)
    case .control, .hidden:
      // A selector or a joiner behind an emoji is no stray there.
      if scalar.value != 0xFE0E && scalar.value != 0xFE0F {
        strays.append("U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  /// What stood on the terminal before, which is nothing here.
  private mutating func leaveOtherScreen() {
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    (row, column) = (0, 0)
  }

  private mutating func takeSequence() {
    guard pending.count > 2, let last = pending.last, 0x40...0x7E ~= last else { return }
    let text = String(decoding: pending.dropFirst(), as: UTF8.self)
    pending.removeAll()
    let numbers = text.dropFirst().dropLast().split(separator: ";").map { Int($0) }
    switch (text.last, text.dropFirst().dropLast().first) {
    case ("h", "?"), ("l", "?"):
      guard let mode = Int(text.dropFirst(2).dropLast()) else { break }
      if text.last == "h" { modes.insert(mode) } else if modes.remove(mode) == 1049 { leaveOtherScreen() }
      return
    case ("H", _):
      row = min((numbers.first ?? 1) ?? 1, rows) - 1
      column = min((numbers.dropFirst().first ?? 1) ?? 1, columns) - 1
      return
    case ("G", _):
      column = min((numbers.first ?? 1) ?? 1, columns) - 1
      return
    case ("K", "2"):
      cells[row] = Array(repeating: " ", count: columns)
      return
    case ("J", "2"):
      cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
      return
    case ("m", _): return
    default: break
    }
    strays.append("ESC \(text)")
  }
}
