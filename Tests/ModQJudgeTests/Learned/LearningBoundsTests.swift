import Testing

@testable import ModQJudge

struct LearningBoundsTests {
  @Test(
    arguments: [
      (0, nil), (39, nil), (40, 40), (43, 40), (44, 44), (751, 684), (752, 752), (20_000, 19_066),
      (20_971, 19_066),
      (20_972, 20_972), (22_971, 20_972), (22_972, 22_972), (1_000_000, 998_972),
    ] as [(Int64, Int64?)])
  func itIsFittedAnewAtTheseCounts(count: Int64, step: Int64?) {
    #expect(LearningBounds.step(upTo: count) == step)
  }

  @Test func theNextStepIsTheFirstLargerOne() {
    for count in Int64(0)..<30_000 {
      let next = LearningBounds.step(after: count)
      #expect(next > count)
      #expect(LearningBounds.step(upTo: next) == next)
      #expect(LearningBounds.step(upTo: next - 1) != next)
    }
  }
}
