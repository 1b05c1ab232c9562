import SeededNumbers

/// Made-up rules that score next to nothing and match next to nothing, as most rules do on most comments.
///
/// Of six, four look for a phrase, one for a regex of two words in a row, one for a regex of either of two; every sixtieth
/// is a word whose letters may stand apart, which offers a prefilter little, as one or two in a hundred public ones.
struct GeneratedRules {
  private var numbers: SplitMix64

  private static let rulesOfAFile = 5_000
  private static let syllables =
    "ba be bo da de du fa fi ga go ha hi ja jo ka ke ku la le lo ma mi mo na ne no pa pi po ra re ro sa si su ta te to va vi "
    .split(separator: " ").map(String.init)

  init(seed: UInt64) {
    numbers = SplitMix64(seed: seed)
  }

  /// The files of a directory of so many rules, each of at most 5,000.
  mutating func files(_ count: Int) -> [String] {
    stride(from: 0, to: count, by: Self.rulesOfAFile).map { start in
      "rules:\n" + (start..<min(start + Self.rulesOfAFile, count)).map { rule($0) }.joined()
    }
  }

  private mutating func rule(_ number: Int) -> String {
    let test =
      switch number % 6 {
      case 0...3: "phrases: [\(word()) \(word())]"
      case 4: #"regex: '\b\#(word())(?:s|ed|ing)?\W{1,3}\#(word())', flags: i"#
      default:
        number % 60 == 5
          ? "regex: '\\b\(word().map(String.init).joined(separator: #"[_\W]{0,3}"#))\\b', flags: i"
          : #"regex: '\b(?:\#(word())|\#(word()))\b', flags: i"#
      }
    return """
        - id: made_\(number)
          title: Made for timing
          score: 0.01
          match:
            found: {field: body, \(test)}

      """
  }

  private mutating func word() -> String {
    (0..<numbers.within(3...5)).map { _ in Self.syllables[numbers.below(Self.syllables.count)] }.joined()
  }
}
