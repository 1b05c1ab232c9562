/// One part of a bracketed class, or a letter like `\w`: the characters it may match and those it is sure to.
///
/// A class is turned round by `[^`, and what is turned round must not hold more than PCRE2's, so both are
/// kept.
struct ClassPart {
  var mayMatch: CharacterClass
  /// In ASCII.
  var mustMatch: ByteSet

  /// A kind known exactly in ASCII, and not at all beyond.
  static func kind(_ ascii: ByteSet) -> ClassPart {
    ClassPart(mayMatch: CharacterClass(ascii: ascii, others: .any), mustMatch: ascii)
  }

  /// A kind whose members are all known.
  static func kind(_ ascii: ByteSet, beyond: [ClosedRange<UInt32>]) -> ClassPart {
    ClassPart(mayMatch: CharacterClass(ascii: ascii, others: .listed(beyond)), mustMatch: ascii)
  }

  /// What is neither a letter nor a digit nor `_`.
  static let signs = ClassPart(
    mayMatch: CharacterClass(ascii: ClassPart.kind(.words).inverted.mustMatch, others: .signs),
    mustMatch: ClassPart.kind(.words).inverted.mustMatch)

  var inverted: ClassPart {
    let ascii = ByteSet(0...127)
    return ClassPart(
      mayMatch: CharacterClass(ascii: ByteSet(words: ascii.words & ~mustMatch.words), others: .any),
      mustMatch: ByteSet(words: ascii.words & ~mayMatch.ascii.words))
  }

  mutating func formUnion(_ other: ClassPart) {
    mayMatch.formUnion(other.mayMatch)
    mustMatch.formUnion(other.mustMatch)
  }
}

extension ByteSet {
  static let digits = ByteSet(0x30...0x39)
  static let uppers = ByteSet(0x41...0x5A)
  static let lowers = ByteSet(0x61...0x7A)
  static let letters = uppers.union(lowers)
  static let words = letters.union(digits).union(ByteSet(0x5F...0x5F))
  static let blanks = ByteSet(0x09...0x09).union(ByteSet(0x20...0x20))
  static let lineEnds = ByteSet(0x0A...0x0D)
  static let spaces = ByteSet(0x09...0x0D).union(ByteSet(0x20...0x20))
  static let punctuation =
    ByteSet(0x21...0x2F).union(ByteSet(0x3A...0x40)).union(ByteSet(0x5B...0x60)).union(ByteSet(0x7B...0x7E))
}
