/// What a terminal makes of one Unicode scalar.
///
/// The general category is that of the standard library: what is shown is never stored, and a character that a later
/// Unicode assigns is a mark until the library knows it.
enum ScalarDisplay: Equatable {
  /// Graphic, this many columns wide.
  case shown(width: Int)
  /// Put on or into what stands before it.
  case carried
  /// C0, C1, DEL.
  case control
  /// It shows nothing, changes how others are shown, or has no meaning that all agree on: format characters, separators
  /// of lines and paragraphs, variation selectors, fillers, private use, unassigned.
  case hidden

  init(_ scalar: Unicode.Scalar) {
    if 0x20..<0x7F ~= scalar.value {
      self = .shown(width: 1)
      return
    }
    switch scalar.properties.generalCategory {
    case .control:
      self = .control
    case .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      self = .hidden
    case .nonspacingMark, .enclosingMark, .spacingMark:
      self = scalar.properties.isDefaultIgnorableCodePoint ? .hidden : .carried
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol,
      .otherSymbol, .spaceSeparator:
      if scalar.properties.isDefaultIgnorableCodePoint {
        self = .hidden
      } else if HangulPart.contains(scalar.value) {
        self = .carried
      } else {
        self = .shown(width: WideCharacter.contains(scalar.value) ? 2 : 1)
      }
    @unknown default:
      self = .hidden
    }
  }
}

/// Vowels and final consonants that a terminal draws into the syllable before them.
private enum HangulPart {
  static func contains(_ scalar: UInt32) -> Bool {
    0x1160...0x11FF ~= scalar || 0xD7B0...0xD7FB ~= scalar
  }
}
