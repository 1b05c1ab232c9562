/// Makes the view `fold` of a text in NFKC: case and kana are folded, and runs are cut short, in one go.
struct FoldPass {
  /// What to fold.
  struct Extent: OptionSet {
    let rawValue: UInt8
    /// Full case folding.
    static let letters = Extent(rawValue: 1)
    /// Katakana to hiragana, small kana to large.
    static let kana = Extent(rawValue: 2)
    /// ー and what is drawn like it after kana to one ー, and three or more equal scalars to two.
    static let runs = Extent(rawValue: 4)
  }

  private let tables = UnicodeTables.shared
  private let source: [UInt8]
  private let extent: Extent
  private var builder: ViewBuilder

  /// The last scalar of the result, and how many times in a row it stands there.
  private var last = UInt32.max
  private var runLength = 0
  /// What that scalar came from.
  ///
  /// What is left out of a run counts as its origin too: a hit of "ww" in "wwww" is all of it, and nothing of
  /// the same word stands beside it.
  private var lastPiece = 0..<0
  /// Whether the result so far ends in kana, or in kana with ー.
  private var isAfterKana = false
  private var isProlonged = false

  init(_ text: ViewedText, _ extent: Extent, limit: Int) {
    source = text.bytes
    self.extent = extent
    builder = ViewBuilder(text, limit: limit)
  }

  /// Folds `text`, which is in NFKC; the result is in NFKC too.
  ///
  /// Linear.
  ///
  /// A folded letter may compose with a mark that it did not compose with before (H̱ to ẖ). That is rare, and then the
  /// letters are folded and composed first, and runs cut afterwards.
  static func folded(_ text: ViewedText, _ extent: Extent, limit: Int) -> ViewedText {
    if let folded = FoldPass(text, extent, limit: limit).viewed(mayCompose: false) { return folded }
    let letters = FoldPass(text, extent.subtracting(.runs), limit: limit).viewed(mayCompose: true) ?? text
    let composed = NFKCPass(letters, limit: limit).viewed()
    return FoldPass(composed, extent.intersection(.runs), limit: limit).viewed(mayCompose: true) ?? composed
  }

  /// The folded text, or nil if a folded letter may compose with a mark after it and that is not to be put off.
  private consuming func viewed(mayCompose: Bool) -> ViewedText? {
    var position = 0
    while position < source.count, !builder.isCut {
      let byte = source[position]
      if byte < 0x80 {
        let isUpper = byte &- 0x41 < 26 && extent.contains(.letters)
        let end = isUpper || isAfterKana ? position : plainEnd(from: position)
        if end > position {
          last = UInt32(source[end - 1])
          lastPiece = end - 1..<end
          runLength = 1
          position = end
          continue
        }
        if isUpper, !mayCompose, isMark(at: position + 1) { return nil }
        put(
          UInt32(isUpper ? byte | 0x20 : byte), for: UInt32(byte), from: position..<position + 1,
          isKana: false)
        position += 1
        continue
      }
      let (scalar, length) = source.scalar(at: position)
      let piece = position..<position + length
      let properties = tables.properties[scalar]
      let isKana = properties.isKana
      if properties.contains(.folds), extent.contains(isKana ? .kana : .letters) {
        if !mayCompose, isMark(at: position + length) { return nil }
        let target = tables.folds[scalar]
        if target.count == 1 {
          put(tables.folds.pool[target.lowerBound], for: scalar, from: piece, isKana: isKana)
        } else {
          put(Array(tables.folds.pool[target]), from: piece, isKana: isKana)
        }
      } else {
        put(scalar, for: scalar, from: piece, isKana: isKana || isAfterKana && properties.isMark)
      }
      position += length
    }
    return builder.finished()
  }

  /// Where the stretch of ASCII from `position` ends in which nothing folds and nothing stands twice in a row.
  private func plainEnd(from position: Int) -> Int {
    var end = position
    var previous = last
    while end < source.count, source[end] < 0x80, source[end] &- 0x41 >= 26, UInt32(source[end]) != previous {
      previous = UInt32(source[end])
      end += 1
    }
    return end
  }

  /// Whether the scalar at `position` may compose with what stands before it.
  private func isMark(at position: Int) -> Bool {
    // The first mark is U+0300, whose first byte is 0xCC.
    guard position < source.count, source[position] >= 0xCC else { return false }
    return tables.properties[source.scalar(at: position).value].contains(.joins)
  }

  private mutating func put(_ scalar: UInt32, for written: UInt32, from piece: Range<Int>, isKana: Bool) {
    guard let kept = shortened(scalar, isKana: isKana) else {
      return builder.extend(last, from: lastPiece, upTo: piece.upperBound)
    }
    lastPiece = piece
    if kept != written { builder.replace(piece, with: CollectionOfOne(kept)) }
  }

  private mutating func put(_ scalars: [UInt32], from piece: Range<Int>, isKana: Bool) {
    let kept = scalars.compactMap { shortened($0, isKana: isKana) }
    guard !kept.isEmpty else { return builder.extend(last, from: lastPiece, upTo: piece.upperBound) }
    lastPiece = piece
    builder.replace(piece, with: kept)
  }

  /// What comes of `scalar` after what is there already; nil if it only makes a run longer.
  private mutating func shortened(_ scalar: UInt32, isKana: Bool) -> UInt32? {
    guard extent.contains(.runs) else { return scalar }
    var scalar = scalar
    if isAfterKana, Self.prolongs(scalar) {
      if isProlonged { return nil }
      isProlonged = true
      scalar = 0x30FC
    } else {
      isAfterKana = isKana
      isProlonged = false
    }
    if scalar != last {
      last = scalar
      runLength = 1
      return scalar
    }
    runLength += 1
    return runLength > 2 ? nil : scalar
  }

  /// ー, and the dashes, waves and lines that stand for it.
  private static func prolongs(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x7E, 0x2010...0x2015, 0x2053, 0x2212, 0x223C, 0x223E, 0x2500, 0x2501, 0x301C, 0x3030, 0x30FC:
      true
    default: false
    }
  }
}
