/// A set of byte values.
struct ByteSet: Sendable, Hashable {
  var words: SIMD4<UInt64>

  static let empty = ByteSet(words: .zero)
  /// The bytes that a character outside ASCII can begin with in UTF-8 (RFC 3629).
  static let leads = ByteSet(0xC2...0xF4)

  init(words: SIMD4<UInt64>) { self.words = words }

  init(_ range: ClosedRange<UInt8>) {
    self = .empty
    for byte in range { insert(byte) }
  }

  @inline(__always)
  mutating func insert(_ byte: UInt8) {
    words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
  }

  mutating func formUnion(_ other: ByteSet) { words |= other.words }

  func union(_ other: ByteSet) -> ByteSet { ByteSet(words: words | other.words) }

  func isSubset(of other: ByteSet) -> Bool { words & ~other.words == .zero }

  @inline(__always)
  func isDisjoint(with other: ByteSet) -> Bool { words & other.words == .zero }

  /// In ascending order.
  var bytes: [UInt8] {
    var found: [UInt8] = []
    for index in 0..<4 {
      var word = words[index]
      while word != 0 {
        found.append(UInt8(index * 64 + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
    return found
  }
}
