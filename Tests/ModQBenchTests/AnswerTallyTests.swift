import Testing

@testable import modq_bench

struct AnswerTallyTests {
  @Test func figuresAreThoseOfTheFourKindsOfAnswer() {
    var tally = AnswerTally()
    for (found, truth, times) in [(true, true, 6), (true, false, 2), (false, true, 4), (false, false, 8)] {
      for _ in 0..<times { tally.add(found, truth: truth) }
    }
    #expect([tally.precision, tally.recall] == [0.75, 0.6])
    #expect(tally.f1 == 12.0 / 18)
  }

  @Test func withoutAnswersAllIsNothing() {
    let tally = AnswerTally()
    #expect([tally.precision, tally.recall, tally.f1] == [0, 0, 0])
  }
}
