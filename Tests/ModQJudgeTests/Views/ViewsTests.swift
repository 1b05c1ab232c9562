import Testing

@testable import ModQJudge

struct ViewsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var view: View
    var text: String
    var shown: String

    init(_ view: View, _ text: String, _ shown: String) {
      self.view = view
      self.text = text
      self.shown = shown
    }

    var testDescription: String { "\(view) of \(text)" }
  }

  @Test(arguments: [
    Case(.fold, "ﾀﾋね", "たひね"), Case(.skeleton, "ﾀﾋね", "死ね"),
    Case(.fold, "か゛き", "がき"), Case(.fold, "ｶﾞｷ", "がき"), Case(.fold, "ガキ", "がき"),
    Case(.fold, "すご〜い", "すごーい"), Case(.fold, "すごーーーい", "すごーい"),
    Case(.fold, "ァリガトゥ", "ありがとう"), Case(.skeleton, "ァリガトゥ", "ありがとう"),
    Case(.fold, "ｗｗｗｗｗｗ", "ww"), Case(.skeleton, "ｗｗｗｗｗｗ", "ww"),
    Case(.skeleton, "か゛き", "がき"), Case(.skeleton, "すご〜い", "すごーい"),
  ])
  func theTableOfTheDesignHolds(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test(arguments: [
    // Voiced marks compose, also past what shows nothing, and stand alone without a space.
    Case(.nfkc, "か゛", "が"), Case(.nfkc, "は゜", "ぱ"), Case(.nfkc, "か\u{200B}゛", "が"),
    Case(.nfkc, "゛", "\u{3099}"), Case(.nfkc, "ﾊﾟﾋﾟﾌﾟ", "パピプ"),
    // What shows nothing goes, everything else is kept.
    Case(.nfkc, "死\u{200B}ね\u{FEFF}", "死ね"), Case(.nfkc, "a\u{00AD}b\u{2060}c\u{E0041}", "abc"),
    Case(.nfkc, "\u{3164}\u{115F}x\u{FFA0}", "x"), Case(.nfkc, "a\u{0}\u{7}b\n", "a\u{0}\u{7}b\n"),
    Case(.nfkc, "\u{202E}gnp\u{202C}", "gnp"), Case(.nfkc, "👨\u{200D}👩\u{200D}👧❤\u{FE0F}", "👨👩👧❤"),
    // Compatibility forms.
    Case(.nfkc, "Ｖｉａｇｒａ①㍍㍿ﬁ", "Viagra1メートル株式会社fi"), Case(.nfkc, "각", "각"),
    Case(.nfkc, "𝓿𝓲𝓪𝓰𝓻𝓪", "viagra"), Case(.nfkc, "e\u{301}\u{323}", "ẹ\u{301}"),
  ])
  func nfkcMakesCompatibilityFormsOne(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test(arguments: [
    Case(.fold, "STRASSE straße ΣΊΣΥΦΟΣ σίσυφος", "strasse strasse σίσυφοσ σίσυφοσ"),
    Case(.fold, "ヷヸヹヺ ヽヾ ㇰㇱ ヶ月", "わ\u{3099}ゐ\u{3099}ゑ\u{3099}を\u{3099} ゝゞ くし け月"),
    // ー and its stand-ins after kana alone; a mark on the kana is no obstacle.
    Case(.fold, "あ~い-う―え−お〰", "あーいーうーえーおー"), Case(.fold, "あ゛ー〜ー", "あ\u{3099}ー"),
    Case(.fold, "2-3 a-b 一ー-", "2-3 a-b 一ー-"), Case(.fold, "カー-ー〜ル", "かーる"),
    // Runs of three or more.
    Case(.fold, "wwwww aaaabbb 草草草草", "ww aabb 草草"), Case(.fold, "sßs", "ss"),
    Case(.fold, "!!!!\n\n\n\n  ", "!!\n\n  "), Case(.fold, "WwＷｗ", "ww"), Case(.fold, "ァあアぁ", "ああ"),
    // A folded letter composes with a mark that its capital has no composite with.
    Case(.fold, "H\u{331}J\u{30C}", "ẖǰ"), Case(.fold, "ヵ゛ッ", "がつ"), Case(.fold, "Ϊ\u{301}", "ΐ"),
    Case(.fold, "İ\u{323}", "ị\u{307}"),
  ])
  func foldMakesCaseKanaAndRunsOne(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test(arguments: [
    Case(.skeleton, "vіаgrа", "viagra"), Case(.skeleton, "ѴІАGRА", "viagra"), Case(.skeleton, "ꜱᴘᴀᴍ", "spam"),
    Case(.skeleton, "рак РАК", "pak pak"), Case(.skeleton, "IDIOT idiot m", "idiot idiot m"),
    Case(.skeleton, "ΝΑΙ ναι", "vai vai"), Case(.skeleton, "е\u{301}", "é"),
    Case(.skeleton, "ΗЕLLО", "hello"),
    // Only in tokens with a Latin, Greek or Cyrillic letter, and never kana or kanji.
    Case(.skeleton, "օպ oպ ՕՊ", "օպ oɰ օպ"), Case(.skeleton, "力口夕カロタ", "力口夕かろた"),
    Case(.skeleton, "ᏢᎪᎩ pᎪᎩ", "ᏢᎪᎩ pay"),
  ])
  func skeletonShowsWhatLettersImitate(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test(arguments: [
    Case(.skeleton, "氏ね", "死ね"), Case(.skeleton, "4ねよ", "死ねよ"), Case(.skeleton, "お前４ね", "お前死ね"),
    Case(.skeleton, "ﾀﾋ\u{200B}ね", "死ね"), Case(.skeleton, "オマエタヒネ", "おまえ死ね"),
    Case(.skeleton, "2024ねん", "2024ねん"), Case(.skeleton, "小学4ねんせい", "小学4ねんせい"),
    Case(.skeleton, "PS4ね", "ps4ね"), Case(.skeleton, "うまくしたひねり", "うまくしたひねり"),
    Case(.skeleton, "タヒチのヒタヒタ", "たひちのひたひた"), Case(.skeleton, "シタヒト", "したひと"),
  ])
  func sequencesAloneAreJapaneseLookAlikes(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test(arguments: [
    Case(.dense, "し ね", "しね"), Case(.dense, "v.i.a.g.r.a", "viagra"), Case(.dense, "死・ね!! 1,000円", "死ね100円"),
    Case(.dense, "v\u{336}i\u{336}a\u{336}", "via"), Case(.dense, "あ゛あ゛し゛ね", "ああじね"),
    Case(.dense, "की मी", "कीमी"), Case(.dense, "(^_^)/~~", ""), Case(.dense, "ラ-メン", "らーめん"),
  ])
  func denseKeepsLettersAndDigits(_ example: Case) {
    #expect(shown(example.view, example.text) == ShownText(example.shown))
  }

  @Test func whatChangesNothingSharesItsBytes() {
    for text in ["plain text, in lower case", "これはとても普通の文章です。", ""] {
      var views = Views(text)
      #expect(views.text(in: .nfkc).steps.isEmpty)
      #expect(views.text(in: .fold).steps.isEmpty)
      #expect(views.text(in: .skeleton).steps.isEmpty)
    }
  }

  @Test func viewOfATowerStopsAtFourTimesTheBody() {
    let tower = String(repeating: "\u{FDFA}", count: 1_000)
    var views = Views(tower)
    for view in [View.nfkc, .fold, .skeleton] {
      let text = views.text(in: view)
      #expect(text.isCut)
      #expect(text.bytes.count <= 12_000)
      #expect(text.bytes.count > 12_000 - 40)
      #expect(text.original(0..<text.bytes.count).upperBound == text.bytes.count / 33 * 3 + 3)
      #expect(String(validating: text.bytes, as: UTF8.self) != nil)
    }
    #expect(views.text(in: .raw).isCut == false)
  }

  @Test func oneLigatureIsNotCut() {
    var views = Views("\u{FDFA}")
    #expect(views.text(in: .nfkc).isCut == false)
    #expect(shown(.nfkc, "\u{FDFA}") == ShownText("صلى الله عليه وسلم"))
  }

  private func shown(_ view: View, _ text: String) -> ShownText {
    var views = Views(text)
    return ShownText(views.text(in: view).bytes)
  }
}
