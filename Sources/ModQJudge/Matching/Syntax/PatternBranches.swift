/// The branches of patterns that are an alternation as a whole, each a pattern of its own.
///
/// Of `please (?:like|share) | free gifts? | dm me` only the second is run on a text without "please" and "dm": what is
/// known of each branch leaves it out by itself, and PCRE2 searches for a single branch faster than for a choice of many.
///
/// PCRE2 takes, at the first place where any branch matches, the first that does. So the match of the whole is the
/// earliest of those of its branches, and of several at one place that of the first branch (pcre2pattern(3), "Vertical
/// bar").
enum PatternBranches {
  /// More branches than that are run as the one pattern that they are.
  private static let most = 64

  /// The branches of `pattern` in order, at least two.
  ///
  /// Nil if it is no alternation, if its syntax is not understood, if a branch may depend on what stands in another, or if
  /// some words tell well enough where it can match as a whole.
  static func of(_ pattern: String, flags: RegexFlags) -> [String]? {
    guard pattern.utf8.contains(UInt8(ascii: "|")) else { return nil }
    var parser = PatternParser(pattern, flags: flags)
    guard !dependOnEachOther(parser.scalars), let ranges = try? parser.branchRanges(),
      (2...most).contains(ranges.count), !PatternFacts(of: pattern, flags: flags).isSettledByLiterals
    else { return nil }
    return ranges.map { range in
      var branch = String.UnicodeScalarView()
      branch.append(contentsOf: parser.scalars[range])
      return String(branch)
    }
  }

  /// Whether something reaches beyond its branch: references to groups and calls of them, options that are set up to the
  /// end, verbs, and what moves or asks for the start of a match.
  ///
  /// In comments and classes too, where it means nothing: then only time is lost.
  private static func dependOnEachOther(_ scalars: [Unicode.Scalar]) -> Bool {
    var position = 0
    while position < scalars.count {
      let rest = scalars[(position + 1)...]
      switch (scalars[position], rest.first) {
      case ("\\", let letter?):
        if "KGgk123456789".unicodeScalars.contains(letter) { return true }
        position += 1
      case ("(", "*"): return true
      case ("(", "?"):
        let kind = rest.dropFirst()
        let isPlain = kind.first.map { ":=!>|#<'".unicodeScalars.contains($0) } ?? false
        // `(?i-s:` holds for its group, `(?i)` up to the end.
        let options = kind.drop { "imsxnJU-^".unicodeScalars.contains($0) }
        let isNamed = kind.starts(with: ["P", "<"])
        guard isPlain || isNamed || (options.count < kind.count && options.first == ":") else { return true }
      default: break
      }
      position += 1
    }
    return false
  }
}
