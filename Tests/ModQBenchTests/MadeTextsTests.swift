import Testing

@testable import modq_bench

struct MadeTextsTests {
  @Test func theyAreAsManyAsWereAskedForAndTheSameAgain() {
    let texts = MadeTexts.made(300, seed: 3)
    #expect(texts.count == 300)
    #expect(texts == MadeTexts.made(300, seed: 3))
    #expect(texts != MadeTexts.made(300, seed: 4))
  }

  @Test func mixedOnesAreAllDifferent() {
    let texts = MadeTexts.mixed(["one two", "three four", "five six"], 100)
    #expect(Set(texts).count == 100)
    #expect(MadeTexts.mixed([], 5).isEmpty)
  }
}
