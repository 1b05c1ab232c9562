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
    /// 佐藤氏ね: kanji before it.
    static let afterKanji = Guards(rawValue: 2)
    /// ヒタヒタ, タヒチ: katakana on either side.
    static let besideKatakana = Guards(rawValue: 4)
    /// 4ねん: ん after it.
    static let beforeN = Guards(rawValue: 8)
  }

  struct Entry {
    let sequence: [UInt32]
    let target: [UInt32]
    let guards: Guards
  }

  /// By first scalar, longest sequence first.
  private var entries: [UInt32: [Entry]] = [:]
  /// One bit for each scalar below U+10000 that starts a sequence.
  private var firsts = [UInt64](repeating: 0, count: 1024)

  init(rows: [LookAlikeRow]) {
    for row in rows {
      for line in row.lines {
        for sequence in line.sequences {
          guard let first = sequence.first, first < 0x10000 else { continue }
          firsts[Int(first >> 6)] |= 1 << UInt64(first & 63)
          entries[first, default: []].append(
            Entry(sequence: sequence, target: line.target, guards: row.guards))
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
  func match(in bytes: [UInt8], at position: Int) -> (length: Int, target: [UInt32])? {
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
        return (end - position, candidate.target)
      }
    }
    return nil
  }

  private func allows(_ guards: Guards, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard !guards.isEmpty else { return true }
    let properties = UnicodeTables.shared.properties
    let before = bytes.scalar(before: range.lowerBound)?.value
    let after = range.upperBound < bytes.count ? bytes.scalar(at: range.upperBound).value : nil
    if guards.contains(.afterWord), let before, properties[before].isOfSpacedWord { return false }
    if guards.contains(.afterKanji), let before, properties[before].script == .han { return false }
    if guards.contains(.beforeN), after == 0x3093 || after == 0x30F3 { return false }
    if guards.contains(.besideKatakana) {
      let katakana: ClosedRange<UInt32> = 0x30A1...0x30FE
      if let before, katakana.contains(before) { return false }
      if let after, katakana.contains(after) { return false }
    }
    return true
  }
}

/// Lines of look-alikes that share their guards.
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
}
