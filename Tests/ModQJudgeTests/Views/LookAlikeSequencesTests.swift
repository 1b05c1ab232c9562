import Testing

@testable import ModQJudge

struct LookAlikeSequencesTests {
  @Test(arguments: [
    ("タヒね", "死ね"), ("ﾀﾋﾈ", "死ね"), ("夕ヒね", "死ね"), ("氏ね", "死ね"), ("市ね", "死ね"), ("4ね", "死ね"), ("４ネ", "死ね"),
    ("4ねる", "死ねる"), ("ιね", "死ね"), ("Uね", "死ね"), ("タヒぬ", "死ぬ"), ("氏んで", "死んで"), ("4んだ", "死んだ"), ("タヒ亡", "死亡"),
    ("ぶっ頃す", "ぶつ殺す"),
    ("56すぞ", "殺すぞ"), ("メ木殳す", "殺す"), ("米田共", "糞"), ("バ力", "ばか"), ("ハ゛力", "ばか"), ("工口い", "えろい"),
    ("この力ス", "このかす"),
    ("キ千ガイ", "きちがい"), ("ｷﾁ力゛ｲ", "きちがい"), ("マソコ", "まんこ"), ("七ックス", "せつくす"), ("ㄘんㄘん", "ちんちん"), ("まㄙこ", "まむこ"),
    ("言舌糸冬", "話終"), ("ネ申", "神"), ("氵肖え扌丁つ", "消え打つ"), ("イ木む", "休む"), ("か〃き", "がき"), ("ハ″ｶ", "ばか"),
    ("ノヾ力", "ば力"),
    ("レヽレヽ", "いい"), ("†こ", "た"), ("レこ", "に"), ("йё", "ね"),
  ])
  func whatIsWrittenForAWordShowsTheWord(_ text: String, _ shown: String) {
    #expect(skeleton(text) == ShownText(shown))
  }

  @Test(arguments: [
    "2024ねん", "小学4ねんせい", "1.4ね", "ps4ね", "cpuね", "弁護士ね", "京都市ね", "彼氏ねえ", "戦力すごい", "156する", "女子と日月", "あの頃すでに",
    "ㄘㄋㄎ", "第八げむ", "一二三口力夕エ", "伊藤忠", "平日月曜", "代々木公園", "いすゞとかゞみ", "(^_^)/~~",
  ])
  func ordinaryTextStaysAsItIs(_ text: String) {
    var views = Views(text)
    #expect(skeleton(text) == ShownText(views.text(in: .fold).bytes))
  }

  @Test(arguments: [
    ("タヒチのヒタヒタ", "たひちのひたひた"), ("シタヒト イタヒ", "したひと いたひ"), ("コミュ力スゴイ", "こみゆ力すごい"), ("アレこそソレよ", "あれこそそれよ"),
    ("ズレまくって", "ずれまくつて"), ("ライム", "らいむ"), ("大工ロボ", "大工ろぼ"), ("十八ゲーム", "十八げーむ"), ("ヒイヒイ言わせる", "ひいひい言わせる"),
  ])
  func ordinaryKatakanaIsOnlyFolded(_ text: String, _ shown: String) {
    #expect(skeleton(text) == ShownText(shown))
  }

  @Test func hitOfALookAlikeIsShownAsItWasWritten() {
    var views = Views("お前ﾀ\u{200B}ﾋねよ")
    let shown = views.text(in: .skeleton)
    #expect(ShownText(shown.bytes) == ShownText("お前死ねよ"))
    #expect(shown.original(6..<9) == 6..<15)
    #expect(shown.original(6..<12) == 6..<18)
  }

  @Test func sequencesStandAsNfkcShowsThem() {
    var sequences: Set<String> = []
    for row in LookAlikeRow.japanese {
      for line in row.lines {
        for sequence in line.sequences {
          let bytes = Self.bytes(sequence)
          var views = Views(validUTF8: bytes)
          let text = String(decoding: bytes, as: UTF8.self)
          #expect(views.text(in: .nfkc).bytes == bytes, "\(text) can't be found")
          #expect(sequences.insert(text).inserted, "\(text) stands there twice")
        }
      }
    }
    #expect(sequences.count > 700)
  }

  private func skeleton(_ text: String) -> ShownText {
    var views = Views(text)
    return ShownText(views.text(in: .skeleton).bytes)
  }

  private static func bytes(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { bytes.append(scalar: scalar) }
    return bytes
  }
}
