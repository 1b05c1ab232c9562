extension TextSignals {
  /// How many scalars of a text as it came show nothing, and are not there for a good reason.
  ///
  /// Counted are default ignorables (zero width spaces, directional marks, fillers, soft hyphens, tags), controls other
  /// than tab and line ends, and interlinear annotation. Good reasons are: U+200D between emoji; variation selectors
  /// after emoji, symbols and kanji; tags after a black flag, up to their end; joiners and selectors between the letters
  /// of scripts that spell with them (Arabic, Indic, Mongolian).
  static func invisibles(of text: [UInt8]) -> Int {
    let properties = UnicodeTables.shared.properties
    var count = 0
    var position = 0
    /// The last scalar that is no selector.
    var base: ScalarProperties = []
    var isInFlag = false
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      position += length
      let known = properties[scalar]
      let isTag = 0xE0020...0xE007F ~= scalar
      if !isTag { isInFlag = scalar == 0x1F3F4 }
      guard isInvisible(scalar, known) else {
        base = known
        continue
      }
      let next = position < text.count ? properties[text.scalar(at: position).value] : []
      let isNeeded =
        switch scalar {
        case 0x200C: base.spellsWithJoiners && next.spellsWithJoiners
        case 0x200D:
          base.contains(.emoji) && next.contains(.emoji) || base.spellsWithJoiners && next.spellsWithJoiners
        case 0xFE00...0xFE0F: base.contains(.emoji) || base.kind == .symbol || base.script == .han
        case 0xE0100...0xE01EF: base.script == .han
        case 0x180B...0x180D, 0x180F: base.spellsWithJoiners
        default: isTag && isInFlag
        }
      if !isNeeded { count += 1 }
    }
    return count
  }

  private static func isInvisible(_ scalar: UInt32, _ properties: ScalarProperties) -> Bool {
    switch properties.kind {
    case .control: !properties.contains(.whiteSpace)
    case .format, .letter, .carriedMark, .spellingMark, .other, .number, .punctuation, .symbol, .separator:
      properties.contains(.ignorable) || 0xFFF9...0xFFFB ~= scalar
    }
  }
}

extension ScalarProperties {
  /// A letter or mark of a script in which U+200C and U+200D are spelling.
  fileprivate var spellsWithJoiners: Bool {
    (kind == .letter || isMark) && (script == .other || script == .unspaced)
  }
}
