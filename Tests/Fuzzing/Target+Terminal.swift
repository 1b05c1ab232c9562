@testable import ModQTerminal

/// What a person sees of a foreign text.
extension Target {
  /// A number of columns, whether breaks are kept, a text: nothing of it moves the cursor, hides, reorders, makes a link,
  /// leaves its columns or its field.
  static func show(_ bytes: [UInt8]) {
    guard let first = bytes.first, let text = String(validating: bytes.dropFirst(), as: UTF8.self) else {
      return
    }
    let width = 2 + Int(first & 0x7F)
    let shown = VisibleText(text, keepingLines: first & 0x80 != 0)
    for line in shown.lines {
      requireHarmless(line.text)
      requireNoLink(line.text)
      var start = 0
      for piece in VisibleText.pieces(of: line, to: width) {
        precondition(piece.lowerBound == start, "a broken line is whole and in order")
        precondition(
          piece.count == 1 || line[piece].width <= width || line.isEmpty, "a piece keeps to its columns")
        start = piece.upperBound
      }
      precondition(start == line.count, "a broken line is whole and in order")
    }
    let cut = VisibleText(text, columns: width)
    precondition(
      cut.fitted(to: width) == VisibleText(text).fitted(to: width), "what is left out changes no beginning")

    let record = CSV.record([text, "x"])
    precondition(record.hasSuffix("\n"), "a record is one line")
    requireHarmless(String(record.dropLast()))
    let field = record.utf8.first == UInt8(ascii: "\"") ? record.dropFirst() : record[...]
    if let start = field.unicodeScalars.first, "=+@".unicodeScalars.contains(start) {
      preconditionFailure("a field is no formula")
    }
  }

  /// Graphic characters and blanks, and few marks on each.
  private static func requireHarmless(_ text: String) {
    var marks = 0
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        preconditionFailure("a terminal gets \(scalar.escaped(asASCII: true))")
      case .nonspacingMark, .enclosingMark, .spacingMark:
        marks += 1
        // The base, a style of emoji, and what may be carried.
        precondition(marks <= VisibleText.marksPerCharacter + 2, "marks do not heap up")
      default:
        marks = 0
      }
    }
  }

  /// In front of `://` stands no scheme that opens anything.
  private static func requireNoLink(_ text: String) {
    let bytes = Array(text.utf8).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    let separator = Array("://".utf8)
    for place in bytes.indices.dropLast(2) where bytes[place..<place + 3].elementsEqual(separator) {
      let before = bytes[..<place]
      precondition(
        before.suffix(4).elementsEqual("hxxp".utf8) || before.suffix(5).elementsEqual("hxxps".utf8),
        "a link is broken")
    }
  }
}
