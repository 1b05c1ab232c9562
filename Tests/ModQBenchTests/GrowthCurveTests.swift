import Testing

@testable import modq_bench

struct GrowthCurveTests {
  @Test(
    arguments: [
      (10_000, [10_000]), (12_000, [12_000]), (50_000, [10_000, 50_000]),
      (100_000, [10_000, 100_000]), (20_000_000, [10_000, 100_000, 1_000_000, 10_000_000, 20_000_000]),
    ] as [(Int, [Int])])
  func theLogIsMeasuredAtItsLastSizeToo(_ last: Int, _ sizes: [Int]) {
    #expect(GrowthCurve.logSizes(upTo: last) == sizes)
  }
}
