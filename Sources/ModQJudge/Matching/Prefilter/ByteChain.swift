/// A rough picture of a pattern as a row of bytes: each place has bytes that lead to it, and bytes that may
/// follow before the next.
///
/// All places of a row can be tried at once with a few operations on a word for each byte of a text (the
/// extended Shift-And of Navarro and Raffinot, *Flexible Pattern Matching in Strings*, 2002, section 4.2.2).
///
/// It finds more than the pattern does, never less. For words spelled apart and for long rows of letters, of
/// which PCRE2 tries thousands of ways before it gives up, it is the cheapest way to see that nothing is
/// there.
struct ByteChain: Sendable, Equatable {
  /// For each byte of ASCII, and one more for all others, the places that it leads to and those it leaves as
  /// they are.
  private var steps: [SIMD2<UInt64>]
  private var last: UInt64

  private static let beyondASCII = 128

  /// Nil where the row is so short or so common that PCRE2 does as well.
  init?(of node: PatternNode) {
    var links = Links()
    links.append(node)
    guard links.bits >= Self.worthwhileBits, let count = links.places.indices.last.map({ $0 + 1 }) else {
      return nil
    }
    steps = Array(repeating: .zero, count: Self.beyondASCII + 1)
    last = 1 << UInt64(count - 1)
    for (index, place) in links.places.enumerated() {
      for byte in UInt8(0)...127 {
        if place.entered.contains(byte) { steps[Int(byte)][0] |= 1 << UInt64(index) }
        if place.kept.contains(byte) { steps[Int(byte)][1] |= 1 << UInt64(index) }
      }
      if !place.entered.isASCII { steps[Self.beyondASCII][0] |= 1 << UInt64(index) }
      if !place.kept.isASCII { steps[Self.beyondASCII][1] |= 1 << UInt64(index) }
    }
  }

  private static let worthwhileBits = 9.0

  /// Whether a text has such a row.
  func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    steps.withUnsafeBufferPointer { steps in
      var active: UInt64 = 0
      for byte in text {
        let step = steps[min(Int(byte), Self.beyondASCII)]
        active = (active << 1 | 1) & step[0] | active & step[1]
        if active & last != 0 { return true }
      }
      return false
    }
  }
}

/// The places of a ``ByteChain``, as they are read off a pattern.
private struct Links {
  var places: [(entered: ByteSet, kept: ByteSet)] = []

  private static let most = 64
  /// More bytes of an alternation say little: which branch they are of is not kept.
  private static let mostOfAlternation = 4

  mutating func append(_ node: PatternNode) {
    guard places.count < Self.most else { return }
    switch node {
    case .empty, .lookaround: break
    case .unknown: keep(ByteSet(0...255))
    case .character(let set):
      places.append((set.anyBytes, set.anyBytes.beyondASCII))
    case .concatenation(let parts):
      for part in parts { append(part) }
    case .alternation:
      let (any, least) = (node.anyBytes, node.minimumBytes)
      for index in 0..<min(least, Self.mostOfAlternation, Self.most - places.count) {
        places.append((index == 0 ? node.firstBytes : any, any))
      }
      if least == 0 { keep(any) }
    case .repetition(let part, let minimum, let maximum):
      for _ in 0..<min(minimum, Self.most) {
        let count = places.count
        append(part)
        // What has no place of its own once has none the next time; nested, this would go on for ever.
        if places.count == count { break }
      }
      // What the row no longer has room for may be anything.
      if maximum != minimum { keep(part.anyBytes) }
    }
  }

  private mutating func keep(_ set: ByteSet) {
    guard !places.isEmpty else { return }
    places[places.count - 1].kept.formUnion(set)
  }

  /// −log₂ of how likely a row begins at a place of an English text, about.
  var bits: Double { places.reduce(0) { $0 + LiteralRarity.bits(of: $1.entered) } }
}

extension ByteSet {
  var isASCII: Bool { words[2] | words[3] == 0 }

  /// All bytes beyond ASCII, if it has any.
  fileprivate var beyondASCII: ByteSet { isASCII ? .empty : ByteSet(0x80...0xFF) }
}

extension PatternNode {
  /// All bytes that a match can have in it.
  fileprivate var anyBytes: ByteSet {
    switch self {
    case .empty, .lookaround: .empty
    case .unknown: ByteSet(0...255)
    case .character(let set): set.anyBytes
    case .concatenation(let parts), .alternation(let parts): parts.reduce(.empty) { $0.union($1.anyBytes) }
    case .repetition(let part, _, let maximum): maximum == 0 ? .empty : part.anyBytes
    }
  }

  fileprivate var minimumBytes: Int {
    switch self {
    case .empty, .lookaround, .unknown: 0
    case .character(let set): set.minimumBytes
    case .concatenation(let parts): parts.reduce(0) { min($0 + $1.minimumBytes, 1 << 20) }
    case .alternation(let branches): branches.map(\.minimumBytes).min() ?? 0
    case .repetition(let part, let minimum, _): min(part.minimumBytes * minimum, 1 << 20)
    }
  }

  /// The bytes that a match can begin with; all that it can have in it where it may be empty.
  fileprivate var firstBytes: ByteSet {
    switch self {
    case .empty, .lookaround: .empty
    case .unknown: ByteSet(0...255)
    case .character(let set): set.anyBytes
    case .alternation(let branches): branches.reduce(.empty) { $0.union($1.firstBytes) }
    case .repetition(let part, _, let maximum): maximum == 0 ? .empty : part.firstBytes
    case .concatenation(let parts):
      parts.prefix { $0.minimumBytes == 0 }.reduce(ByteSet.empty) { $0.union($1.firstBytes) }
        .union(parts.first { $0.minimumBytes > 0 }?.firstBytes ?? ByteSet.empty)
    }
  }
}
