/// Replaces look-alikes in a text in NFKC: what remains for the view `skeleton` is to compose and to fold.
///
/// - Sequences that together look or sound like something else in Japanese: ``LookAlikeSequences``.
/// - Letters that imitate Latin ones (UTS #39), in tokens that have a Latin, Greek or Cyrillic letter. A token is a run
///   of letters, marks and digits without kana, kanji and hangul. ASCII stays as it is, both cases of a letter become
///   the same, and small capitals become letters, so that what is written in ASCII means the same here as in `fold`.
struct SkeletonPass {
  private let tables = UnicodeTables.shared
  private let sequences = LookAlikeSequences.shared
  private let source: [UInt8]
  private var builder: ViewBuilder
  private var isChanged = false

  init(_ text: ViewedText, limit: Int) {
    source = text.bytes
    builder = ViewBuilder(text, limit: limit)
  }

  /// The text with look-alikes replaced, or nil if it has none.
  ///
  /// Linear.
  consuming func viewed() -> ViewedText? {
    var position = 0
    while position < source.count, !builder.isCut {
      let (scalar, length) = source.scalar(at: position)
      if sequences.mayStart(with: scalar), let found = sequences.match(in: source, at: position) {
        if !found.replaced.isEmpty {
          builder.replace(found.replaced, with: found.target)
          isChanged = true
        }
        position = found.end
      } else if length > 1, tables.properties[scalar].contains(.imitates) {
        position = replaceToken(around: position)
      } else {
        position += length
      }
    }
    return isChanged ? builder.finished() : nil
  }

  /// Replaces what imitates, from `start` to the end of its token, and returns where that is.
  private mutating func replaceToken(around start: Int) -> Int {
    var end = start
    var hasLetter = false
    while end < source.count {
      let (scalar, length) = source.scalar(at: end)
      let properties = tables.properties[scalar]
      guard properties.isInToken else { break }
      hasLetter = hasLetter || properties.isLatinGreekOrCyrillic
      end += length
    }
    var before = start
    while !hasLetter, let (scalar, length) = source.scalar(before: before) {
      let properties = tables.properties[scalar]
      guard properties.isInToken else { break }
      hasLetter = properties.isLatinGreekOrCyrillic
      before -= length
    }
    guard hasLetter else { return end }
    var position = start
    while position < end {
      let (scalar, length) = source.scalar(at: position)
      let target = tables.lookAlikes[scalar]
      if !target.isEmpty {
        builder.replace(position..<position + length, with: tables.lookAlikes.pool[target])
        isChanged = true
      }
      position += length
    }
    return end
  }
}

extension ScalarProperties {
  /// Whether it belongs to a token in the sense of ``SkeletonPass``.
  var isInToken: Bool {
    switch kind {
    case .letter, .number, .spellingMark, .carriedMark:
      switch script {
      case .other, .common, .inherited, .latin, .greek, .cyrillic: true
      case .kana, .han, .hangul, .unspaced: false
      }
    case .other, .punctuation, .symbol, .separator, .control, .format: false
    }
  }

  var isLatinGreekOrCyrillic: Bool {
    kind == .letter && (script == .latin || script == .greek || script == .cyrillic)
  }
}
