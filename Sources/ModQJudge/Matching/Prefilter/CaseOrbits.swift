/// Which characters caseless matching takes for the same, and one of each such orbit to stand for it.
///
/// Literals and texts are both folded to these before literals are looked for, so a literal that occurs in a
/// text occurs in the folded text too, caseless or not. That makes folding sound as long as it joins *at
/// least* what PCRE2 joins (`k`, `K` and U+212A; `s`, `S` and U+017F; `ß` and U+1E9E); joining more only lets
/// a pattern run in vain. A test compares it with the PCRE2 at hand over all of Unicode.
struct CaseOrbits: Sendable {
  /// Which page of `pages` a scalar's high bits lead to; page 0 changes nothing.
  private var pageOf: [UInt8]
  private var pages: [UInt32]
  private var members: [UInt32: [Unicode.Scalar]]

  static let standard = CaseOrbits()

  private static let limit = 0x1E944

  /// Where Unicode keeps letters with case, ASCII apart; a letter with case elsewhere is never taken for a
  /// literal.
  private static let blocks: [ClosedRange<UInt32>] = [
    0x80...0x2AF, 0x345...0x345, 0x370...0x58F, 0x10A0...0x10FF, 0x13A0...0x13FF, 0x1C80...0x1CBF,
    0x1D79...0x1D8E, 0x1E00...0x1FFF, 0x2126...0x212B, 0x2132...0x2132, 0x214E...0x214E, 0x2160...0x2188,
    0x24B6...0x24E9, 0x2C00...0x2D2F, 0xA640...0xA69D, 0xA720...0xA7FF, 0xAB30...0xABBF, 0xFB05...0xFB06,
    0xFF21...0xFF5A, 0x10400...0x104FF, 0x10570...0x105BF, 0x10C80...0x10CFF, 0x118A0...0x118DF,
    0x16E40...0x16E7F, 0x1E900...0x1E943,
  ]

  /// Pairs whose one common form is several characters long, so that no mapping between single ones shows
  /// them (CaseFolding.txt, status S, since Unicode 15.1).
  private static let pairs: [(UInt32, UInt32)] = [(0x1FD3, 0x390), (0x1FE3, 0x3B0), (0xFB05, 0xFB06)]

  private init() {
    pageOf = Array(repeating: 0, count: Self.limit >> 8 + 1)
    pages = []
    members = [:]
    join(0x41...0x5A)
    for block in Self.blocks { join(block) }
    for (scalar, partner) in Self.pairs { join(scalar, to: partner) }
    for range in CharacterClass.spaceRanges {
      for value in range where value != 0x20 { set(value, to: 0x20) }
    }
  }

  private mutating func join(_ block: ClosedRange<UInt32>) {
    for value in block {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = Self.mapped(scalar)
      if folded != scalar { join(value, to: folded.value) }
    }
  }

  /// The lower case of the upper case, as far as each is one character.
  private static func mapped(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let upper = single(scalar.properties.uppercaseMapping) ?? scalar
    return single(upper.properties.lowercaseMapping) ?? upper
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    let scalars = mapping.unicodeScalars
    guard let first = scalars.first, scalars.count == 1 else { return nil }
    return first
  }

  private mutating func join(_ value: UInt32, to folded: UInt32) {
    guard let scalar = Unicode.Scalar(value), let partner = Unicode.Scalar(folded) else { return }
    set(value, to: folded)
    members[folded, default: [partner]].append(scalar)
  }

  private mutating func set(_ value: UInt32, to folded: UInt32) {
    let page = Int(value >> 8)
    if pageOf[page] == 0 {
      pages += (0..<256).map { UInt32(page << 8 + $0) }
      pageOf[page] = UInt8(pages.count >> 8)
    }
    pages[Int(pageOf[page]) << 8 - 256 + Int(value & 0xFF)] = folded
  }

  /// The character that stands for this one's orbit, and a blank for all white space, so that `\s` is a
  /// literal.
  @inline(__always)
  func folded(_ value: UInt32) -> UInt32 {
    guard value < Self.limit else { return value }
    let page = Int(pageOf[Int(value >> 8)])
    return page == 0 ? value : pages[page << 8 - 256 + Int(value & 0xFF)]
  }

  func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(folded(scalar.value)) ?? scalar
  }

  /// All characters that caseless matching takes for this one, itself among them.
  func orbit(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    members[folded(scalar.value)] ?? [scalar]
  }

  /// Whether the orbit is known for good: a letter with case that has no partner may get one in a later
  /// Unicode.
  func isSettled(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII || members[folded(scalar.value)] != nil || !scalar.properties.isCased
  }
}
