import SeededNumbers

@testable import ModQJudge

/// Writes texts that a pattern is likely to match, from its syntax tree.
struct PatternSampler {
  var random: SplitMix64
  private var room = 0

  init(seed: Int) { random = SplitMix64(seed: seed) }

  /// A text with something the pattern may match, between other things.
  mutating func text(for node: PatternNode) -> String {
    room = 400
    let around = ["", " ", "x", "K\u{212A}", "死ね ", "\n", "... ", "9"]
    var text = around.randomElement(using: &random) ?? ""
    text += String(String.UnicodeScalarView(scalars(of: node)))
    return text + (around.randomElement(using: &random) ?? "")
  }

  private mutating func scalars(of node: PatternNode) -> [Unicode.Scalar] {
    guard room > 0 else { return [] }
    room -= 1
    switch node {
    case .empty: return []
    case .unknown: return Bool.random(using: &random) ? [] : ["a"]
    case .character(let set): return [scalar(of: set)]
    case .concatenation(let parts):
      var found: [Unicode.Scalar] = []
      for part in parts { found += scalars(of: part) }
      return found
    case .alternation(let branches):
      return branches.randomElement(using: &random).map { scalars(of: $0) } ?? []
    case .repetition(let part, let minimum, let maximum):
      let most = min(maximum ?? minimum + 3, minimum + 3)
      var found: [Unicode.Scalar] = []
      for _ in 0..<Int.random(in: minimum...max(minimum, most), using: &random) { found += scalars(of: part) }
      return found
    case .lookaround(let part): return Int.random(in: 0..<4, using: &random) == 0 ? scalars(of: part) : []
    }
  }

  private static let strange: [Unicode.Scalar] = [
    "\u{17F}", "\u{212A}", "\u{E9}", "\u{DF}", "\u{3042}", "\u{6B7B}", "\u{1F600}", "\u{A0}", "\u{2028}",
    "\u{3000}",
    "\u{131}", "\u{3C2}", "\u{301}", "\u{FF41}", "\u{661}",
  ]

  private mutating func scalar(of set: CharacterClass) -> Unicode.Scalar {
    var found: [Unicode.Scalar] = set.ascii.bytes.map { Unicode.Scalar($0) }
    // Letters, digits and blanks rather than control characters, mostly.
    let usual = found.filter { $0.value >= 0x20 && $0.value < 0x7F }
    if !usual.isEmpty, Int.random(in: 0..<10, using: &random) > 0 { found = usual }
    if found.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
      switch set.others {
      case .any, .signs: found = Self.strange
      case .listed(let ranges):
        let ends = ranges.flatMap {
          [Unicode.Scalar($0.lowerBound), Unicode.Scalar($0.upperBound)].compactMap(\.self)
        }
        if !ends.isEmpty { found = ends }
      }
    }
    return found.randomElement(using: &random) ?? "?"
  }
}
