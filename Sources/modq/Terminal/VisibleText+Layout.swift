/// Fitting a text into columns.
extension VisibleText {
  /// The first line in at most `width` columns; where something is left out, the last column says so with `…`.
  func fitted(to width: Int) -> String {
    let line = lines[0]
    guard line.width > width else { return line.text }
    var taken = 0
    let kept = line.prefix { glyph in
      taken += glyph.width
      return taken < width
    }
    return kept.text + (width > 0 ? "…" : "")
  }

  /// All lines, broken after at most `width` columns each: between words where there are some, else anywhere.
  ///
  /// A piece that is wider than `width` has a line of its own.
  func wrapped(to width: Int) -> [String] {
    lines.flatMap { line in VisibleText.pieces(of: line, to: width).map { line[$0].text } }
  }

  /// Where to break a line so that each piece takes at most `width` columns, as ``wrapped(to:)`` does; at least one piece.
  static func pieces(of line: [Glyph], to width: Int) -> [Range<Int>] {
    let width = max(width, 2)
    var found: [Range<Int>] = []
    var start = 0
    while true {
      var taken = 0
      var end = start
      while end < line.count, taken + line[end].width <= width {
        taken += line[end].width
        end += 1
      }
      // What is wider than all columns has a line of its own, the last one too.
      if start < line.count { end = max(end, start + 1) }
      if end == line.count { return found + [start..<end] }
      end = wordBreak(in: line, from: start, before: end)
      found.append(start..<end)
      start = end
    }
  }

  /// Where to break a line that is full at `end`: behind the last blank, if a word would be cut.
  private static func wordBreak(in line: [Glyph], from start: Int, before end: Int) -> Int {
    guard line[end].isOfWord, line[end - 1].isOfWord,
      let blank = line[start..<end].lastIndex(where: { $0.text == " " }), blank > start
    else { return end }
    return blank + 1
  }
}

extension Glyph {
  /// Narrow, and no blank: Latin and its like, which is not broken within a word.
  fileprivate var isOfWord: Bool { width == 1 && text != " " }
}

/// Our own text, filled up with blanks.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
  let own = VisibleText(text, defanging: false).width
  let blanks = String(repeating: " ", count: max(0, width - own))
  return right ? blanks + text : text + blanks
}
