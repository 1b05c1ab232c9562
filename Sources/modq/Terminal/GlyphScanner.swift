/// Goes through a text and says what a terminal may show of it, piece by piece.
struct GlyphScanner {
  enum Item: Equatable {
    case glyph(Glyph)
    /// U+000A, or U+000D U+000A: how many scalars it was.
    case lineBreak(length: Int)
  }

  private let scalars: [Unicode.Scalar]
  /// How many scalars the pieces so far were made of.
  private(set) var place = 0
  /// Whether a mark could be put on what came last.
  private var canCarry = false

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// The next piece; nil at the end.
  ///
  /// Amortised constant for each scalar.
  mutating func next() -> Item? {
    guard place < scalars.count else { return nil }
    let scalar = scalars[place]
    if scalar.isPlainASCII && !isKeycap(at: place) && !isCarried(at: place + 1) {
      place += 1
      canCarry = true
      return .glyph(Glyph(text: String(scalar), width: 1))
    }
    if let length = lineBreak() {
      place += length
      canCarry = false
      return .lineBreak(length: length)
    }
    switch ScalarDisplay(scalar) {
    case .control:
      place += 1
      canCarry = false
      return .glyph(scalar.value < 0x80 ? .picture(of: scalar) : .mark(scalar))
    case .hidden:
      return .glyph(hidden(scalar))
    case .carried:
      return .glyph(orphans())
    case .shown(let width):
      return .glyph(cluster(scalar, width: width))
    }
  }

  private func lineBreak() -> Int? {
    if scalars[place] == "\n" { return 1 }
    return scalars[place] == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n" ? 2 : nil
  }

  /// A run of the same hidden character is one mark with their number.
  private mutating func hidden(_ scalar: Unicode.Scalar) -> Glyph {
    let start = place
    while place < scalars.count, scalars[place] == scalar { place += 1 }
    canCarry = false
    return .mark(scalar, count: place - start)
  }

  /// Marks with nothing in front that could carry them, at the start or behind a mark of ours: on a dotted circle, as the
  /// Unicode charts show them.
  private mutating func orphans() -> Glyph {
    if !canCarry {
      canCarry = true
      return carrying(Glyph(text: "\u{25CC}", width: 1))
    }
    // More than a character may carry.
    let start = place
    while isCarried(at: place) { place += 1 }
    canCarry = false
    return .note("+\(place - start)")
  }

  /// A character with what belongs to it.
  private mutating func cluster(_ scalar: Unicode.Scalar, width: Int) -> Glyph {
    var glyph = Glyph(text: String(scalar), width: width)
    let isKeycap = isKeycap(at: place)
    place += 1
    canCarry = true
    if scalar.isRegionalIndicator, place < scalars.count, scalars[place].isRegionalIndicator {
      glyph = Glyph(text: glyph.text + String(scalars[place]), width: 2)
      place += 1
    } else if isKeycap {
      glyph = Glyph(text: glyph.text + "\u{FE0F}\u{20E3}", width: 2)
      place += 2
    } else if scalar.properties.isEmoji && scalar.value > 0x7F {
      style(&glyph)
    }
    return carrying(glyph)
  }

  /// U+FE0E, U+FE0F and skin tones behind an emoji.
  private mutating func style(_ glyph: inout Glyph) {
    guard place < scalars.count else { return }
    let next = scalars[place]
    guard next.value == 0xFE0E || next.value == 0xFE0F || next.properties.isEmojiModifier else { return }
    glyph.text.unicodeScalars.append(next)
    if next.value != 0xFE0E { glyph.width = 2 }
    place += 1
  }

  private mutating func carrying(_ base: Glyph) -> Glyph {
    var glyph = base
    var count = 0
    while count < VisibleText.marksPerCharacter, isCarried(at: place) {
      glyph.text.unicodeScalars.append(scalars[place])
      glyph.width += scalars[place].properties.generalCategory == .spacingMark ? 1 : 0
      count += 1
      place += 1
    }
    return glyph
  }

  private func isCarried(at place: Int) -> Bool {
    place < scalars.count && ScalarDisplay(scalars[place]) == .carried
  }

  /// A digit, `#` or `*` with U+FE0F and the enclosing keycap.
  private func isKeycap(at place: Int) -> Bool {
    guard place + 2 < scalars.count, scalars[place + 1].value == 0xFE0F else { return false }
    return scalars[place].properties.isEmoji && scalars[place + 2].value == 0x20E3
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainASCII: Bool { 0x20..<0x7F ~= value }
  fileprivate var isRegionalIndicator: Bool { 0x1F1E6...0x1F1FF ~= value }
}
