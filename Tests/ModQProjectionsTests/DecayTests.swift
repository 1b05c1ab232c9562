import Glibc
import ModQEvent
import SeededNumbers
import Testing

@testable import ModQProjections

/// Decay is the same to the last bit on every machine, and it is exponential.
struct DecayTests {
  static let day: Int64 = 86_400_000
  static let start = Timestamp(milliseconds: 1_767_225_600_000)

  /// Exponents with the exact bits of the answer, made by the same series in Python.
  ///
  /// A processor, compiler or library that gives another bit would give other projections for the same log.
  static let golden: [(exponent: Double, bits: UInt64)] = [
    (0, 0x3FF0_0000_0000_0000),
    (-0.015625, 0x3FEF_A7C1_819E_90D8),
    (-7.0 / 90, 0x3FEE_520D_1740_09EE),
    (-0.1, 0x3FED_DB68_0117_AB12),
    (-0.25, 0x3FEA_E89F_995A_D3AE),
    (-1.0 / 3, 0x3FE9_65FE_A53D_6E3D),
    (-0.4999999999999999, 0x3FE6_A09E_667F_3BCD),
    (-0.5, 0x3FE6_A09E_667F_3BCC),
    (-0.5000000000000001, 0x3FE6_A09E_667F_3BCC),
    (-0.7, 0x3FE3_B2C4_7BFF_8329),
    (-0.75, 0x3FE3_06FE_0A31_B715),
    (-1, 0x3FE0_0000_0000_0000),
    (-1.1, 0x3FDD_DB68_0117_AB12),
    (-1.5, 0x3FD6_A09E_667F_3BCC),
    (-2.718281828459045, 0x3FC3_7344_CD2C_AFCB),
    (-3.141592653589793, 0x3FBD_0231_BD5E_9CFD),
    (-10, 0x3F50_0000_0000_0000),
    (-10.3, 0x3F49_FDF8_BCCE_533A),
    (-52.5, 0x3CA6_A09E_667F_3BCC),
    (-100.01, 0x39AF_C769_E9B9_C33E),
    (-226.7, 0x31C3_B2C4_7BFF_8355),
    (-511.9, 0x1FF1_25FB_EE25_06B0),
    (-999.999, 0x0170_02D7_11C7_9A4C),
    (-1_000, 0),
    (-1e300, 0),
    (-.infinity, 0),
  ]

  @Test(arguments: golden)
  func powersOfTwoHaveFixedBits(exponent: Double, bits: UInt64) {
    #expect(Decay.exp2(exponent).bitPattern == bits, "2^\(exponent)")
  }

  @Test func wholePowersAreExact() {
    for n in 0..<1_000 {
      #expect(Decay.exp2(Double(-n)) == scalbn(1, Int32(-n)), "2^-\(n)")
    }
  }

  @Test(arguments: UInt64(1)...20)
  func theErrorIsOfTheOrderOfADoublesOwn(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let exponent = -random.fraction() * (seed.isMultiple(of: 2) ? 2 : 900)
      let expected = Glibc.exp2(exponent)
      let error = abs(Decay.exp2(exponent) - expected) / expected
      #expect(error <= 1e-15, "seed \(seed): 2^\(exponent) is off by \(error)")
    }
  }

  @Test(arguments: UInt64(1)...20)
  func whatIsOlderIsWorthNoMore(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      let exponent = -random.fraction() * 40
      let older = exponent - random.fraction() * 1e-3
      #expect(Decay.exp2(older) <= Decay.exp2(exponent), "seed \(seed): 2^\(older) against 2^\(exponent)")
    }
  }

  static let halvings: [(days: Int64, factor: Double)] = [
    (-30, 1), (0, 1), (90, 0.5), (180, 0.25), (270, 0.125), (900, 0x1p-10), (90 * 999, 0x1p-999),
    (90 * 1_001, 0),
  ]

  @Test(arguments: halvings)
  func halfIsLeftAfterAHalfLife(days: Int64, factor: Double) {
    let decay = Decay(halfLifeDays: 90)
    let start = DecayTests.start
    #expect(decay.factor(from: start, to: start.advanced(by: days * DecayTests.day)) == factor)
  }

  // MARK: Half-lives that change

  /// 90 days until day 90, then 45 days until day 180, then 180 days.
  private static var changing: Decay {
    var decay = Decay(halfLifeDays: 90)
    decay.change(toHalfLifeDays: 45, from: start.advanced(by: 90 * day))
    decay.change(toHalfLifeDays: 180, from: start.advanced(by: 180 * day))
    return decay
  }

  static let stretches: [(from: Int64, to: Int64, halvings: Double)] = [
    (0, 90, 1),
    (90, 135, 1),
    (0, 135, 2),
    (45, 180, 2.5),
    (180, 360, 1),
    (0, 360, 4),
    (400, 580, 1),
    (-90, 0, 1),
  ]

  @Test(arguments: stretches)
  func eachHalfLifeHoldsForItsTime(from: Int64, to: Int64, halvings: Double) {
    let start = DecayTests.start
    let factor = DecayTests.changing.factor(
      from: start.advanced(by: from * DecayTests.day), to: start.advanced(by: to * DecayTests.day))
    #expect(factor == Decay.exp2(-halvings), "from day \(from) to day \(to)")
  }

  @Test func theSameHalfLifeAgainIsNoChange() {
    var decay = Decay(halfLifeDays: 90)
    decay.change(toHalfLifeDays: 90, from: DecayTests.start)
    #expect(decay == Decay(halfLifeDays: 90))
  }

  /// Entries may be dated before the ones that precede them; a policy still holds from its entry on.
  @Test func aChangeDatedBeforeTheLastOneCountsAsAtThatOne() {
    let start = DecayTests.start
    var late = Decay(halfLifeDays: 90)
    late.change(toHalfLifeDays: 45, from: start)
    late.change(toHalfLifeDays: 30, from: start.advanced(by: -50 * DecayTests.day))
    var same = Decay(halfLifeDays: 90)
    same.change(toHalfLifeDays: 45, from: start)
    same.change(toHalfLifeDays: 30, from: start)
    #expect(late == same)
    #expect(late.factor(from: start, to: start.advanced(by: 30 * DecayTests.day)) == 0.5)
  }
}
