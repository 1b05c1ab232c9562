/// Tells of some patterns that they can match nothing on their view: they ask for what the view never leaves as it is.
///
/// Only what is certain: capitals on a folded view, blanks and punctuation on `dense`, and kana and full-width forms
/// that a view makes into others.
enum ViewReach {
  /// Why the pattern can match no text that `view` gives, as the end of a sentence; nil if it may match some.
  static func whyNever(_ regex: String, flags: RegexFlags, on view: View) -> String? {
    guard mayBeMissing(regex, on: view) else { return nil }
    let facts = PatternFacts(of: regex, flags: flags)
    for set in facts.byteSets {
      let bytes = (UInt8.min...UInt8.max).filter(set.contains)
      guard bytes.allSatisfy({ isMissing($0, on: view) }), let first = bytes.first else { continue }
      return "it needs “\(Character(Unicode.Scalar(first)))”, which is never there"
    }
    for clause in facts.clauses where clause.channel == .folded {
      let missing = clause.literals.map { literal in
        String(decoding: literal, as: UTF8.self).unicodeScalars.first { isMissing($0, on: view) }
      }
      guard missing.allSatisfy({ $0 != nil }), let first = missing.first ?? nil else { continue }
      return "it needs “\(Character(first))”, which is written otherwise there"
    }
    return nil
  }

  /// Whether some character of the pattern may be one that the view never contains: taking a pattern apart is dear.
  private static func mayBeMissing(_ regex: String, on view: View) -> Bool {
    switch view {
    case .raw: false
    case .nfkc: regex.unicodeScalars.contains { $0.value >= 0x3041 }
    case .fold, .skeleton: regex.unicodeScalars.contains { $0.value >= 0x3041 || ("A"..."Z").contains($0) }
    case .dense: true
    }
  }

  /// Whether a byte of ASCII never occurs on `view`.
  private static func isMissing(_ byte: UInt8, on view: View) -> Bool {
    switch view {
    case .raw, .nfkc: false
    case .fold, .skeleton: (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    case .dense:
      byte < 0x80 && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }

  /// Whether a kana or a full-width form never occurs on `view`; none of these has cases beyond its own block, so that
  /// it does not matter that literals are folded.
  private static func isMissing(_ scalar: Unicode.Scalar, on view: View) -> Bool {
    guard (0x3041...0x30FF).contains(scalar.value) || (0xFF01...0xFFEF).contains(scalar.value) else {
      return false
    }
    var views = Views(String(scalar))
    let text = views.text(in: view == .nfkc ? .nfkc : .fold).bytes
    return !String(decoding: text, as: UTF8.self).unicodeScalars.contains(scalar)
  }
}
