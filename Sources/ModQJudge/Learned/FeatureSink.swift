/// What a scan for features calls with each of them, in the order of the text, repetitions included.
protocol FeatureSink {
  /// A feature of `block`; `name` says what it is, of the scalars that are scanned.
  mutating func add(_ block: FeatureBlock, hash: UInt64, name: FeatureName)
}

/// What a feature stands for, without making text of it.
enum FeatureName {
  /// Scalars of the folded text.
  case gram(Int, Int)
  /// A word of the folded text: where its scalars are.
  case word(Int, Int)
  /// Two neighbouring words; an empty range is the start or the end of the text.
  case pair(Range<Int>, Range<Int>)
  case shape(Shape, Int)
  case host(String)
  case nick(Int, Int)

  /// What is measured of a text's shape.
  enum Shape: String {
    case length, words, links, capitals, digits, symbols, exclamations, questions, lines, emoji
  }
}

/// Where features are hashed to.
enum FeatureSpace {
  /// 2^18 places: a collision is a little noise (Weinberger et al., Feature hashing for large scale multitask learning,
  /// 2009), and a table of them stays in a processor's cache.
  static let bits: UInt64 = 18
  static let size = 1 << 18

  /// The place of a hash whose upper bits are mixed.
  @inline(__always)
  static func place(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> (64 - bits)) }

  @inline(__always)
  static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let mixed = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }
}
