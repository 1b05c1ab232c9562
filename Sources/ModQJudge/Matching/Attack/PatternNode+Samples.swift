extension PatternNode {
  /// A short text that the node is likely to match.
  ///
  /// `variant` chooses among characters and branches, so that two samples of a class differ where they can; `room`
  /// is the most characters taken, and is counted down.
  func sample(variant: Int = 0, room: inout Int) -> String {
    guard room > 0 else { return "" }
    switch self {
    case .empty, .unknown, .lookaround: return ""
    case .character(let set):
      room -= 1
      let choices = set.representatives(atMost: variant + 1)
      return choices.isEmpty ? "" : String(choices[min(variant, choices.count - 1)])
    case .concatenation(let parts):
      var text = ""
      for part in parts { text += part.sample(variant: variant, room: &room) }
      return text
    case .alternation(let branches):
      return branches[min(variant, branches.count - 1)].sample(variant: variant, room: &room)
    case .repetition(let part, let minimum, _):
      var text = ""
      for _ in 0..<minimum where room > 0 { text += part.sample(variant: variant, room: &room) }
      return text
    }
  }

  /// Whether anything in it is repeated.
  var hasRepetition: Bool {
    switch self {
    case .empty, .unknown, .character: false
    case .concatenation(let parts), .alternation(let parts): parts.contains(where: \.hasRepetition)
    case .repetition(_, _, let maximum): maximum != 1
    case .lookaround(let part): part.hasRepetition
    }
  }

  /// The ASCII that any of its characters can be.
  var ascii: ByteSet {
    switch self {
    case .empty, .unknown: .empty
    case .character(let set): set.ascii
    case .concatenation(let parts), .alternation(let parts):
      parts.reduce(ByteSet.empty) { $0.union($1.ascii) }
    case .repetition(let part, _, _), .lookaround(let part): part.ascii
    }
  }
}

extension CharacterClass {
  /// Some of its characters: usual ones first, at most `limit`.
  func representatives(atMost limit: Int) -> [Unicode.Scalar] {
    var found = Self.usual.filter { $0.isASCII && ascii.contains(UInt8($0.value)) }.prefix(limit).map(\.self)
    guard found.isEmpty else { return found }
    found = ascii.bytes.prefix(limit).map { Unicode.Scalar($0) }
    guard found.isEmpty else { return found }
    switch others {
    case .listed(let ranges): return ranges.prefix(limit).compactMap { Unicode.Scalar($0.lowerBound) }
    case .any, .signs: return Array(Self.beyondASCII.prefix(limit))
    }
  }

  /// Letters first, then what stands between words: the order in which a class is tried out.
  private static let usual = Array(
    "a1 .b-/_2c\n\t,:;@=<>\"'!?&%#$()[]{}|+*~^\\defghijklmnopqrstuvwxyz034".unicodeScalars)

  private static let beyondASCII: [Unicode.Scalar] = ["\u{3042}", "\u{6F22}", "\u{3001}", "\u{E9}"]
}
