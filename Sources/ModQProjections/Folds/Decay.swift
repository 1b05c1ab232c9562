package import ModQEvent
import ModQJudge

/// How evidence fades: half its weight in every half-life, under the policy that was in force at each moment.
///
/// Exponential decay in event time. It is made of + − × ÷ alone, because a C library's `exp2` differs in the last bit
/// between processors and a fold must not.
package struct Decay: Sendable, Equatable {
  /// The half-lives in milliseconds, each with the instant it holds from, in that order.
  private var segments: [(start: Timestamp, halfLife: Double)]

  /// One half-life, for all time.
  package init(halfLifeDays: Double) {
    segments = [(.earliest, halfLifeDays * 86_400_000)]
  }

  package static func == (left: Decay, right: Decay) -> Bool {
    left.segments.elementsEqual(right.segments) { $0 == $1 }
  }

  /// From `start` on another half-life holds; a start before the last one's counts as at that one's.
  package mutating func change(toHalfLifeDays days: Double, from start: Timestamp) {
    guard let last = segments.last, last.halfLife != days * 86_400_000 else { return }
    segments.append((max(start, last.start), days * 86_400_000))
  }

  /// What is left at `end` of a weight of 1 given at `start`; 1 if `end` is not later.
  package func factor(from start: Timestamp, to end: Timestamp) -> Double {
    guard end > start else { return 1 }
    var halvings = 0.0
    for (index, segment) in segments.enumerated() {
      let from = max(start, segment.start)
      let to = index + 1 < segments.count ? min(end, segments[index + 1].start) : end
      if to > from { halvings += Double(to.milliseconds(since: from)) / segment.halfLife }
    }
    return Decay.exp2(-halvings)
  }

  /// 2 to the power of `exponent`, for exponents from 0 down; below −1000 it is 0.
  package static func exp2(_ exponent: Double) -> Double { PortableMath.exp2(exponent) }
}
