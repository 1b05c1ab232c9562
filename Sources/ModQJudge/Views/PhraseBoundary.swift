/// Whether what a phrase hit is a phrase there, or a piece of a longer word.
///
/// Japanese has no word boundaries: `\b死ね\b` misses お前は死ねばいい, and bare substrings hit "specialist". So each end
/// of a hit is checked by the script of its own end, in the text as it was written, before `dense` left anything out:
///
/// - Kana, kanji, hangul, and scripts without spaces such as Thai need no boundary, whatever stands beside them.
/// - A letter or digit of a script with spaces must not have another such letter or digit beside it outside the hit:
///   "v.i.a.g.r.a now" and viagraを are hits of viagra, "viagranow" and viagra2 are not.
/// - An end that is neither, such as the ! of "buy now!", needs no boundary.
///
/// At both sides of an end, marks and what shows nothing are looked past: they belong to the letter before them, and a
/// U+200B does not make two words of one. Letters in compatibility forms are what they are in NFKC, so that 𝐯 is Latin
/// and ㌔ is kana.
package enum PhraseBoundary {
  /// Whether both ends of `range` are where a phrase may start and end.
  ///
  /// `range` is a range of bytes of `original`, which is valid UTF-8, and starts and ends between scalars; an empty one
  /// is a phrase. Looks at the hit's ends and their neighbours alone: constant time, unless there are towers of marks.
  package static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool {
    guard !range.isEmpty else { return true }
    let tables = UnicodeTables.shared
    return
      !(isInWord(first(in: range, of: original, tables))
      && isInWord(last(in: 0..<range.lowerBound, of: original, tables)))
      && !(isInWord(last(in: range, of: original, tables))
        && isInWord(first(in: range.upperBound..<original.count, of: original, tables)))
  }

  private static func isInWord(_ properties: ScalarProperties?) -> Bool {
    properties?.isOfSpacedWord ?? false
  }

  /// The first scalar in `range` that is not passed over, as it begins in NFKC.
  private static func first(
    in range: Range<Int>, of bytes: [UInt8], _ tables: UnicodeTables
  ) -> ScalarProperties? {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, length) = bytes.scalar(at: position)
      position += length
      let properties = tables.properties[scalar]
      if isPassedOver(properties) { continue }
      guard properties.contains(.decomposes) else { return properties }
      return tables.decompositions[scalar].lazy.map { tables.properties[tables.decompositions.pool[$0]] }
        .first { !isPassedOver($0) } ?? properties
    }
    return nil
  }

  /// The last scalar in `range` that is not passed over, as it ends in NFKC.
  private static func last(
    in range: Range<Int>, of bytes: [UInt8], _ tables: UnicodeTables
  ) -> ScalarProperties? {
    var position = range.upperBound
    while position > range.lowerBound, let (scalar, length) = bytes.scalar(before: position) {
      position -= length
      let properties = tables.properties[scalar]
      if isPassedOver(properties) { continue }
      guard properties.contains(.decomposes) else { return properties }
      return tables.decompositions[scalar].lazy.map { tables.properties[tables.decompositions.pool[$0]] }
        .last { !isPassedOver($0) } ?? properties
    }
    return nil
  }

  private static func isPassedOver(_ properties: ScalarProperties) -> Bool {
    properties.isMark || properties.contains(.ignorable)
  }
}
