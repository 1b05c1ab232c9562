/// What was learned from moderators' decisions: a weight for each feature of a text.
///
/// Immutable; 2 MiB. See ``LinearFit`` for what it computes.
package struct Classifier: Sendable, Equatable {
  /// The texts of each kind that it was fitted to.
  package let fine: Int
  package let spam: Int
  let bias: Double
  let slope: Double
  let cells: [Cell]

  /// What is kept of a place: its entry squared, and its weight times its entry.
  struct Cell: Sendable, Equatable {
    var squared: Float = 0
    var weight: Float = 0
  }

  init(fine: Int, spam: Int, bias: Double, slope: Double, cells: [Cell]) {
    self.fine = fine
    self.spam = spam
    self.bias = bias
    self.slope = slope
    self.cells = cells
  }

  /// The features that were seen.
  package var featureCount: Int { cells.count { $0.squared > 0 } }

  /// The probability that a text is spam, to four decimals.
  ///
  /// 10 µs for a comment of a hundred letters.
  package func probability(_ text: LearnedText, using reader: LearnedReader) -> Double {
    probability(of: reader.collector.features(of: text.scan))
  }

  /// The probability for one of the texts of `lessons`.
  package func probability(of index: Int, in lessons: Lessons) -> Double {
    probability(of: lessons.list(of: index))
  }

  private func probability(of features: FeatureList) -> Double {
    var score = bias
    for block in FeatureBlock.allCases {
      let (sum, factor) = weigh(features.places(of: block), block)
      score += factor * sum
    }
    return (PortableMath.logistic(slope * score) * 10_000).rounded() / 10_000
  }

  /// The sum of the weights of a block's features, and what it is multiplied by; features never seen count for nothing.
  func weigh(_ places: ArraySlice<UInt32>, _ block: FeatureBlock) -> (sum: Double, factor: Double) {
    var squared = 0.0
    var sum = 0.0
    for place in places {
      let cell = cells[Int(place)]
      squared += Double(cell.squared)
      sum += Double(cell.weight)
    }
    return (sum, squared > 0 ? (block.squaredLength / squared).squareRoot() : 0)
  }
}

/// A text as the classifier reads it.
package struct LearnedText {
  let scan: FeatureScan

  /// `signals` are those of the body, where they are known already.
  package init(body: String, nick: String?, signals: TextSignals? = nil) {
    scan = FeatureScan(body: body, nick: nick, signals: signals)
  }
}

/// The memory in which texts are read, one after the other.
package final class LearnedReader {
  let collector = FeatureCollector()

  package init() {}
}
