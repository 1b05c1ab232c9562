/// Reads the syntax of PCRE2 (pcre2pattern(3), 10.42) into a ``PatternNode``.
///
/// It expects what PCRE2 compiles with `UTF` and `UCP`; it checks nothing, and it throws ``Unsure`` wherever
/// a construct is new to it, differs between versions of PCRE2, or can make a match without what stands
/// elsewhere in the pattern (`(*ACCEPT)`). Nothing may then be concluded from the pattern.
struct PatternParser {
  struct Unsure: Error {}

  /// The options that a pattern can change on its way.
  struct Options {
    var caseless = false
    var extended = false
    /// `(?xx)`: blanks in classes mean nothing too.
    var extendedMore = false
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  var options = Options()
  /// Whether a `\Q` waits for its `\E`.
  var isQuoting = false
  var depth = 0

  init(_ pattern: String, flags: RegexFlags) {
    scalars = Array(pattern.unicodeScalars)
    options.caseless = flags.contains(.caseless)
    options.extended = flags.contains(.extended)
  }

  /// The whole pattern.
  mutating func parse() throws(Unsure) -> PatternNode {
    try skipSettings()
    let node = try alternation()
    guard position == scalars.count else { throw Unsure() }
    return node
  }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func looksAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      guard position + bytes.count <= scalars.count else { return false }
      return bytes.indices.allSatisfy { scalars[position + $0].value == UInt32(bytes[$0]) }
    }
  }

  mutating func take(_ text: StaticString) -> Bool {
    guard looksAt(text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  mutating func takeScalar() throws(Unsure) -> Unicode.Scalar {
    guard let scalar = next else { throw Unsure() }
    position += 1
    return scalar
  }

  /// Skips past the next `end` and gives what stood before it.
  mutating func takeUntil(_ end: Unicode.Scalar) throws(Unsure) -> String {
    var text = String.UnicodeScalarView()
    while true {
      let scalar = try takeScalar()
      if scalar == end { return String(text) }
      text.append(scalar)
    }
  }

  /// `(*UTF)`, `(*LIMIT_MATCH=1)` and the like, at the very beginning.
  private mutating func skipSettings() throws(Unsure) {
    while looksAt("(*"), position + 2 < scalars.count, ("A"..."Z").contains(scalars[position + 2]) {
      let before = position
      position += 2
      let name = try takeUntil(")")
      switch name {
      case "UTF", "UCP", "NO_JIT", "NO_START_OPT", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NOTEMPTY",
        "NOTEMPTY_ATSTART":
        continue
      case _ where name.hasPrefix("LIMIT_"): continue
      // Line ends are then others: `#` comments end elsewhere.
      case "CR", "LF", "CRLF", "ANYCRLF", "ANY", "NUL", "BSR_ANYCRLF", "BSR_UNICODE": throw Unsure()
      default:
        position = before
        return
      }
    }
  }

  mutating func alternation() throws(Unsure) -> PatternNode {
    let branches = try branches()
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  /// What stands between the `|` of one level, at least one.
  mutating func branches() throws(Unsure) -> [PatternNode] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= MatchingBounds.nesting else { throw Unsure() }
    var branches = [try concatenation()]
    while take("|") { branches.append(try concatenation()) }
    return branches
  }

  /// Where the branches of the whole pattern stand among its scalars.
  mutating func branchRanges() throws(Unsure) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = position
    repeat {
      start = position
      _ = try concatenation()
      ranges.append(start..<position)
    } while take("|")
    guard position == scalars.count, !isQuoting else { throw Unsure() }
    return ranges
  }

  private mutating func concatenation() throws(Unsure) -> PatternNode {
    var parts: [PatternNode] = []
    while true {
      try skipIgnored()
      guard let scalar = next, isQuoting || (scalar != "|" && scalar != ")") else { break }
      var part = try item()
      while let (minimum, maximum) = try quantifier() {
        part = .repetition(part, minimum: minimum, maximum: maximum)
      }
      if part != .empty { parts.append(part) }
    }
    switch parts.count {
    case 0: return .empty
    case 1: return parts[0]
    default: return .concatenation(parts)
    }
  }

  /// Skips what stands for nothing: `\Q` and `\E` themselves, comments, blanks under `x`.
  mutating func skipIgnored() throws(Unsure) {
    while let scalar = next {
      if isQuoting {
        guard take("\\E") else { return }
        isQuoting = false
      } else if take("\\Q") {
        isQuoting = true
      } else if take("\\E") {
        continue
      } else if take("(?#") {
        _ = try takeUntil(")")
      } else if options.extended, scalar == "#" {
        while let scalar = next, scalar != "\n" { position += 1 }
      } else if options.extended, Self.blanks.contains(scalar) {
        position += 1
      } else if options.extended, Self.doubtfulBlanks.contains(scalar) {
        throw Unsure()
      } else {
        return
      }
    }
  }

  private static let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\u{B}", "\u{C}", "\r"]
  /// Blanks under `x` in some versions only.
  private static let doubtfulBlanks: Set<Unicode.Scalar> = [
    "\u{85}", "\u{A0}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}",
  ]

  /// One thing that a quantifier can follow.
  private mutating func item() throws(Unsure) -> PatternNode {
    if isQuoting { return .character(CharacterClass(try takeScalar(), caseless: options.caseless)) }
    if take("[[:<:]]") || take("[[:>:]]") { return .empty }
    let scalar = try takeScalar()
    switch scalar {
    case "^", "$": return .empty
    case ".": return .character(.all)
    case "[": return .character(try characterClass())
    case "(": return try group()
    case "\\": return try escape()
    case "*", "+", "?": throw Unsure()
    default: return .character(CharacterClass(scalar, caseless: options.caseless))
    }
  }

  /// The bounds of the quantifier that follows, and nil if none does.
  private mutating func quantifier() throws(Unsure) -> (Int, Int?)? {
    try skipIgnored()
    guard !isQuoting, let scalar = next else { return nil }
    let bounds: (Int, Int?)
    switch scalar {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{":
      guard let braced = try bracedQuantifier() else { return nil }
      bounds = braced
    default: return nil
    }
    position += 1
    if !take("?") { _ = take("+") }
    return bounds
  }

  /// `{2}`, `{2,}`, `{2,3}`, leaving the position at the closing brace.
  private mutating func bracedQuantifier() throws(Unsure) -> (Int, Int?)? {
    let inside = scalars[(position + 1)...].prefix { $0 != "}" }
    guard position + 1 + inside.count < scalars.count else { return nil }
    let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
    let parts = inside.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty, inside.allSatisfy({ isDigit($0) || $0 == "," }) else {
      // `{,3}` and `{ 2, 3 }` are quantifiers since 10.43 and were literals before.
      let bare = parts.map { part in part.filter { $0 != " " && $0 != "\t" } }
      let trimmed = parts.map { part in part.split { $0 == " " || $0 == "\t" } }
      let couldBe =
        parts.count <= 2 && trimmed.allSatisfy { $0.count <= 1 } && bare.joined().allSatisfy(isDigit)
        && !bare.joined().isEmpty
      guard !couldBe else { throw Unsure() }
      return nil
    }
    let number = { (digits: ArraySlice<Unicode.Scalar>) in
      digits.count > 5 ? nil : digits.reduce(0) { $0 * 10 + Int($1.value) - 48 }
    }
    guard let minimum = number(parts[0]) else { throw Unsure() }
    position += 1 + inside.count
    if parts.count == 1 { return (minimum, minimum) }
    return (minimum, parts[1].isEmpty ? nil : number(parts[1]))
  }
}
