extension PatternParser {
  /// What follows `[`.
  mutating func characterClass() throws(Unsure) -> CharacterClass {
    // Which blanks count is intricate there, and nobody writes it.
    guard !options.extendedMore else { throw Unsure() }
    let isInverted = take("^")
    var whole = ClassPart(mayMatch: CharacterClass(ascii: .empty, others: .listed([])), mustMatch: .empty)
    var isFirst = true
    while true {
      try skipIgnoredInClass()
      if !isQuoting, looksAt("]"), !isFirst { break }
      let (part, single) = try classMember()
      isFirst = false
      guard let low = single else {
        whole.formUnion(part)
        continue
      }
      try skipIgnoredInClass()
      guard !isQuoting, looksAt("-"), position + 1 < scalars.count, scalars[position + 1] != "]" else {
        whole.formUnion(part)
        continue
      }
      position += 1
      try skipIgnoredInClass()
      if !isQuoting, looksAt("]") {
        whole.formUnion(part)
        whole.formUnion(literal("-"))
        continue
      }
      let (end, high) = try classMember()
      guard let high else {
        // A hyphen before `\d` and the like stands for itself.
        whole.formUnion(part)
        whole.formUnion(literal("-"))
        whole.formUnion(end)
        continue
      }
      guard low <= high else { throw Unsure() }
      whole.formUnion(range(low.value...high.value))
    }
    position += 1
    return isInverted ? whole.inverted.mayMatch : whole.mayMatch
  }

  private mutating func skipIgnoredInClass() throws(Unsure) {
    while position < scalars.count {
      if isQuoting {
        guard take("\\E") else { return }
        isQuoting = false
      } else if take("\\Q") {
        isQuoting = true
      } else if !take("\\E") {
        return
      }
    }
  }

  /// One member of a class, and which character it is if it is a single one.
  private mutating func classMember() throws(Unsure) -> (ClassPart, Unicode.Scalar?) {
    if !isQuoting {
      guard !looksAt("[."), !looksAt("[=") else { throw Unsure() }
      if looksAt("[:"), let part = try posixClass() { return (part, nil) }
    }
    let first = try takeScalar()
    guard !isQuoting, first == "\\" else { return (literal(first), first) }
    let letter = try takeScalar()
    if let part = try classEscape(letter) { return (part, nil) }
    let single: Unicode.Scalar
    switch letter {
    case "b": single = "\u{8}"
    case "1"..."7":
      position -= 1
      let value = try digits(radix: 8, atMost: 3)
      guard let scalar = Unicode.Scalar(value) else { throw Unsure() }
      single = scalar
    case "N" where !looksAt("{U+"): throw Unsure()
    default: single = try characterEscape(letter)
    }
    return (literal(single), single)
  }

  private func literal(_ scalar: Unicode.Scalar) -> ClassPart {
    let found = CharacterClass(scalar, caseless: options.caseless)
    // An orbit may join more than PCRE2 does, but not within ASCII.
    return ClassPart(mayMatch: found, mustMatch: scalar.isASCII ? found.ascii : .empty)
  }

  private func range(_ values: ClosedRange<UInt32>) -> ClassPart {
    var whole = CharacterClass(ascii: .empty, others: .listed([]))
    if values.lowerBound < 0x80 {
      for value in values.lowerBound...min(values.upperBound, 0x7F) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        whole.formUnion(CharacterClass(scalar, caseless: options.caseless))
      }
    }
    let sure = whole.ascii
    guard values.upperBound >= 0x80 else { return ClassPart(mayMatch: whole, mustMatch: sure) }
    let beyond = max(values.lowerBound, 0x80)...values.upperBound
    if options.caseless {
      // `s` and `k` have partners in ranges that hold U+017F and U+212A.
      for member in "sk".unicodeScalars {
        for partner in CaseOrbits.standard.orbit(of: member) where beyond.contains(partner.value) {
          whole.formUnion(CharacterClass(member, caseless: true))
        }
      }
    }
    whole.formUnion(CharacterClass(ascii: .empty, others: partners(of: beyond)))
    return ClassPart(mayMatch: whole, mustMatch: sure)
  }

  /// A range outside ASCII with the case partners of its characters.
  private func partners(of range: ClosedRange<UInt32>) -> CharacterClass.Others {
    guard options.caseless else { return .listed([range]) }
    guard range.count <= 512 else { return .any }
    var found: [ClosedRange<UInt32>] = [range]
    for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
      guard CaseOrbits.standard.isSettled(scalar) else { return .any }
      for member in CaseOrbits.standard.orbit(of: scalar)
      where !range.contains(member.value) && !member.isASCII {
        found.append(member.value...member.value)
      }
    }
    return .listed(found)
  }

  /// `[:alpha:]` and its like inside a class; nil if the brackets only look like one.
  private mutating func posixClass() throws(Unsure) -> ClassPart? {
    var end = position + 2
    while end < scalars.count, ("a"..."z").contains(scalars[end]) || scalars[end] == "^" { end += 1 }
    guard end + 1 < scalars.count, scalars[end] == ":", scalars[end + 1] == "]" else { return nil }
    var name = String(String.UnicodeScalarView(scalars[(position + 2)..<end]))
    position = end + 2
    let isInverted = name.hasPrefix("^")
    if isInverted { name.removeFirst() }
    guard let ascii = Self.posix[name] else { throw Unsure() }
    var found = ClassPart.kind(ascii)
    if options.caseless, name == "upper" || name == "lower" {
      // The other case is matched too since 10.43 only.
      found = ClassPart(mayMatch: ClassPart.kind(.letters).mayMatch, mustMatch: ascii)
    }
    return isInverted ? found.inverted : found
  }

  private static let posix: [String: ByteSet] = [
    "alpha": .letters, "lower": .lowers, "upper": .uppers, "alnum": .letters.union(.digits),
    "ascii": ByteSet(0...127),
    "blank": .blanks, "cntrl": ByteSet(0...0x1F).union(ByteSet(0x7F...0x7F)), "digit": .digits,
    "graph": ByteSet(0x21...0x7E), "print": ByteSet(0x20...0x7E), "punct": .punctuation, "space": .spaces,
    "word": .words, "xdigit": .digits.union(ByteSet(0x41...0x46)).union(ByteSet(0x61...0x66)),
  ]
}
