/// What the views and signals need to know about one Unicode scalar, in one word.
struct ScalarProperties: OptionSet {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// NFKC changes it, or may change it together with what stands before it, or `nfkc` removes it.
  static let unsettled = Self(rawValue: 1 << 8)
  /// Default_Ignorable_Code_Point: shows nothing.
  static let ignorable = Self(rawValue: 1 << 9)
  /// May reorder or compose with what stands before it.
  static let joins = Self(rawValue: 1 << 10)
  /// Has a decomposition, canonical or by compatibility.
  ///
  /// Hangul syllables do not have this.
  static let decomposes = Self(rawValue: 1 << 11)
  static let folds = Self(rawValue: 1 << 12)
  static let imitates = Self(rawValue: 1 << 13)
  static let uppercase = Self(rawValue: 1 << 14)
  static let cased = Self(rawValue: 1 << 15)
  /// Emoji or Extended_Pictographic: may be joined by U+200D and styled by U+FE0F.
  static let emoji = Self(rawValue: 1 << 16)
  static let whiteSpace = Self(rawValue: 1 << 17)

  /// Canonical_Combining_Class.
  var combiningClass: UInt32 { rawValue & 0xFF }

  var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: rawValue >> 18 & 0xF)) ?? .other }

  var script: Script { Script(rawValue: UInt8(truncatingIfNeeded: rawValue >> 22 & 0xF)) ?? .other }

  /// Hiragana or katakana; ー and ・ are of no script.
  var isKana: Bool { rawValue >> 22 & 0xF == UInt32(Script.kana.rawValue) }

  var isMark: Bool {
    let kind = rawValue >> 18 & 0xF
    return kind == UInt32(Kind.spellingMark.rawValue) || kind == UInt32(Kind.carriedMark.rawValue)
  }

  /// General_Category, in groups.
  enum Kind: UInt8 {
    /// Unassigned, private use.
    case other
    case letter
    /// A mark of one script, such as a vowel sign: part of how a word is spelled.
    case spellingMark
    /// A mark that any letter can carry (script Inherited).
    case carriedMark
    case number, punctuation, symbol, separator, control, format
  }

  /// Script, as far as it matters here.
  enum Script: UInt8 {
    /// Another script that puts spaces between words.
    case other
    case common, inherited, latin, greek, cyrillic
    /// Hiragana and katakana.
    case kana
    case han, hangul
    /// Another script that puts no spaces between words: Thai, Khmer, Bopomofo, …
    case unspaced
  }

  /// Of a script with spaces between words, digits included, marks not.
  var isOfSpacedWord: Bool {
    guard kind == .letter || kind == .number else { return false }
    return switch script {
    case .other, .common, .inherited, .latin, .greek, .cyrillic: true
    case .kana, .han, .hangul, .unspaced: false
    }
  }
}

/// The properties of all scalars, by a two-stage table: 128 scalars a block, equal blocks kept once.
struct ScalarPropertyTable: Sendable {
  private var index: [UInt16] = []
  private var words: [UInt32] = []

  init(_ table: PackedTable) {
    var numbers = table.unpacked()
    let classes = (0..<numbers.next()).map { _ in numbers.next() }
    var block: [UInt32] = []
    /// Blocks of one word throughout, as most are.
    var uniform: [UInt32: UInt16] = [:]
    var mixed: [[UInt32]: UInt16] = [:]
    while !numbers.isAtEnd {
      var length = Int(numbers.next())
      let word = classes[Int(numbers.next())]
      while length > 0 {
        // Nearly all of the code space is a few runs of thousands of such blocks.
        if block.isEmpty, length >= 128, let number = uniform[word] {
          index.append(number)
          length -= 128
          continue
        }
        let taken = min(length, 128 - block.count)
        block.append(contentsOf: repeatElement(word, count: taken))
        length -= taken
        guard block.count == 128 else { break }
        let next = UInt16(words.count / 128)
        let number = taken == 128 ? uniform[word, default: next] : mixed[block, default: next]
        if number == next {
          words += block
          if taken == 128 { uniform[word] = next } else { mixed[block] = next }
        }
        index.append(number)
        block.removeAll(keepingCapacity: true)
      }
    }
  }

  /// The properties of a scalar value below 0x110000.
  subscript(scalar: UInt32) -> ScalarProperties {
    ScalarProperties(rawValue: words[Int(index[Int(scalar >> 7)]) << 7 | Int(scalar & 127)])
  }
}
