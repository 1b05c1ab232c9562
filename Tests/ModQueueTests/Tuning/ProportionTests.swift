import Testing

@testable import ModQueue

struct ProportionTests {
  /// Values of the formula with z = 1.2816, worked out with 40 decimals.
  @Test(arguments: [
    (0, 1, 0.0), (1, 1, 0.3784), (5, 10, 0.3122), (9, 10, 0.7175), (10, 10, 0.8589), (95, 100, 0.9141),
    (1_000, 1_000, 0.9984), (0, 1_000, 0.0),
  ])
  func theLowerBoundIsWilsons(_ count: Int, _ total: Int, _ lower: Double) throws {
    let bound = try #require(Proportion(count, of: total).lower)
    #expect(abs(bound - lower) < 0.00005, "\(bound)")
  }

  @Test func noCasesHaveNoShare() {
    #expect(Proportion(0, of: 0).value == nil)
    #expect(Proportion(0, of: 0).lower == nil)
  }

  @Test(arguments: 1...60)
  func theBoundLiesBelowTheShareAndRisesWithIt(_ total: Int) throws {
    var last = -1.0
    for count in 0...total {
      let share = Proportion(count, of: total)
      let (value, lower) = (try #require(share.value), try #require(share.lower))
      #expect(lower >= 0 && lower <= value && lower > last || count == 0, "\(count) of \(total)")
      last = lower
    }
  }
}
