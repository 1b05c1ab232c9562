/// A foreign text as it may stand on a terminal: every byte of comments, nicknames, ids, paths and arguments passes here
/// on its way to a table, a page or a message.
///
/// What can move the cursor, hide or reorder what stands beside it is shown as a mark: controls as the pictures of
/// U+2400, everything else by its number, as in `⟨U+202E⟩`. Links can't be clicked: `hxxps://ex[.]ample`.
///
/// - Parameter text: anything.
/// - Returns: one line of graphic characters and blanks; a line break is a mark too. Linear in the text.
func visible(_ text: String) -> String {
  VisibleText(text).line
}

/// A foreign text cut into what a terminal shows, line by line: measured, and made harmless.
struct VisibleText {
  /// The lines; one, unless breaks are kept.
  private(set) var lines: [[Glyph]] = [[]]

  /// Marks that one character carries before the rest is only counted: Vietnamese, Hebrew and Thai need up to four.
  static let marksPerCharacter = 4

  /// - Parameters:
  ///   - text: what somebody else wrote.
  ///   - keepingLines: whether U+000A, or U+000D U+000A, begins a new line; else they are marks like other controls.
  ///   - defanging: whether links are made unusable.
  ///   - columns: from how many columns on the rest may be left out.
  init(_ text: String, keepingLines: Bool = false, defanging: Bool = true, columns: Int = .max) {
    // No character is shown narrower than a tenth of what it takes here, marks included.
    let scalars =
      columns < 1_000 ? Array(text.unicodeScalars.prefix(10 * columns + 100)) : Array(text.unicodeScalars)
    var scanner = GlyphScanner(defanging ? Defanging.defang(scalars) : scalars)
    var width = 0
    while width <= columns, let item = scanner.next() {
      switch item {
      case .glyph(let glyph):
        lines[lines.count - 1].append(glyph)
        width += glyph.width
      case .lineBreak where keepingLines:
        lines.append([])
      case .lineBreak(let length):
        if length == 2 { lines[lines.count - 1].append(.picture(of: "\r")) }
        lines[lines.count - 1].append(.picture(of: "\n"))
        width += length
      }
    }
  }

  /// The first line, or all of a text whose breaks are marks.
  var line: String { lines[0].text }

  /// How many columns the widest line takes.
  var width: Int { lines.map(\.width).max() ?? 0 }
}

/// What a terminal shows in one piece, and the columns that it takes.
struct Glyph: Equatable {
  var text: String
  var width: Int

  /// A control character as its picture: U+0000 to U+001F and U+007F have one.
  static func picture(of control: Unicode.Scalar) -> Glyph {
    let value = control.value == 0x7F ? 0x2421 : 0x2400 + control.value
    return Glyph(text: Unicode.Scalar(value).map { String($0) } ?? "␀", width: 1)
  }

  /// A character that must not stand there, by its number; `count` of them in a row.
  static func mark(_ scalar: Unicode.Scalar, count: Int = 1) -> Glyph {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return note("U+\(zeros)\(digits)\(count > 1 ? "×\(count)" : "")")
  }

  /// A remark of ours between brackets that are not on a keyboard.
  static func note(_ text: String) -> Glyph {
    Glyph(text: "⟨\(text)⟩", width: text.unicodeScalars.count + 2)
  }
}

extension Collection<Glyph> {
  var text: String { map(\.text).joined() }
  var width: Int { reduce(0) { $0 + $1.width } }
}
