/// Texts with what humans decided on them, as features, in the order of the decisions: what the classifier is fitted to.
package struct Lessons {
  private(set) var places: [UInt32] = []
  /// For each text where its blocks end in ``places``.
  private(set) var ends: [Int] = []
  private(set) var isSpam: [Bool] = []
  private let collector = FeatureCollector()

  package init() {}

  /// The number of texts.
  package var count: Int { isSpam.count }
  package var featureCount: Int { places.count }

  /// Adds a text.
  ///
  /// 12 µs for a comment of a hundred letters.
  package mutating func add(body: String, nick: String?, isSpam: Bool) {
    let list = collector.features(of: FeatureScan(body: body, nick: nick))
    let start = places.count
    places += list.places
    ends += list.ends.map { start + $0 }
    self.isSpam.append(isSpam)
  }

  /// Turns round the order of the texts, in place: they may be large.
  package mutating func reverse() {
    let blocks = FeatureBlock.allCases.count
    places.reverse()
    var newEnds: [Int] = []
    newEnds.reserveCapacity(ends.count)
    var start = 0
    for index in (0..<count).reversed() {
      let first = index == 0 ? 0 : ends[index * blocks - 1]
      newEnds += ends[(index * blocks)..<(index * blocks + blocks)].map { $0 - first + start }
      let end = start + ends[index * blocks + blocks - 1] - first
      places[start..<end].reverse()
      start = end
    }
    ends = newEnds
    isSpam.reverse()
  }

  /// The texts of each kind among those in `range`.
  package func counts(in range: Range<Int>) -> (fine: Int, spam: Int) {
    let spam = isSpam[range].count { $0 }
    return (range.count - spam, spam)
  }

  /// Where the places of a block of a text are in ``places``.
  @inline(__always)
  func range(of index: Int, _ block: Int) -> Range<Int> {
    let at = index * FeatureBlock.allCases.count + block
    return (at == 0 ? 0 : ends[at - 1])..<ends[at]
  }

  /// The features of one text.
  func list(of index: Int) -> FeatureList {
    let blocks = FeatureBlock.allCases.indices
    let start = range(of: index, 0).lowerBound
    return FeatureList(
      places: Array(places[start..<range(of: index, blocks.upperBound - 1).upperBound]),
      ends: blocks.map { range(of: index, $0).upperBound - start })
  }
}
