/// The characters that one place of a pattern can match, never fewer than PCRE2 would let it.
struct CharacterClass: Sendable, Equatable {
  /// Exact for ASCII, but where Unicode properties are used, where it may hold too many.
  var ascii: ByteSet
  var others: Others

  /// What of the rest of Unicode is matched.
  enum Others: Sendable, Equatable {
    /// These, all case partners included; empty for none.
    case listed([ClosedRange<UInt32>])
    /// Anything; nothing is known.
    case any
  }

  static let all = CharacterClass(ascii: ByteSet(0...127), others: .any)

  /// One character, with its case partners if it is caseless.
  init(_ scalar: Unicode.Scalar, caseless: Bool) {
    self.init(ascii: .empty, others: .listed([]))
    guard caseless else {
      insert(scalar)
      return
    }
    guard CaseOrbits.standard.isSettled(scalar) else {
      others = .any
      return
    }
    for member in CaseOrbits.standard.orbit(of: scalar) { insert(member) }
  }

  init(ascii: ByteSet, others: Others) {
    self.ascii = ascii
    self.others = others
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      ascii.insert(UInt8(scalar.value))
    } else if case .listed(let ranges) = others {
      others = .listed(ranges + [scalar.value...scalar.value])
    }
  }

  mutating func formUnion(_ other: CharacterClass) {
    ascii.formUnion(other.ascii)
    if case .listed(let mine) = others, case .listed(let more) = other.others {
      others = .listed(mine + more)
    } else {
      others = .any
    }
  }

  /// The folded characters, if they are few.
  func folded(atMost limit: Int) -> [Unicode.Scalar]? {
    guard case .listed(let ranges) = others else { return nil }
    var found: Set<Unicode.Scalar> = []
    for byte in ascii.bytes { found.insert(CaseOrbits.standard.folded(Unicode.Scalar(byte))) }
    for range in ranges {
      guard range.count <= limit * 4 else { return nil }
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
        found.insert(CaseOrbits.standard.folded(scalar))
      }
    }
    return found.count <= limit ? found.sorted() : nil
  }

  /// The bytes one of which the match of this place begins with.
  var firstBytes: ByteSet {
    var bytes = ascii
    switch others {
    case .any: bytes.formUnion(.leads)
    case .listed(let ranges):
      for range in ranges {
        guard let low = Unicode.Scalar(range.lowerBound), let high = Unicode.Scalar(range.upperBound) else {
          return bytes.union(.leads)
        }
        guard let first = UTF8.encode(low)?.first, let last = UTF8.encode(high)?.first else { continue }
        bytes.formUnion(ByteSet(first...last))
      }
    }
    return bytes
  }

  /// The fewest bytes that the match of this place takes.
  var minimumBytes: Int {
    ascii == .empty ? 2 : 1
  }
}
