extension RuleProblem.Excerpt {
  /// The line that `location` names, and a caret under its column.
  ///
  /// Tabs stay, so that the caret stands right wherever they stop; under a wide character go two columns.
  /// Control and format characters are shown as `␀`-like marks of one column: a file of rules may come from
  /// elsewhere. A long line is cut to about a hundred characters around the place.
  init(of source: SourceText, at location: SourceLocation) {
    let line = Array(Substring(source.line(location.line)))
    let place = min(max(0, location.column - 1), line.count)
    let start = place > 90 ? place - 60 : 0
    let end = min(line.count, start + 110)
    var shown = start > 0 ? "…" : ""
    var caret = start > 0 ? " " : ""
    for (index, character) in line[start..<end].enumerated() {
      shown += Self.visible(character)
      if start + index < place { caret += Self.blank(under: character) }
    }
    self.line = shown + (end < line.count ? "…" : "")
    self.caret = caret + "^"
  }

  private static func visible(_ character: Character) -> String {
    if character == "\t" { return "\t" }
    var shown = String.UnicodeScalarView()
    for scalar in character.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control:
        shown.append((scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : nil) ?? "\u{FFFD}")
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  private static func blank(under character: Character) -> String {
    if character == "\t" { return "\t" }
    return isWide(character) ? "  " : " "
  }

  /// Whether a terminal gives a character two columns: the blocks of East Asian width W and F (UAX #11) and
  /// emoji.
  private static func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
