/// One feature of a text and how much it says.
package struct Clue: Sendable, Equatable {
  /// What kind of feature: `letters`, `word`, `phrase` (of two words), `host`, `nick`, or a measure of shape such as `length`.
  package var kind: String
  /// The feature, of the folded text; foreign bytes.
  package var text: String
  /// What it adds to the score, in units of the logarithm of the odds: positive for spam.
  package var weight: Double
}

extension Classifier {
  /// The features of a text that say the most, for either side, the strongest first, at most `limit`.
  package func clues(of text: LearnedText, limit: Int = 10) -> [Clue] {
    var sink = NamingSink()
    text.scan.run(into: &sink)
    var factors: [Double] = []
    for block in FeatureBlock.allCases {
      let places = sink.features.compactMap { $0.block == block ? $0.place : nil }
      factors.append(weigh(places[...], block).factor)
    }
    let weighed = sink.features.enumerated().map { order, feature in
      (
        order: order, name: feature.name,
        weight: slope * factors[feature.block.rawValue] * Double(cells[Int(feature.place)].weight)
      )
    }
    let strongest = weighed.filter { $0.weight != 0 }.sorted {
      $0.weight.magnitude != $1.weight.magnitude
        ? $0.weight.magnitude > $1.weight.magnitude : $0.order < $1.order
    }
    return strongest.prefix(limit).map { text.scan.clue($0.name, weight: $0.weight) }
  }
}

/// Keeps each place once, with what it stands for.
private struct NamingSink: FeatureSink {
  private(set) var features: [(block: FeatureBlock, place: UInt32, name: FeatureName)] = []
  private var seen: Set<UInt32> = []

  mutating func add(_ block: FeatureBlock, hash: UInt64, name: FeatureName) {
    let place = FeatureSpace.place(hash)
    if seen.insert(place).inserted { features.append((block, place, name)) }
  }
}

extension FeatureScan {
  fileprivate func clue(_ name: FeatureName, weight: Double) -> Clue {
    switch name {
    case .gram(let start, let end):
      Clue(kind: "letters", text: Self.text(scalars[start..<end]), weight: weight)
    case .word(let start, let end):
      Clue(kind: "word", text: Self.text(scalars[start..<end]), weight: weight)
    case .pair(let first, let second):
      Clue(
        kind: "phrase", text: word(first, atStart: true) + " " + word(second, atStart: false), weight: weight)
    case .shape(let shape, let step):
      Clue(kind: shape.rawValue, text: String(step), weight: weight)
    case .host(let host): Clue(kind: "host", text: host, weight: weight)
    case .nick(let start, let end):
      Clue(kind: "nick", text: Self.text(nick[start..<end]), weight: weight)
    }
  }

  private func word(_ range: Range<Int>, atStart: Bool) -> String {
    range.isEmpty ? (atStart ? "^" : "$") : Self.text(scalars[range])
  }

  private static func text(_ scalars: ArraySlice<UInt32>) -> String {
    var text = ""
    for scalar in scalars { if let scalar = Unicode.Scalar(scalar) { text.unicodeScalars.append(scalar) } }
    return text
  }
}
