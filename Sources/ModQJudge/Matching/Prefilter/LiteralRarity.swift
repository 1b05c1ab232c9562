/// How often a literal is to be expected in a comment, so that of all a pattern offers the rarest is looked
/// for.
///
/// `click here` is longer than `zyban`, and says less. The estimate is a chain of letter pairs; it decides
/// what is looked for first, never what matches.
enum LiteralRarity {
  /// The conditions that say something, the rarest first: without repeats, and no literal that holds another.
  static func ranked(_ clauses: [[[UInt8]]]) -> [[[UInt8]]] {
    var found: [(clause: [[UInt8]], expected: Double)] = []
    for clause in clauses where clause.allSatisfy({ $0.count > 1 }) && !clause.isEmpty {
      let least = minimized(clause)
      if !found.contains(where: { $0.clause == least }) { found.append((least, expected(least))) }
    }
    found.sort { first, second in
      first.expected != second.expected
        ? first.expected < second.expected : isOrdered(first.clause.joined(), second.clause.joined())
    }
    return found.prefix(MatchingBounds.conditions).map(\.clause)
  }

  /// The sets that no other implies, the rarest first.
  static func ranked(_ sets: [ByteSet]) -> [ByteSet] {
    var found: [ByteSet] = []
    for set in sets where !found.contains(where: { $0.isSubset(of: set) }) {
      found.removeAll { set.isSubset(of: $0) }
      found.append(set)
    }
    let rated = found.map { (set: $0, expected: expected($0)) }
    return rated.sorted { first, second in
      first.expected != second.expected
        ? first.expected < second.expected : isOrdered(first.set.bytes, second.set.bytes)
    }.prefix(MatchingBounds.conditions).map(\.set)
  }

  /// −log₂ of the share that these bytes have of an English text, about.
  static func bits(of set: ByteSet) -> Double {
    var ascii = set
    (ascii.words[2], ascii.words[3]) = (0, 0)
    let share = min(max(expected(ascii) / allOfASCII, 1e-4), 1)
    // A straight line between powers of two.
    return -(Double(share.exponent) + share.significand - 1)
  }

  private static let allOfASCII = expected(ByteSet(0...127))

  private static func isOrdered(_ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>) -> Bool {
    first.lexicographicallyPrecedes(second)
  }

  /// The literals in order, without those that another is a part of.
  private static func minimized(_ clause: [[UInt8]]) -> [[UInt8]] {
    guard clause.count > 1 else { return clause }
    let sorted = Set(clause).sorted { isOrdered($0, $1) }
    guard sorted.count <= MatchingBounds.spellings else { return sorted }
    return sorted.filter { literal in
      !sorted.contains { $0.count < literal.count && contains(literal, $0) }
    }
  }

  private static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    (0...(whole.count - part.count)).contains { start in
      whole[start] == part[0] && (1..<part.count).allSatisfy { whole[start + $0] == part[$0] }
    }
  }

  /// How many of them a place of a comment is to be expected to have.
  static func expected(_ clause: [[UInt8]]) -> Double {
    clause.reduce(0) { $0 + Double(sign: .plus, exponent: -cost(of: $1), significand: 1) }
  }

  static func expected(_ set: ByteSet) -> Double {
    set.bytes.reduce(0) { $0 + Double(sign: .plus, exponent: -cost(of: $1), significand: 1) }
  }

  /// −log₂ of how likely the literal begins at a given place.
  private static func cost(of literal: [UInt8]) -> Int {
    var total = 0
    var previous: Int?
    for byte in literal {
      let kind = kind(of: byte)
      if let kind {
        total += previous.map { pairs[$0 * kinds + kind] } ?? singles[kind]
        total += kind == digit ? 3 : kind == sign ? 4 : 0
      } else if byte >= 0xC0 {
        // Kana are frequent where they occur, other characters less so.
        total += byte == 0xE3 ? 8 : 11
      }
      previous = kind
    }
    return total
  }

  private static func cost(of byte: UInt8) -> Int {
    let isUpper = (0x41...0x5A).contains(byte)
    guard let kind = kind(of: isUpper ? byte | 0x20 : byte) else { return 4 }
    return singles[kind] + (kind == digit ? 3 : kind == sign || isUpper ? 4 : 0)
  }

  private static let kinds = 29
  private static let digit = 26
  private static let sign = 28

  /// Letters, then digits, blanks and all other signs of ASCII.
  private static func kind(of byte: UInt8) -> Int? {
    switch byte {
    case 0x61...0x7A: Int(byte) - 0x61
    case 0x30...0x39: digit
    case 0x09, 0x0A, 0x0D, 0x20: 27
    case 0x80...: nil
    default: sign
    }
  }

  /// −log₂ of the share of each kind among the characters of English and Japanese comments, in hexadecimal.
  private static let singles = numbers("4655466549756446a54457686a524")

  /// The same of each kind after each, a row for what stands before.
  private static let pairs = numbers(
    """
    854587685a6353a6b343758959647
    3788289948837a48b55739ab4c555
    386939b35b45aa29b4735abe6b556
    3785387a4aa79748c559689c7b624
    585457797b956476834496766b724
    487844aa3bb6ba2aa4854bab7b526
    48a93a644ab69549b4675aab8a824
    2b891bba3c89994aa7857bbc7b836
    6645655cab645246a633a6c7b7a46
    48883887677877386748188878566
    686827873a878478a948799a7a724
    4a8437aa3c839a37c856588c4b935
    359929aa3a885844b8585aab5a835
    5a5346395a679638bb4378ab6a924
    8755747869654356e35436599bb35
    3a8739964b837a34b3544abb7b745
    56878776787576877678178786455
    3974287a4c677648c555679c5b925
    5a6939954c777846a9435b7c7c923
    4a7a4ab24dc79837e5565a766b924
    6556586a5c9453a5c333aac979936
    39891aaa3a79895a98799aba89666
    2aa93aa33b98a53aa669ac5aab735
    38484897499988349863779578433
    77885a886ab86726b8569b8b8b813
    48772777477556486768667754534
    66666688998988a89988998988133
    45456565487655559643674b5c635
    6656777768966666a75587769b412
    """)

  private static func numbers(_ digits: String) -> [Int] { digits.compactMap(\.hexDigitValue) }
}
