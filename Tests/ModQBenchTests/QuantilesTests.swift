import Testing

@testable import modq_bench

struct QuantilesTests {
  @Test(
    arguments: [
      ([7], 7, 7, 7), ([3, 1, 2], 2, 3, 3), ([4, 1, 3, 2], 2.5, 4, 4),
      ((1...100).map(Double.init), 50.5, 90, 99), ((1...200).map(Double.init), 100.5, 180, 198),
    ] as [([Double], Double, Double, Double)])
  func theNearestRankCounts(_ values: [Double], _ median: Double, _ p90: Double, _ p99: Double) {
    let quantiles = Quantiles(values)
    #expect(quantiles.median == median)
    #expect(quantiles.value(at: 0.9) == p90)
    #expect(quantiles.value(at: 0.99) == p99)
    #expect(quantiles.lowest == values.min())
    #expect(quantiles.highest == values.max())
  }
}
