/// A foreign text as a screen shows it, that knows which of its bytes each glyph stands for: so that spans of the text as
/// it was written can be marked in it.
struct MarkedText {
  /// The lines of the text, each glyph with the marks on it: numbers of spans, lowest first.
  private(set) var lines: [[(glyph: Glyph, mark: Int?)]] = [[]]

  /// A span in UTF-8 bytes, with its number.
  struct Span: Equatable {
    var start: Int
    var end: Int
    var number: Int
  }

  /// Linear in the text, times the spans.
  init(_ text: String, _ spans: [Span]) {
    let scalars = Array(text.unicodeScalars)
    var bytes: [Int] = [0]
    bytes.reserveCapacity(scalars.count + 1)
    for scalar in scalars { bytes.append(bytes[bytes.count - 1] + UTF8.width(scalar)) }
    let defanged = Defanging.defang(scalars)
    let places = Defanging.places(of: defanged, in: scalars)
    var scanner = GlyphScanner(defanged)
    var start = 0
    while let item = scanner.next() {
      defer { start = scanner.place }
      guard case .glyph(let glyph) = item else {
        lines.append([])
        continue
      }
      let first = bytes[places[start]]
      let end = bytes[places[scanner.place - 1] + 1]
      let mark = spans.filter { $0.start < end && first < $0.end }.map(\.number).min()
      lines[lines.count - 1].append((glyph, mark))
    }
  }

  /// The text in lines of at most `width` columns behind a bar, and under each line that has marked glyphs one that shows
  /// the number of the mark in each of their columns.
  ///
  /// The bar is never missing from a line of the text, and never there on one of ours.
  func quoted(to width: Int) -> [ScreenLine] {
    var shown: [ScreenLine] = []
    for line in lines {
      for piece in VisibleText.pieces(of: line.map(\.glyph), to: width - 2) {
        var text = ScreenLine("│", .dim)
        var marks = ScreenLine("  ")
        if !piece.isEmpty { text.add(" ") }
        for (glyph, mark) in line[piece] {
          text.add(glyph, mark == nil ? [] : [.reverse])
          let sign = mark.map { MarkedText.sign(of: $0) } ?? " "
          marks.add(String(repeating: sign, count: glyph.width), .dim)
        }
        shown.append(text)
        if line[piece].contains(where: { $0.mark != nil }) { shown.append(marks) }
      }
    }
    return shown
  }

  /// One column for a number from 1: digits, then letters.
  static func sign(of number: Int) -> Character {
    let signs = Array("123456789abcdefghijklmnopqrstuvwxyz")
    return signs.indices.contains(number - 1) ? signs[number - 1] : "+"
  }
}
