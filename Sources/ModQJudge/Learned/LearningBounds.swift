/// How much the classifier learns from, and when.
package enum LearningBounds {
  /// Decisions of each kind before there is an opinion: with fewer a coincidence looks like a rule.
  package static let leastOfEachKind = 20
  /// Decisions that are learned from, the newest ones: a site changes, and a fit must end.
  package static let mostDecisions = 20_000
  /// Features of all texts together, 4 bytes each: 96 MiB, the most that a fit holds beside 8 MiB of tables.
  ///
  /// Comments have some 400; older decisions are left out where those of the newer ones have more.
  package static let mostFeatures = 24 << 20

  /// The largest number of decisions up to `count` at which the classifier is fitted anew; nil before the first.
  ///
  /// 40, then a tenth more each time, and from 20,000 on each 2,000: every fit is paid by the decisions since the last
  /// one, and no more than a tenth of them wait.
  package static func step(upTo count: Int64) -> Int64? {
    var step = Int64(2 * leastOfEachKind)
    guard count >= step else { return nil }
    while step < mostDecisions {
      let next = step + step / 10
      if next > count { return step }
      step = next
    }
    return step + (count - step) / 2_000 * 2_000
  }

  /// The smallest number above `count` at which it is fitted anew.
  package static func step(after count: Int64) -> Int64 {
    guard let step = step(upTo: count) else { return Int64(2 * leastOfEachKind) }
    return step < mostDecisions ? step + step / 10 : step + 2_000
  }
}
