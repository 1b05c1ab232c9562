/// The keys that nicknames are compared by.
///
/// A key is made when an event is appended and stored with it; a later Unicode changes no key that is stored.
package enum NameKeys {
  /// Who a nickname is: NFKC without what shows nothing, case folded, white space trimmed.
  ///
  /// Kana stay as they are: with kana folded, an imitator would inherit the standing of whom they imitate. Two nicknames
  /// are the same person if and only if their keys have the same bytes. Linear.
  package static func nickKey(_ nick: String) -> String {
    // No limit: two names that were cut at the same place would be one person. A nickname is short.
    let normalised = NFKCPass(ViewedText(original: Array(nick.utf8)), limit: .max).viewed()
    return trimmed(FoldPass.folded(normalised, .letters, limit: .max).bytes)
  }

  /// Whom a nickname may be taken for: its `skeleton`, with the look-alikes merged that a view must keep apart, and
  /// without white space.
  ///
  /// A view leaves ASCII alone, and no kanji stands for a katakana there, because patterns are written in both. Two keys
  /// are compared with each other only, so here I, l, 1 and | are one, O and 0, rn and m, vv and w, 口 and ロ, 力 and カ.
  /// Not an identity: different people may share one. Linear.
  package static func skeletonKey(_ nick: String) -> String {
    let normalised = NFKCPass(ViewedText(original: Array(nick.utf8)), limit: .max).viewed()
    let replaced = SkeletonPass(normalised, limit: .max).viewed().map { NFKCPass($0, limit: .max).viewed() }
    // Runs stay: 名無し233 is not 名無し2333.
    let skeleton = FoldPass.folded(replaced ?? normalised, [.letters, .kana], limit: .max).bytes
    let properties = UnicodeTables.shared.properties
    var key: [UInt8] = []
    var position = 0
    while position < skeleton.count {
      let (scalar, length) = skeleton.scalar(at: position)
      position += length
      if !isBlank(scalar, properties) { append(scalar, to: &key) }
    }
    return String(decoding: key, as: UTF8.self)
  }

  private static func append(_ scalar: UInt32, to key: inout [UInt8]) {
    switch UInt8(exactly: scalar).map(Unicode.Scalar.init) {
    case "i", "1", "|", "!": key.append(UInt8(ascii: "l"))
    case "0": key.append(UInt8(ascii: "o"))
    case "m":
      key.append(UInt8(ascii: "r"))
      key.append(UInt8(ascii: "n"))
    case "w":
      key.append(UInt8(ascii: "v"))
      key.append(UInt8(ascii: "v"))
    default: key.append(scalar: kana[scalar] ?? scalar)
    }
  }

  /// Kanji and signs that are drawn like a katakana, and that one's hiragana (UTS #39, and what is used in fact).
  private static let kana: [UInt32: UInt32] = {
    let pairs = """
      口ろ 囗ろ 力か 夕た 二に 工え 卜と 八は 三み 彡み 千ち 干ち 才お 木ほ 匕ひ 乂め 丿の 乙ら 了あ 厶む 又ぬ 久く 入れ 廾さ 廿さ 也せ
      一ー ―ー —ー –ー ‐ー -ー −ー ─ー ━ー ~ー 〜ー 丨ー
      """
    var kana: [UInt32: UInt32] = [:]
    for pair in pairs.split(whereSeparator: \.isWhitespace) {
      let scalars = pair.unicodeScalars.map(\.value)
      if scalars.count == 2 { kana[scalars[0]] = scalars[1] }
    }
    return kana
  }()

  /// White space, and the Braille pattern without a dot, which looks the same and is none: a name of these alone is nobody's.
  private static func isBlank(_ scalar: UInt32, _ properties: ScalarPropertyTable) -> Bool {
    scalar == 0x2800 || properties[scalar].contains(.whiteSpace)
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    let properties = UnicodeTables.shared.properties
    var start = 0
    var end = bytes.count
    while start < end {
      let (scalar, length) = bytes.scalar(at: start)
      guard isBlank(scalar, properties) else { break }
      start += length
    }
    while end > start, let (scalar, length) = bytes.scalar(before: end) {
      guard isBlank(scalar, properties) else { break }
      end -= length
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
