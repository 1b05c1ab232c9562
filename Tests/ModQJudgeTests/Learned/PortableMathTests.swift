import Foundation
import SeededNumbers
import Testing

@testable import ModQJudge

struct PortableMathTests {
  /// The bits that every machine must give.
  @Test(arguments: [
    (1.0, 0x0000_0000_0000_0000), (2.0, 0x3FE6_2E42_FEFA_39EF), (10.0, 0x4002_6BB1_BBB5_5515),
    (20_001.0, 0x4023_CE9C_7952_F6CB), (0.75, -0x402D_969D_EECB_246E),
  ])
  func logarithmsAreTheseBits(x: Double, bits: Int) {
    #expect(
      PortableMath.log(x).bitPattern == UInt64(bitPattern: Int64(bits)),
      "log(\(x)) = 0x\(String(PortableMath.log(x).bitPattern, radix: 16))")
  }

  @Test func logarithmsAreThoseOfTheLibraryButForTheLastBits() {
    for seed in 0..<5_000 {
      var random = SplitMix64(seed: seed)
      let x = Foundation.exp(Double.random(in: -300...300, using: &random))
      let expected = Foundation.log(x)
      #expect(
        abs(PortableMath.log(x) - expected) <= 4 * expected.ulp + 1e-15, "seed \(seed): log(\(x))")
    }
  }

  @Test func probabilitiesAreSymmetricAndStayBetweenNothingAndOne() {
    #expect(PortableMath.logistic(0) == 0.5)
    for seed in 0..<1_000 {
      var random = SplitMix64(seed: seed)
      let x = Double.random(in: -2_000...2_000, using: &random)
      let p = PortableMath.logistic(x)
      #expect(p >= 0 && p <= 1, "seed \(seed): \(x)")
      #expect(abs(p + PortableMath.logistic(-x) - 1) < 1e-15, "seed \(seed): \(x)")
      #expect(abs(p - 1 / (1 + Foundation.exp(-x))) < 1e-14, "seed \(seed): \(x)")
    }
  }
}
