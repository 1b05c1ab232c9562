/// Finds sequences of scalars that together look, or by custom are read, like something else in Japanese.
///
/// Sequences alone are look-alikes: a single カ that stood for 力 would wreck ordinary katakana. Where ordinary text has
/// the same sequence, a guard looks at its neighbours.
struct LookAlikeSequences {
  static let shared = LookAlikeSequences(rows: LookAlikeRow.japanese)

  /// Where a sequence is not what it looks like.
  struct Guards: OptionSet {
    let rawValue: UInt8
    /// 2024ねん, PS4ね: a digit or a letter of a spaced script before it.
    static let afterWord = Guards(rawValue: 1)
    /// 弁護士ね: kanji before it.
    static let afterKanji = Guards(rawValue: 2)
    /// ヒタヒ: katakana or ー before it.
    static let afterKatakana = Guards(rawValue: 4)
    /// タヒチ: katakana or ー after it.
    static let beforeKatakana = Guards(rawValue: 8)
    /// 4ねん: ん after it.
    static let beforeN = Guards(rawValue: 16)
    /// Kana neither before it nor after it.
    static let apartFromKana = Guards(rawValue: 32)
  }

  private struct Entry {
    let sequence: [UInt32]
    let guards: Guards
    /// What differs from the sequence: the ends that both have in common stay as they stand.
    let target: [UInt32]
    let leading: Int
    let trailing: Int

    init(_ sequence: [UInt32], for target: [UInt32], unless guards: Guards) {
      self.sequence = sequence
      self.guards = guards
      let leading = zip(sequence, target).prefix { $0 == $1 }.count
      let trailing = zip(sequence.dropFirst(leading).reversed(), target.dropFirst(leading).reversed())
        .prefix { $0 == $1 }.count
      self.target = target.dropFirst(leading).dropLast(trailing)
      self.leading = sequence.prefix(leading).reduce(0) { $0 + utf8Length($1) }
      self.trailing = sequence.suffix(trailing).reduce(0) { $0 + utf8Length($1) }
    }
  }

  /// A sequence that was found.
  struct Match {
    /// What is replaced, and by what.
    var replaced: Range<Int>
    var target: [UInt32]
    /// Where the sequence ends.
    var end: Int
  }

  /// By first scalar, longest sequence first.
  private var entries: [UInt32: [Entry]] = [:]
  /// One bit for each scalar below U+10000 that starts a sequence: all do.
  private var firsts = [UInt64](repeating: 0, count: 1024)

  init(rows: [LookAlikeRow]) {
    for row in rows {
      for line in row.lines {
        for sequence in line.sequences {
          guard let first = sequence.first, first < 0x10000 else { continue }
          firsts[Int(first >> 6)] |= 1 << UInt64(first & 63)
          entries[first, default: []].append(Entry(sequence, for: line.target, unless: row.guards))
        }
      }
    }
    for first in entries.keys {
      entries[first]?.sort { $0.sequence.count > $1.sequence.count }
    }
  }

  @inline(__always)
  func mayStart(with scalar: UInt32) -> Bool {
    scalar < 0x10000 && firsts[Int(scalar >> 6)] & 1 << UInt64(scalar & 63) != 0
  }

  /// The longest sequence that stands at `position` of a text in NFKC, and where its guards allow it.
  func match(in bytes: [UInt8], at position: Int) -> Match? {
    guard let candidates = entries[bytes.scalar(at: position).value] else { return nil }
    for candidate in candidates {
      var end = position
      var matched = 0
      while matched < candidate.sequence.count, end < bytes.count {
        let (scalar, length) = bytes.scalar(at: end)
        guard scalar == candidate.sequence[matched] else { break }
        matched += 1
        end += length
      }
      if matched == candidate.sequence.count, allows(candidate.guards, in: bytes, position..<end) {
        let replaced = position + candidate.leading..<end - candidate.trailing
        return Match(replaced: replaced, target: candidate.target, end: end)
      }
    }
    return nil
  }

  private func allows(_ guards: Guards, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard !guards.isEmpty else { return true }
    let properties = UnicodeTables.shared.properties
    let before = bytes.scalar(before: range.lowerBound)?.value
    let after = range.upperBound < bytes.count ? bytes.scalar(at: range.upperBound).value : nil
    if guards.contains(.afterWord), Self.isAfterWord(bytes, range.lowerBound) { return false }
    if guards.contains(.afterKanji), let before, properties[before].script == .han { return false }
    if guards.contains(.beforeN), after == 0x3093 || after == 0x30F3 { return false }
    if guards.contains(.afterKatakana), Self.isKatakana(before) { return false }
    if guards.contains(.beforeKatakana), Self.isKatakana(after) { return false }
    if guards.contains(.apartFromKana) {
      return [before, after].contains { $0.map { properties[$0].isKana } ?? false }
    }
    return true
  }

  private static func isKatakana(_ scalar: UInt32?) -> Bool {
    guard let scalar else { return false }
    return 0x30A1...0x30FA ~= scalar || scalar == 0x30FC
  }

  /// Whether a word or number goes on at `position`; `1.4` and `20:4` are one number.
  private static func isAfterWord(_ bytes: [UInt8], _ position: Int) -> Bool {
    let properties = UnicodeTables.shared.properties
    guard let (before, length) = bytes.scalar(before: position) else { return false }
    switch before {
    case 0x2C, 0x2E, 0x2F, 0x3A:
      return bytes.scalar(before: position - length).map { properties[$0.value].kind == .number } ?? false
    default:
      return properties[before].isOfSpacedWord
    }
  }
}

/// Look-alikes that share their guards.
struct LookAlikeRow {
  let guards: LookAlikeSequences.Guards
  let lines: [(target: [UInt32], sequences: [[UInt32]])]

  /// - Parameters:
  ///   - text: one line for each target: the target, then what looks like it, all with blanks between.
  ///   - guards: where they do not look like it.
  init(_ text: String, unless guards: LookAlikeSequences.Guards = []) {
    self.guards = guards
    lines = text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
      guard let target = words.first else { return nil }
      return (target, Array(words.dropFirst()))
    }
  }

  /// - Parameters:
  ///   - text: words with white space between, each a sequence and, as its last scalar, what it looks like.
  ///   - guards: where they do not look like it.
  init(parts text: String, unless guards: LookAlikeSequences.Guards = []) {
    self.guards = guards
    lines = text.split(whereSeparator: \.isWhitespace).compactMap { word in
      let scalars = word.unicodeScalars.map(\.value)
      return scalars.last.map { ([$0], [scalars.dropLast()]) }
    }
  }

  /// Words that have a look-alike in them and are what they are.
  init(standing text: String) {
    guards = []
    lines = text.split(separator: " ").map { word in
      let scalars = word.unicodeScalars.map(\.value)
      return (scalars, [scalars])
    }
  }
}
