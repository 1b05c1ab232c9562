import SeededNumbers
import Testing

@testable import ModQJudge

/// Properties of all views over mixed-up texts.
struct OffsetTests {
  static let alphabet = [
    "か", "き", "ガ", "ギ", "ぱ", "ヵ", "ァ", "ッ", "ヷ", "ー", "〜", "~", "-", "゛", "゜", "ﾞ", "ﾟ", "ｶ", "ﾊ", "ﾀ", "ﾋ",
    "ｰ",
    "タ", "ヒ", "ね", "ネ", "死", "氏", "4", "４", "㍍", "㌔", "㍿", "①", "ﷺ", "ﬁ", "ß", "ŉ", "İ", "I", "m", "Ａ", "ｗ",
    "w", "Z",
    "а", "Е", "і", "Н", "й", "ё", "ν", "Ω", "ΐ", "ʙ", "Ꭺ", "օ", "𝓿", "\u{300}", "\u{301}", "\u{323}",
    "\u{327}",
    "\u{345}", "\u{3099}", "\u{309A}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{AD}", "\u{202E}", "👨", "❤",
    "🏽",
    "각", "\u{1100}", "\u{1161}", "\u{11A8}", "े", "ো", "\u{9C7}", "\u{9BE}", "\u{E34}", " ", "\n", ".", "、",
    "\u{0}",
  ]

  /// Repeats letters now and then, so that there are runs.
  static func text(seed: UInt64) -> String {
    var generator = SplitMix64(seed: seed)
    var text = ""
    for _ in 0..<generator.below(24) {
      let piece = alphabet[generator.below(alphabet.count)]
      let times = generator.once(in: 8) ? generator.below(6) : 1
      for _ in 0..<times { text += piece }
    }
    return text
  }

  @Test func viewsAreValidTextAndMapBackMonotonically() {
    for seed in 0..<UInt64(4_000) {
      let text = Self.text(seed: seed)
      let original = Array(text.utf8)
      var views = Views(text)
      for view in View.allCases {
        let shown = views.text(in: view)
        guard let string = String(validating: shown.bytes, as: UTF8.self) else {
          Issue.record("seed \(seed): \(view) of \(text.debugDescription) is no UTF-8")
          continue
        }
        var end = 0
        var last = 0..<0
        for scalar in string.unicodeScalars {
          let range = end..<end + utf8Length(scalar.value)
          end = range.upperBound
          let back = shown.original(range)
          let isWhole = back.allSatisfy(original.indices.contains) && Self.isAligned(back, in: original)
          let isMonotone = last.lowerBound <= back.lowerBound && last.upperBound <= back.upperBound
          if !isWhole || !isMonotone || back.isEmpty {
            Issue.record(
              "seed \(seed): \(view) of \(text.debugDescription) maps \(range) to \(back) after \(last)")
          }
          last = back
        }
        #expect(shown.original(end..<end + 9).isEmpty, "seed \(seed)")
      }
    }
  }

  /// What a piece of the view came from shows, seen alone through the view, at least that piece: nothing that it was
  /// made of is left out. (Runs that are cut short and guards look at more than the piece: not in this property.)
  @Test func originalOfAScalarShowsThatScalar() {
    for seed in 0..<UInt64(4_000) {
      let text = Self.text(seed: seed)
      let original = Array(text.utf8)
      var views = Views(text)
      let shown = views.text(in: .nfkc)
      var position = 0
      while position < shown.bytes.count {
        let (scalar, length) = shown.bytes.scalar(at: position)
        let back = shown.original(position..<position + length)
        var again = Views(validUTF8: Array(original[back]))
        let seen = String(decoding: again.text(in: .nfkc).bytes, as: UTF8.self).unicodeScalars
        if !seen.contains(where: { $0.value == scalar }) {
          Issue.record(
            "seed \(seed): \(text.debugDescription): \(back) does not show U+\(String(scalar, radix: 16))")
        }
        position += length
      }
    }
  }

  @Test func wholeViewComesFromEverythingThatShows() {
    var views = Views("\u{200B}か゛\u{AD}きﾞ\u{FEFF}")
    let shown = views.text(in: .fold)
    #expect(shown.bytes == Array("がぎ".utf8))
    #expect(shown.original(0..<3) == 3..<9)
    #expect(shown.original(3..<6) == 11..<17)
    #expect(shown.original(0..<6) == 3..<17)
    #expect(shown.original(3..<3) == 11..<11)
  }

  @Test(arguments: [
    ("ｗｗｗｗｗｗ!", "ww", 0..<18, true), ("aWWWWb", "ww", 1..<5, false), ("so goooooood", "oo", 4..<11, false),
    ("すごーーーい", "ー", 6..<15, true), ("すご〜〜!", "ー", 6..<12, true), ("sßss", "ss", 0..<5, true),
    ("ああああい", "ああ", 0..<12, true), ("aaa\u{301}", "aa", 0..<2, false),
  ])
  func runThatWasCutShortIsAHitAsAWhole(
    _ text: String, _ sought: String, _ expected: Range<Int>, _ isPhrase: Bool
  ) {
    var views = Views(text)
    let shown = views.text(in: .fold)
    let wanted = Array(sought.utf8)
    let start = shown.bytes.indices.first { shown.bytes[$0...].starts(with: wanted) } ?? 0
    #expect(shown.original(start..<start + wanted.count) == expected)
    #expect(PhraseBoundary.isPhrase(at: expected, in: Array(text.utf8)) == isPhrase)
  }

  @Test func viewsAreStableUnderThemselves() {
    for seed in 0..<UInt64(4_000) {
      let text = Self.text(seed: seed)
      var views = Views(text)
      for view in [View.raw, .nfkc, .fold] {
        let once = views.text(in: view)
        if once.isCut { continue }
        var again = Views(validUTF8: once.bytes)
        let twice = again.text(in: view)
        if once.bytes != twice.bytes {
          Issue.record(
            """
            seed \(seed): \(view) of \(text.debugDescription) is \(Self.scalars(once.bytes)), \
            and of that \(Self.scalars(twice.bytes))
            """)
        }
      }
    }
  }

  @Test func everyScalarThatChangesIsStableUnderNfkcAndFold() {
    let properties = UnicodeTables.shared.properties
    var unstable: [UInt32] = []
    for value in 0..<UInt32(0x110000) where !properties[value].isDisjoint(with: [.unsettled, .folds]) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var views = Views(String(scalar))
      var again = Views(validUTF8: views.text(in: .fold).bytes)
      if again.text(in: .fold).bytes != views.text(in: .fold).bytes { unstable.append(value) }
    }
    #expect(unstable == [])
  }

  private static func isAligned(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    [range.lowerBound, range.upperBound].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }

  private static func scalars(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { String($0.value, radix: 16) }
  }
}
