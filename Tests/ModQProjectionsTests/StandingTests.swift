import ModQEvent
import SeededNumbers
import Testing

@testable import ModQProjections

/// The evidence of a Beta distribution, its bounds, and how it fades.
///
/// Expected values are to four decimals.
struct StandingTests {
  static let day: Int64 = 86_400_000
  static let start = Timestamp(milliseconds: 1_767_225_600_000)
  static let decay = Decay(halfLifeDays: 90)

  static let vectors: [(r: Double, s: Double, expected: Double, lower: Double, upper: Double)] = [
    (0, 0, 0.5000, 0.1300, 0.8700),
    (1, 0, 0.6667, 0.3646, 0.9687),
    (0.2, 0, 0.5455, 0.1887, 0.9022),
    (0, 1, 0.3333, 0.0313, 0.6354),
    (0, 3, 0.2000, 0.0000, 0.4093),
    (3, 3, 0.5000, 0.2864, 0.7136),
    (8, 2, 0.7500, 0.5961, 0.9039),
    (5, 0, 0.8571, 0.6986, 1.0000),
    (7, 0, 0.8889, 0.7615, 1.0000),
    (10, 0, 0.9167, 0.8184, 1.0000),
    (1_000, 0, 0.9990, 0.9977, 1.0000),
    (0, 1_000, 0.0010, 0.0000, 0.0023),
  ]

  @Test(arguments: vectors)
  func evidenceGivesAnExpectationWithBounds(
    r: Double, s: Double, expected: Double, lower: Double, upper: Double
  ) {
    let standing = Standing(r: r, s: s)
    #expect(rounded(standing.expected) == expected)
    #expect(rounded(standing.lower(quantile: 1.2816)) == lower)
    #expect(rounded(standing.upper(quantile: 1.2816)) == upper)
  }

  @Test func theBoundsAreAsManyDeviationsAwayAsTheQuantileSays() {
    let standing = Standing(r: 8, s: 2)
    let deviation = (0.75 * 0.25 / 13).squareRoot()
    for quantile in [0, 0.5, 1, 1.2816] {
      #expect(standing.lower(quantile: quantile) == 0.75 - quantile * deviation)
      #expect(standing.upper(quantile: quantile) == 0.75 + quantile * deviation)
    }
  }

  static let fading: [(days: Int64, r: Double, expected: Double)] = [
    (-1, 10, 0.9167), (0, 10, 0.9167), (90, 5, 0.8571), (180, 2.5, 0.7778), (900, 10 * 0x1p-10, 0.5024),
    (90 * 2_000, 0, 0.5),
  ]

  @Test(arguments: fading)
  func tenApprovalsFade(days: Int64, r: Double, expected: Double) {
    let standing = Standing(r: 10, s: 0, asOf: StandingTests.start)
    let later = standing.faded(
      to: StandingTests.start.advanced(by: days * StandingTests.day), decay: StandingTests.decay)
    #expect(later.r == r)
    #expect(rounded(later.expected) == expected)
  }

  @Test func fadingInTwoStepsIsFadingInOne() {
    let standing = Standing(r: 8, s: 4, asOf: StandingTests.start)
    let half = StandingTests.start.advanced(by: 90 * StandingTests.day)
    let whole = StandingTests.start.advanced(by: 180 * StandingTests.day)
    let steps = standing.faded(to: half, decay: StandingTests.decay).faded(
      to: whole, decay: StandingTests.decay)
    #expect(steps == standing.faded(to: whole, decay: StandingTests.decay))
    #expect(steps == Standing(r: 2, s: 1, asOf: whole))
  }

  /// What comes in late weighs what it would weigh by now, had it come in time.
  @Test(arguments: [Int64(0), 1, 45, 90, 180])
  func lateEvidenceIsAsOldAsItsDate(days: Int64) {
    let newer = StandingTests.start
    let older = newer.advanced(by: -days * StandingTests.day)
    var late = Standing()
    late.add(r: 1, s: 0, at: newer, decay: StandingTests.decay)
    late.add(r: 0, s: 4, at: older, decay: StandingTests.decay)
    var inTime = Standing()
    inTime.add(r: 0, s: 4, at: older, decay: StandingTests.decay)
    inTime.add(r: 1, s: 0, at: newer, decay: StandingTests.decay)
    #expect(late == inTime)
    #expect(late.asOf == newer)
  }

  @Test func lateEvidenceFadesUnderTheHalfLivesOfItsTime() {
    var decay = Decay(halfLifeDays: 90)
    decay.change(toHalfLifeDays: 45, from: StandingTests.start)
    var standing = Standing(r: 0, s: 0, asOf: StandingTests.start.advanced(by: 45 * StandingTests.day))
    standing.add(r: 8, s: 0, at: StandingTests.start.advanced(by: -90 * StandingTests.day), decay: decay)
    #expect(standing.r == 2)
  }

  /// The order in which evidence comes does not matter but for the last bits.
  @Test(arguments: UInt64(1)...20)
  func theOrderOfEvidenceDoesNotMatter(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = (0..<40).map { _ in
      (
        r: random.fraction(), s: random.fraction() * 3,
        at: StandingTests.start.advanced(by: Int64(random.fraction() * 3e10))
      )
    }
    func standing(_ pieces: [(r: Double, s: Double, at: Timestamp)]) -> Standing {
      pieces.reduce(into: Standing()) { $0.add(r: $1.r, s: $1.s, at: $1.at, decay: StandingTests.decay) }
    }
    let one = standing(pieces)
    let other = standing(pieces.shuffled(using: &random))
    #expect(one.asOf == other.asOf, "seed \(seed)")
    #expect(abs(one.r - other.r) < 1e-12 && abs(one.s - other.s) < 1e-12, "seed \(seed): \(one) and \(other)")
  }
}
