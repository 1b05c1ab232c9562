import SeededNumbers
import Testing

struct SplitMix64Tests {
  /// The first numbers of SplitMix64 from 0, as other implementations give them.
  @Test func itIsSplitMix64() {
    var numbers = SplitMix64(seed: 0)
    #expect(
      [numbers.next(), numbers.next(), numbers.next()]
        == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F])
  }

  @Test func drawsStayInTheirRangeAndReachItsEnds() {
    for seed in UInt64(0)..<200 {
      var numbers = SplitMix64(seed: seed)
      let draws = (0..<400).map { _ in numbers.within(-2...2) }
      #expect(Set(draws) == [-2, -1, 0, 1, 2], "seed \(seed)")
      let fractions = (0..<400).map { _ in numbers.fraction() }
      #expect(fractions.allSatisfy { (0..<1).contains($0) }, "seed \(seed)")
    }
  }
}
