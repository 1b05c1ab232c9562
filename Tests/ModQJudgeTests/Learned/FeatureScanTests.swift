import SeededNumbers
import Testing

@testable import ModQJudge

struct FeatureScanTests {
  private func features(_ body: String, nick: String? = nil) -> FeatureList {
    FeatureCollector().features(of: FeatureScan(body: body, nick: nick))
  }

  /// What a text says once it is folded is what counts.
  @Test(arguments: [
    ("Check OUT my channel", "check out my channel"), ("ﾁｬﾝﾈﾙ登録", "チャンネル登録"),
    ("call 0800 123", "call 0799 456"),
    ("now<br />here", "now here"), ("ｗｗｗｗｗ", "ww"), ("a\n\n b", "a b"), ("f\u{200B}ree", "free"),
  ])
  func theseHaveTheSameLettersAndWords(left: String, right: String) {
    let (left, right) = (features(left), features(right))
    #expect(left.places(of: .grams) == right.places(of: .grams))
    #expect(left.places(of: .words) == right.places(of: .words))
  }

  @Test func japaneseWordsEndWhereTheScriptChanges() {
    let whole = Set(features("副業で稼げる").places(of: .words))
    for word in ["副業", "で", "稼", "げる"] {
      let own = features(word).places(of: .words)
      #expect(whole.contains(own[own.startIndex]), "\(word)")
    }
  }

  @Test func hostsCountWithTheirDomain() {
    #expect(features("see https://a.shop.example/x").places(of: .hosts).count == 3)
    #expect(features("see nothing").places(of: .hosts).isEmpty)
  }

  @Test func aNicknameIsABlockOfItsOwn() {
    let plain = features("hello")
    let signed = features("hello", nick: "折口")
    #expect(plain.places(of: .nick).isEmpty && !signed.places(of: .nick).isEmpty)
    #expect(Array(plain.places(of: .grams)) == Array(signed.places(of: .grams)))
  }

  @Test(arguments: ["", " ", "\u{200B}", "<br>", "\u{0}", "😼"])
  func anEmptyTextHasAShapeAlone(body: String) {
    let list = features(body)
    #expect(list.ends.count == FeatureBlock.allCases.count)
    #expect(list.places(of: .shape).count == 10)
  }

  @Test func whatIsLookedAtOfALongTextIsBounded() {
    for seed in 0..<20 {
      var random = SplitMix64(seed: seed)
      var body = ""
      while body.utf8.count < 65_536 - 4 {
        let scalar = Unicode.Scalar(UInt32.random(in: 0x20..<0xD800, using: &random))
        if let scalar { body.unicodeScalars.append(scalar) }
      }
      #expect(features(body).places.count < 40_000, "seed \(seed)")
    }
    let long = String(repeating: "plain words ", count: 4_000)
    let ending = features(long + "https://spam.example/")
    #expect(!ending.places(of: .hosts).isEmpty)
  }
}
