/// Makes bytes for a terminal out of a screen: the rows that differ from what stands there.
///
/// Only sequences of ECMA-48 that every terminal since the VT100 obeys, and no colours. The layout stands even where a
/// terminal disagrees about the width of a character: lines do not wrap, each row is addressed and cleared before it is
/// written, and behind every character whose width is in doubt the column is set anew.
struct ScreenWriter {
  private let isStyled: Bool
  private var shown: Screen?

  init(isStyled: Bool) {
    self.isStyled = isStyled
  }

  /// Alternate screen, no wrapping, no cursor, bracketed paste.
  static let opening: StaticString =
    "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?25l\u{1B}[?2004h\u{1B}[2J"
  /// The reverse of ``opening``; right whatever the terminal was at.
  static let closing: StaticString =
    "\u{1B}[0m\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// Forgets what stands on the terminal: the next screen is drawn whole.
  mutating func forget() {
    shown = nil
  }

  /// What leads from the last screen to this one.
  mutating func bytes(for screen: Screen) -> [UInt8] {
    guard shown != screen else { return [] }
    var text = "\u{1B}[?25l"
    let known = shown?.size == screen.size ? shown : nil
    if known == nil { text += "\u{1B}[0m\u{1B}[2J" }
    for (row, line) in screen.lines.enumerated() where known?.lines[row] != line {
      text += "\u{1B}[\(row + 1);1H\u{1B}[2K"
      write(line, to: &text)
    }
    if let cursor = screen.cursor { text += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h" }
    shown = screen
    return Array(text.utf8)
  }

  private func write(_ line: ScreenLine, to text: inout String) {
    var style: ScreenLine.Style = []
    var column = 0
    for item in line.glyphs {
      if isStyled && item.style != style {
        text += ScreenWriter.sequence(for: item.style)
        style = item.style
      }
      text += item.glyph.text
      column += item.glyph.width
      if item.glyph.isOfDoubtfulWidth { text += "\u{1B}[\(column + 1)G" }
    }
    if !style.isEmpty { text += "\u{1B}[0m" }
  }

  private static func sequence(for style: ScreenLine.Style) -> String {
    var codes = ["0"]
    if style.contains(.bold) { codes.append("1") }
    if style.contains(.dim) { codes.append("2") }
    if style.contains(.underlined) { codes.append("4") }
    if style.contains(.reverse) { codes.append("7") }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}

extension Glyph {
  /// All but ASCII and lone East Asian characters, about which all terminals agree.
  fileprivate var isOfDoubtfulWidth: Bool {
    guard let first = text.unicodeScalars.first else { return false }
    guard text.unicodeScalars.dropFirst().isEmpty else { return true }
    return first.value >= 0x80 && !(0x3041...0x9FFF ~= first.value && width == 2)
  }
}
