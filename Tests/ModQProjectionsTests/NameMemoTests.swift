import ModQJudge
import SeededNumbers
import Testing

@testable import ModQProjections

struct NameMemoTests {
  /// Far more names than it keeps, some of them many times, and some that only bytes tell apart.
  @Test(arguments: UInt64(1)...3)
  func aRememberedKeyIsTheKey(seed: UInt64) {
    var memo = NameMemo(NameKeys.nickKey)
    var random = SplitMix64(seed: seed)
    let names =
      ["", "Zoë", "Zoe\u{308}", "ＢＯＢ", "bob", "Bob", "太郎", "名無し"] + (0..<30_000).map { "user\($0)" }
    for _ in 0..<40_000 {
      let name = names[random.below(names.count)]
      #expect(memo.key(of: name).utf8.elementsEqual(NameKeys.nickKey(name).utf8), "seed \(seed): \(name)")
    }
  }

  @Test func eachNameIsMadeOnceWhileItIsKept() {
    var made: [String] = []
    var memo = NameMemo {
      made.append($0)
      return $0
    }
    for name in ["a", "b", "a", "b", "", "Zoë", "Zoe\u{308}", "a"] { _ = memo.key(of: name) }
    #expect(made.map { Array($0.utf8) } == ["", "a", "b", "Zoë", "Zoe\u{308}"].map { Array($0.utf8) })
  }
}
