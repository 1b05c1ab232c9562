import SeededNumbers
import Testing

@testable import ModQJudge

struct TextPrintTests {
  /// A text of so many characters, none of them twice, with a word of two in its midst; and the same with that in kana.
  private static func kanji(_ count: Int) -> String { around("登録", count - 2) }
  private static func kana(_ count: Int) -> String { around("とうろく", count - 2) }

  private static func around(_ word: String, _ others: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789あいえおかきけこさしすせそ")
    return String(letters[..<(others / 2)]) + word + String(letters[(others / 2)..<others])
  }

  @Test(arguments: [
    (
      "スマホだけで毎月３０万円、詳しくはプロフィールのリンクから今すぐご登録ください。先着順です",
      "スマホだけで毎月30万円、くわしくはプロフィールのリンクから今すぐご登録ください。先着順です！！"
    ),
    ("Best prices for your garden, today only", "BEST PRICES for your garden, today only!!!"),
    ("ｱﾘｶﾞﾄｳｺﾞｻﾞｲﾏｽｱﾘｶﾞﾄｳｺﾞｻﾞｲﾏｽ", "ありがとうございますありがとうございます"),
    (kanji(46), kana(46)), ("反対！", "反対!"), ("w", "Ｗ"), ("wwww", "wwwwwwwww"),
  ])
  func copies(_ left: String, _ right: String) {
    #expect(TextPrint(body: left).isCopy(of: TextPrint(body: right)))
  }

  @Test(arguments: [
    ("ありがとうございます", "ありがとうございました"), ("反対！", "反対！！"), ("", ""), ("\u{200B}", "\u{200B}"),
    // Nineteen characters and twenty: the shorter one can only be equal.
    ("abcdefghijklmnopqrs", "abcdefghijklmnopqrst"),
    // A word of two in kana makes a text of 44 characters another; of 46 it does not.
    (kanji(44), kana(44)),
    ("この記事の筆者は何もわかっていない、資料を読み直せ", "この記事の筆者は何でもわかっている、資料を読むとよい"),
  ])
  func otherTexts(_ left: String, _ right: String) {
    #expect(!TextPrint(body: left).isCopy(of: TextPrint(body: right)))
  }

  /// The index of sets of strings, counted the plain way.
  @Test(arguments: 1...20)
  func jaccardIsThatOfTheGrams(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let text = PrintedText.text(Int.random(in: 20..<80, using: &random), &random)
      let other = PrintedText.changed(text, Int.random(in: 0..<6, using: &random), &random)
      let (left, right) = (PrintedText.grams(text), PrintedText.grams(other))
      let isNear =
        text == other
        || other.count >= 20 && 5 * left.intersection(right).count >= 4 * left.union(right).count
      let (one, two) = (TextPrint(folded: Array(text.utf8)), TextPrint(folded: Array(other.utf8)))
      #expect(one.isCopy(of: two) == isNear, "seed \(seed): “\(text)” and “\(other)”")
    }
  }

  /// Short and long texts, and those of few different grams, of which many lie in one place.
  @Test(arguments: 1...10)
  func gramsAreInOrderAndDifferent(seed: Int) {
    var random = SplitMix64(seed: seed)
    for length in [20, 21, 60, 300, 4_096, 5_000] {
      let text = PrintedText.text(length, &random)
      let few = String(repeating: String(text.prefix(3)), count: length)
      for body in [text, few, text + few] {
        let grams = TextPrint(folded: Array(body.utf8)).grams
        #expect(grams == Set(grams).sorted(), "seed \(seed), \(length)")
        #expect(grams.count == PrintedText.grams(String(body.prefix(TextPrint.longest))).count)
      }
    }
  }

  /// What the bands of signatures are for: near copies share one, 20,000 times without a miss.
  @Test(arguments: 1...20)
  func nearCopiesShareABand(seed: Int) {
    var random = SplitMix64(seed: seed)
    var near = 0
    while near < 1_000 {
      let text = PrintedText.text(Int.random(in: 20..<120, using: &random), &random)
      let other = PrintedText.changed(text, Int.random(in: 1..<8, using: &random), &random)
      let (one, two) = (TextPrint(folded: Array(text.utf8)), TextPrint(folded: Array(other.utf8)))
      guard one != two, one.isCopy(of: two) else { continue }
      near += 1
      #expect(!Set(one.bands).isDisjoint(with: two.bands), "seed \(seed): “\(text)” and “\(other)”")
      #expect(one.mayBeNear(two.sketch), "seed \(seed): “\(text)” and “\(other)”")
    }
  }

  @Test func thePrintIsTheSameEverywhere() {
    let print = TextPrint(body: "abcdefghijklmnopqrstuvwxyz")
    #expect(print.grams.count == 24 && print.bands.count == 20)
    let numbers = [print.whole, UInt64(print.grams[0]), UInt64(print.bands[0]), UInt64(print.bands[19])]
    #expect(numbers == [5_833_612_063_083_851, 265_530_541, 881_481_791, 4_218_221_141])
  }
}

/// Folded texts made of few letters, and changes to them.
enum PrintedText {
  private static let letters = Array("あいうえおかきくけこ日本語の文をつくる人、。abcdef ")

  static func text(_ length: Int, _ random: inout SplitMix64) -> String {
    String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
  }

  /// `text` with so many letters replaced, left out or put in.
  static func changed(_ text: String, _ count: Int, _ random: inout SplitMix64) -> String {
    var characters = Array(text)
    for _ in 0..<count where !characters.isEmpty {
      let place = Int.random(in: 0..<characters.count, using: &random)
      let letter = letters[Int.random(in: 0..<letters.count, using: &random)]
      switch Int.random(in: 0..<3, using: &random) {
      case 0: characters[place] = letter
      case 1: characters.remove(at: place)
      default: characters.insert(letter, at: place)
      }
    }
    return String(characters)
  }

  static func grams(_ text: String) -> Set<String> {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > 2 else { return [] }
    return Set((0..<(scalars.count - 2)).map { String(String.UnicodeScalarView(scalars[$0...($0 + 2)])) })
  }
}
