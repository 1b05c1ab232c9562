/// The characters that one place of a pattern can match, never fewer than PCRE2 would let it.
struct CharacterClass: Sendable, Equatable {
  /// Exact for ASCII, but where Unicode properties are used, where it may hold too many.
  var ascii: ByteSet
  var others: Others

  /// What of the rest of Unicode is matched.
  enum Others: Sendable, Equatable {
    /// These, all case partners included; empty for none.
    case listed([ClosedRange<UInt32>])
    /// Any that are neither letters nor digits.
    case signs
    /// Anything; nothing is known.
    case any
  }

  /// White space for PCRE2 with `UCP`: `\s`, and Unicode's categories Z (pcre2pattern(3), "Generic character
  /// types").
  static let spaceRanges: [ClosedRange<UInt32>] = [0x09...0x0D, 0x20...0x20] + spacesBeyondASCII
  static let spacesBeyondASCII: [ClosedRange<UInt32>] = [
    0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x180E...0x180E, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000,
  ]

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
    switch (others, other.others) {
    case (.listed(let mine), .listed(let more)): others = .listed(mine + more)
    case (.signs, .signs): break
    case (.signs, .listed(let ranges)), (.listed(let ranges), .signs):
      others = Self.squeezed(ranges) == [[]] || ranges.isEmpty ? .signs : .any
    case (.any, _), (_, .any): others = .any
    }
  }

  /// The strings it can be in a folded text, if they are few.
  func folded(atMost limit: Int) -> [[UInt8]]? {
    guard case .listed(let ranges) = others else { return nil }
    var found: [UInt32] = []
    for byte in ascii.bytes {
      let folded = CaseOrbits.standard.folded(UInt32(byte))
      if !found.contains(folded) { found.append(folded) }
      guard found.count <= limit else { return nil }
    }
    for range in ranges {
      guard range.count <= limit * 4 else { return nil }
      for value in range {
        let folded = CaseOrbits.standard.folded(value)
        if !found.contains(folded) { found.append(folded) }
      }
    }
    guard !found.isEmpty, found.count <= limit else { return nil }
    return found.compactMap { value in
      value < 0x80 ? [UInt8(value)] : Unicode.Scalar(value).flatMap { UTF8.encode($0) }.map(Array.init)
    }
  }

  /// The strings it can be in a squeezed text, if they are few: one letter or digit, or nothing.
  func squeezed(atMost limit: Int) -> [[UInt8]]? {
    var found: Set<[UInt8]> = []
    for byte in ascii.bytes {
      let folded = UInt8(truncatingIfNeeded: CaseOrbits.standard.folded(UInt32(byte)))
      found.insert(FoldedText.isKeptInSqueezed(folded) ? [folded] : [])
    }
    switch others {
    case .any: return nil
    case .signs: found.insert([])
    case .listed(let ranges):
      guard let beyond = Self.squeezed(ranges) else { return nil }
      found.formUnion(beyond)
    }
    guard !found.isEmpty, found.count <= limit else { return nil }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func squeezed(_ ranges: [ClosedRange<UInt32>]) -> Set<[UInt8]>? {
    var found: Set<[UInt8]> = []
    for range in ranges {
      guard range.count <= 512 else { return nil }
      for value in range {
        let folded = CaseOrbits.standard.folded(value)
        let isKept = folded < 0x80 && FoldedText.isKeptInSqueezed(UInt8(folded))
        found.insert(isKept ? [UInt8(folded)] : [])
      }
    }
    return found
  }

  /// The bytes one of which the match of this place begins with.
  var firstBytes: ByteSet {
    var bytes = ascii
    switch others {
    case .any, .signs: bytes.formUnion(.leads)
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

  /// All bytes that the match of this place can have in it.
  var anyBytes: ByteSet {
    others == .listed([]) ? ascii : ascii.union(ByteSet(0x80...0xFF))
  }

  /// The fewest bytes that the match of this place takes.
  var minimumBytes: Int {
    ascii == .empty ? 2 : 1
  }
}
