extension PatternParser {
  /// What follows a backslash outside a class.
  mutating func escape() throws(Unsure) -> PatternNode {
    let letter = try takeScalar()
    switch letter {
    case "A", "Z", "z", "b", "B", "K", "G": return .empty
    case "R":
      let lineEnd = CharacterClass(
        ascii: ByteSet(0x0A...0x0D), others: .listed([0x85...0x85, 0x2028...0x2029]))
      return .repetition(.character(lineEnd), minimum: 1, maximum: 2)
    case "X": return .repetition(.character(.all), minimum: 1, maximum: nil)
    case "N" where !looksAt("{U+"):
      guard !looksAt("{") else { throw Unsure() }
      return .character(.all)
    case "g", "k":
      try skipReference()
      return .unknown
    case "1"..."9":
      // One digit is always a back-reference; more may be octal, depending on how many groups there are.
      if let digit = next, ("0"..."9").contains(digit) { throw Unsure() }
      return .unknown
    default: break
    }
    if let kind = try classEscape(letter) { return .character(kind.mayMatch) }
    return .character(CharacterClass(try characterEscape(letter), caseless: options.caseless))
  }

  /// `\g{-1}`, `\g1`, `\g<name>`, `\k'name'`.
  private mutating func skipReference() throws(Unsure) {
    if take("{") {
      _ = try takeUntil("}")
    } else if take("<") {
      _ = try takeUntil(">")
    } else if take("'") {
      _ = try takeUntil("'")
    } else {
      if !take("-") { _ = take("+") }
      guard let digit = next, ("0"..."9").contains(digit) else { throw Unsure() }
      while let digit = next, ("0"..."9").contains(digit) { position += 1 }
    }
  }

  /// A letter that stands for a kind of characters, and nil if it does not.
  mutating func classEscape(_ letter: Unicode.Scalar) throws(Unsure) -> ClassPart? {
    switch letter {
    case "d": return .kind(.digits)
    case "D": return .kind(.digits).inverted
    case "w": return .kind(.words)
    case "W": return .signs
    case "s": return .kind(.spaces, beyond: CharacterClass.spacesBeyondASCII)
    case "S": return .kind(.spaces).inverted
    case "h": return .kind(.blanks, beyond: CharacterClass.spacesBeyondASCII)
    case "H": return .kind(.blanks).inverted
    case "v": return .kind(.lineEnds, beyond: CharacterClass.spacesBeyondASCII)
    case "V": return .kind(.lineEnds).inverted
    case "p", "P":
      let name = try propertyName()
      let isOutsideASCII = letter == "p" && Self.scriptsOutsideASCII.contains(name)
      return ClassPart(
        mayMatch: isOutsideASCII ? CharacterClass(ascii: .empty, others: .any) : .all, mustMatch: .empty)
    default: return nil
    }
  }

  private mutating func propertyName() throws(Unsure) -> String {
    guard take("{") else { return String(Character(try takeScalar())) }
    return try takeUntil("}")
  }

  /// Scripts without a character in ASCII, by their names in PCRE2.
  private static let scriptsOutsideASCII: Set<String> = [
    "Arabic", "Armenian", "Bengali", "Bopomofo", "Cyrillic", "Devanagari", "Georgian", "Greek", "Hangul",
    "Han",
    "Hebrew", "Hiragana", "Katakana", "Tamil", "Telugu", "Thai",
  ]

  /// The character that an escape stands for, in a class or not.
  mutating func characterEscape(_ letter: Unicode.Scalar) throws(Unsure) -> Unicode.Scalar {
    switch letter {
    case "a": return "\u{7}"
    case "e": return "\u{1B}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "c":
      let control = try takeScalar()
      guard (0x20...0x7E).contains(control.value) else { throw Unsure() }
      let upper = ("a"..."z").contains(control) ? control.value - 32 : control.value
      return try scalar(upper ^ 0x40)
    case "0": return try scalar(digits(radix: 8, atMost: 2))
    case "o":
      guard take("{") else { throw Unsure() }
      return try braced(radix: 8)
    case "x":
      if take("{") { return try braced(radix: 16) }
      return try scalar(digits(radix: 16, atMost: 2))
    case "N":
      guard take("{U+") else { throw Unsure() }
      return try braced(radix: 16)
    case "a"..."z", "A"..."Z", "0"..."9": throw Unsure()
    default: return letter
    }
  }

  private mutating func braced(radix: UInt32) throws(Unsure) -> Unicode.Scalar {
    let value = try digits(radix: radix, atMost: 12)
    guard scalars[position - 1] != "{", take("}") else { throw Unsure() }
    return try scalar(value)
  }

  private func scalar(_ value: UInt32) throws(Unsure) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else { throw Unsure() }
    return scalar
  }

  /// The number that the next digits spell, 0 if there is none.
  mutating func digits(radix: UInt32, atMost limit: Int) throws(Unsure) -> UInt32 {
    var value: UInt32 = 0
    var taken = 0
    while taken < limit, let scalar = next, let digit = Self.digit(scalar), digit < radix {
      guard value < 0x110000 else { throw Unsure() }
      value = value * radix + digit
      position += 1
      taken += 1
    }
    return value
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "0"..."9": scalar.value - 48
    case "a"..."f": scalar.value - 87
    case "A"..."F": scalar.value - 55
    default: nil
    }
  }
}
