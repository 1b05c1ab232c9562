import Testing

@testable import modq_bench

struct LogAxisTests {
  @Test(
    arguments: [
      ([10_000, 1_000_000], ["10k", "100k", "1M"]), ([1_000], ["1k", "10k"]),
      ([20, 16_000], ["10", "100", "1k", "10k", "100k"]),
      ([0.2, 3], ["0.1", "1", "10"]), ([1, 10], ["1", "10"]), ([9.99, 10.01], ["1", "10", "100"]),
      ([10_000_000], ["10M", "100M"]), ([0.005], ["0.001", "0.01"]),
    ] as [([Double], [String])])
  func wholeDecadesHoldAllValues(_ values: [Double], _ labels: [String]) {
    let axis = LogAxis(holding: values)
    #expect(axis.ticks.map(\.label) == labels)
    #expect(values.allSatisfy { (0...1).contains(axis.place(of: $0)) })
  }

  @Test func aDecadeIsAsLongAsAnother() {
    let axis = LogAxis(holding: [1, 10_000])
    #expect([1, 10, 100, 1_000, 10_000].map(axis.place) == [0, 0.25, 0.5, 0.75, 1])
  }
}
