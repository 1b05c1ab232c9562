/// Fits a linear classifier: a support vector machine with squared hinge loss and an L2 penalty, by dual coordinate
/// descent.
///
/// After Hsieh, Chang, Lin, Keerthi and Sundararajan, *A dual coordinate descent method for large-scale linear SVM*
/// (2008), which is what LIBLINEAR does, with a fixed shuffle for its random one. A text is a vector of blocks, each
/// scaled to its length; a feature's entry is idf^1.5, where idf = 1 + ln((1 + n) / (1 + texts that have it)). Only
/// + − × ÷ and square roots, in a fixed order: the same lessons give the same bits anywhere.
struct LinearFit {
  /// The price of a text on the wrong side, against the length of the weights, where there are as many of either kind.
  private static let cost = 4.0
  /// Where the gradients are that close together, the order of texts by their score does not change any more.
  private static let tolerance = 0.1
  private static let mostRounds = 60

  private let lessons: Lessons
  /// The indexes of the texts that are fitted to.
  private let indexes: [Int]
  /// For each place its entry squared, and its weight times its entry; 0 for a feature that no text has.
  private var table: [Cell]
  private var bias = 0.0

  private struct Cell {
    var squared = 0.0
    var weight = 0.0
  }

  /// Fits to the texts at `indexes` of `lessons`.
  ///
  /// O(features × rounds), some 10 to 30 of them.
  init(_ lessons: Lessons, _ indexes: [Int]) {
    self.lessons = lessons
    self.indexes = indexes
    table = [Cell](repeating: Cell(), count: FeatureSpace.size)
    weighFeatures()
    descend()
  }

  /// The score of a text that may be among those it was fitted to or not: positive for spam.
  func score(of index: Int) -> Double {
    var sum = bias
    for block in FeatureBlock.allCases {
      let range = lessons.range(of: index, block.rawValue)
      let factor = factor(of: range, block)
      if factor > 0 { sum += factor * dot(range) }
    }
    return sum
  }

  /// The fitted table, in single precision.
  func classifier(slope: Double) -> Classifier {
    let spam = indexes.count { lessons.isSpam[$0] }
    return Classifier(
      fine: indexes.count - spam, spam: spam, bias: bias, slope: slope,
      cells: table.map { Classifier.Cell(squared: Float($0.squared), weight: Float($0.weight)) })
  }

  // MARK: Steps

  private mutating func weighFeatures() {
    var isShape = Set<UInt32>()
    for index in indexes {
      for block in FeatureBlock.allCases {
        for place in lessons.places[lessons.range(of: index, block.rawValue)] {
          table[Int(place)].squared += 1
          if !block.prefersRare { isShape.insert(place) }
        }
      }
    }
    // There are few different counts, and the same one has the same weight.
    var known: [Double: Double] = [0: 0]
    let all = Double(indexes.count + 1)
    for place in table.indices {
      let count = table[place].squared
      if let squared = known[count] {
        table[place].squared = squared
      } else {
        let idf = 1 + PortableMath.log(all / (1 + count))
        known[count] = idf * idf * idf
        table[place].squared = idf * idf * idf
      }
    }
    for place in isShape { table[Int(place)].squared = 1 }
  }

  /// What a block's entries are multiplied by; 0 for an empty one.
  private func factor(of range: Range<Int>, _ block: FeatureBlock) -> Double {
    var squared = 0.0
    for place in lessons.places[range] { squared += table[Int(place)].squared }
    return squared > 0 ? (block.squaredLength / squared).squareRoot() : 0
  }

  @inline(__always)
  private func dot(_ range: Range<Int>) -> Double {
    lessons.places.withUnsafeBufferPointer { places in
      table.withUnsafeBufferPointer { table in
        var sum = 0.0
        for at in range { sum += table[Int(places[at])].weight }
        return sum
      }
    }
  }

  @inline(__always)
  private mutating func move(_ range: Range<Int>, by step: Double) {
    lessons.places.withUnsafeBufferPointer { places in
      table.withUnsafeMutableBufferPointer { table in
        for at in range {
          let place = Int(places[at])
          table[place].weight += step * table[place].squared
        }
      }
    }
  }

  /// What the penalty adds for a text of a kind of which there are `count`: those of the rarer kind cost more, by the square
  /// root of how rare they are, or the border lies where nearly nothing is spam.
  private func diagonal(of count: Int) -> Double {
    guard count > 0 else { return 0.5 / Self.cost }
    return 0.5 / Self.cost * (2 * Double(count) / Double(indexes.count)).squareRoot()
  }

  private mutating func descend() {
    let blocks = FeatureBlock.allCases
    var factors: [Double] = []
    factors.reserveCapacity(indexes.count * blocks.count)
    var squaredLengths: [Double] = []
    for index in indexes {
      // The bias is a feature of every text.
      var squaredLength = 1.0
      for block in blocks {
        let factor = factor(of: lessons.range(of: index, block.rawValue), block)
        factors.append(factor)
        if factor > 0 { squaredLength += block.squaredLength }
      }
      squaredLengths.append(squaredLength)
    }
    let spam = indexes.count { lessons.isSpam[$0] }
    let diagonals = (fine: diagonal(of: indexes.count - spam), spam: diagonal(of: spam))
    var alphas = [Double](repeating: 0, count: indexes.count)
    var order = Array(indexes.indices)
    var shuffle = FixedShuffle()
    // Texts far beyond the border are left out until the others are settled.
    var active = order.count
    var farthest = Double.infinity
    for _ in 0..<Self.mostRounds {
      shuffle.shuffle(&order, first: active)
      var highest = -Double.infinity
      var lowest = Double.infinity
      var turn = 0
      while turn < active {
        let at = order[turn]
        let sign = lessons.isSpam[indexes[at]] ? 1.0 : -1.0
        let diagonal = lessons.isSpam[indexes[at]] ? diagonals.spam : diagonals.fine
        var score = bias
        for block in blocks.indices where factors[at * blocks.count + block] > 0 {
          score += factors[at * blocks.count + block] * dot(lessons.range(of: indexes[at], block))
        }
        let gradient = sign * score - 1 + alphas[at] * diagonal
        if alphas[at] == 0, gradient > farthest {
          active -= 1
          order.swapAt(turn, active)
          continue
        }
        turn += 1
        let projected = alphas[at] == 0 ? min(gradient, 0) : gradient
        highest = max(highest, projected)
        lowest = min(lowest, projected)
        guard projected != 0 else { continue }
        let old = alphas[at]
        alphas[at] = max(0, old - gradient / (squaredLengths[at] + diagonal))
        let step = (alphas[at] - old) * sign
        bias += step
        for block in blocks.indices where factors[at * blocks.count + block] > 0 {
          move(lessons.range(of: indexes[at], block), by: step * factors[at * blocks.count + block])
        }
      }
      farthest = highest > 0 ? highest : .infinity
      guard highest - lowest <= Self.tolerance else { continue }
      if active == order.count { break }
      active = order.count
      farthest = .infinity
    }
  }
}

/// A shuffle that is the same each time (xorshift64*, Vigna 2016).
private struct FixedShuffle {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func shuffle(_ numbers: inout [Int], first count: Int) {
    for last in stride(from: count - 1, to: 0, by: -1) {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      let drawn = (state &* 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: UInt64(last + 1)).high
      numbers.swapAt(last, Int(drawn))
    }
  }
}
