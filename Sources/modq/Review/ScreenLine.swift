/// One line of a screen: glyphs side by side, each with its style.
///
/// Text gets in through ``VisibleText`` alone, so that nothing on a screen can be a control or format character.
struct ScreenLine: Equatable {
  private(set) var glyphs: [StyledGlyph] = []

  /// A glyph and how it is drawn.
  struct StyledGlyph: Equatable {
    var glyph: Glyph
    var style: Style
  }

  /// SGR attributes without colours: they read on any background.
  struct Style: OptionSet, Hashable {
    let rawValue: UInt8

    static let bold = Style(rawValue: 1)
    static let dim = Style(rawValue: 2)
    static let underlined = Style(rawValue: 4)
    static let reverse = Style(rawValue: 8)
  }

  init() {}

  /// A line of `text`; line breaks in it are marks.
  init(_ text: String, _ style: Style = []) {
    add(text, style)
  }

  var width: Int { glyphs.reduce(0) { $0 + $1.glyph.width } }

  /// The text alone, without blanks at its end.
  var text: String {
    var text = glyphs.map(\.glyph.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  mutating func add(_ text: String, _ style: Style = []) {
    for glyph in VisibleText(text).lines[0] { add(glyph, style) }
  }

  mutating func add(_ glyph: Glyph, _ style: Style = []) {
    glyphs.append(StyledGlyph(glyph: glyph, style: style))
  }

  mutating func add(_ other: ScreenLine) {
    glyphs += other.glyphs
  }

  /// At most `columns` wide; where something is left out, the last column says so with `…`.
  func fitted(to columns: Int) -> ScreenLine {
    guard width > columns else { return self }
    var line = ScreenLine()
    var taken = 0
    for item in glyphs {
      guard taken + item.glyph.width < columns else { break }
      taken += item.glyph.width
      line.glyphs.append(item)
    }
    if columns > 0 { line.add("…", line.glyphs.last?.style ?? []) }
    return line
  }

  /// Filled up with blanks to `columns`.
  func filled(to columns: Int, _ style: Style) -> ScreenLine {
    var line = self
    let blanks = max(0, columns - width)
    line.add(String(repeating: " ", count: blanks), style)
    return line
  }

  /// Broken into lines of at most `columns`; those after the first begin with `indent` blanks.
  func wrapped(to columns: Int, indent: Int = 0) -> [ScreenLine] {
    guard width > columns else { return [self] }
    // The indent is no part of the first line, but leaving it that room keeps the breaks simple.
    let room = max(columns - indent, 2)
    return VisibleText.pieces(of: glyphs.map(\.glyph), to: room).enumerated().map { number, piece in
      var line = ScreenLine(number == 0 ? "" : String(repeating: " ", count: indent))
      // A blank that a line is broken at is no part of the next.
      line.glyphs += number == 0 ? glyphs[piece] : glyphs[piece].drop { $0.glyph.text == " " }
      return line
    }
  }
}
