import Testing

@testable import ModQJudge

struct NameKeysTests {
  @Test(arguments: [
    ("折口", "折口"), (" 折口　", "折口"), ("ＡＢＣ", "abc"), ("Straße", "strasse"), ("ｶﾞｷ", "ガキ"), ("がき", "がき"),
    ("か゛き", "がき"), ("\u{200B}名無し\u{2060}", "名無し"), ("wwwww", "wwwww"), ("", ""), ("　\n\u{85}", ""),
    ("\u{2800}\u{3164}\u{2800}", ""), ("\u{2800}太郎\u{2800}", "太郎"),
    ("H\u{331}", "ẖ"), ("山田 太郎", "山田 太郎"), ("タヒね", "タヒね"), ("раура1", "раура1"),
  ])
  func nickKeyFoldsWidthAndCaseAlone(_ nick: String, _ key: String) {
    #expect(NameKeys.nickKey(nick).utf8.elementsEqual(key.utf8), "\(NameKeys.nickKey(nick))")
  }

  @Test(arguments: [
    ["折口", "折ロ", "折ﾛ", "折 口"], ["paypal", "PayPal", "раураl", "paypa1", "PAYPAI", "ｐａｙｐａｌ"],
    ["Modern", "rnodern", "ＭОDЕRN"], ["ガキ", "がき", "ｶﾞｷ", "カ゛キ"], ["ルーター", "ル一タ一", "ル―夕―", "るーたー"],
    ["Google", "G00gle", "Gооgle", "goog1e"], ["vvww", "wvvw", "VVWW"], ["カトレア", "力卜レア"],
  ])
  func namesThatCanBeTakenForEachOtherShareASkeleton(_ nicks: [String]) {
    let keys = Set(nicks.map(NameKeys.skeletonKey))
    #expect(keys.count == 1, "\(keys)")
  }

  @Test func differentNamesHaveDifferentSkeletons() {
    let nicks = ["折口", "柳田", "Anna", "Anne", "名無し", "通りすがり", "アン", "安", "foo", "bar", ""]
    #expect(Set(nicks.map(NameKeys.skeletonKey)).count == nicks.count)
  }

  @Test func keysAreStable() {
    for seed in 0..<UInt64(2_000) {
      let nick = OffsetTests.text(seed: seed)
      let key = NameKeys.nickKey(nick)
      let again = NameKeys.nickKey(key)
      #expect(key.utf8.elementsEqual(again.utf8), "seed \(seed)")
    }
  }

  @Test func longNamesThatGrowAreNotCut() {
    let tower = String(repeating: "\u{FDFA}", count: 84)
    #expect(NameKeys.nickKey(tower + "a").utf8.elementsEqual(NameKeys.nickKey(tower + "b").utf8) == false)
  }
}
