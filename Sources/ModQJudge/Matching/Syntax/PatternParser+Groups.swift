extension PatternParser {
  /// What follows `(`.
  mutating func group() throws(Unsure) -> PatternNode {
    if take("*") { return try starred() }
    guard take("?") else { return try body() }
    if take("C") { return try callout() }
    if take("(") { return try conditional() }
    if take(":") || take("|") || take(">") { return try body() }
    if take("=") || take("*") || take("<=") || take("<*") { return .lookaround(try body()) }
    if take("!") || take("<!") {
      _ = try body()
      return .empty
    }
    if take("P=") || take("P>") || take("&") || looksAt("R") || startsNumber {
      // Since 10.45 a call may list groups in parentheses of its own.
      guard try !takeUntil(")").utf8.contains(UInt8(ascii: "(")) else { throw Unsure() }
      return .unknown
    }
    if take("P<") || take("<") {
      _ = try takeUntil(">")
      return try body()
    }
    if take("'") {
      _ = try takeUntil("'")
      return try body()
    }
    return try optionSetting()
  }

  /// `(?1)`, `(?-1)`, `(?+1)`.
  private var startsNumber: Bool {
    guard let first = next else { return false }
    let isSigned = first == "+" || first == "-"
    let digit = isSigned ? position + 1 : position
    return digit < scalars.count && ("0"..."9").contains(scalars[digit])
  }

  /// The rest of a group with the parenthesis that closes it; options set inside end with it.
  private mutating func body() throws(Unsure) -> PatternNode {
    let outer = options
    let node = try alternation()
    guard !isQuoting, take(")") else { throw Unsure() }
    options = outer
    return node
  }

  /// `(?i)`, `(?i-m:...)`, `(?^)`: up to the end of the group around it, or for its own.
  private mutating func optionSetting() throws(Unsure) -> PatternNode {
    var changed = options
    if take("^") { changed = Options() }
    var value = true
    while true {
      switch try takeScalar() {
      case "-":
        guard value else { throw Unsure() }
        value = false
      case "i": changed.caseless = value
      case "x":
        changed.extended = value
        changed.extendedMore = value && take("x")
      case "m", "s", "n", "J", "U": break
      case ")":
        options = changed
        return .empty
      case ":":
        let outer = options
        options = changed
        let node = try body()
        options = outer
        return node
      default: throw Unsure()
      }
    }
  }

  /// `(?C)`, `(?C7)`; those with a string are left alone.
  private mutating func callout() throws(Unsure) -> PatternNode {
    guard try takeUntil(")").utf8.allSatisfy({ (48...57).contains($0) }) else { throw Unsure() }
    return .empty
  }

  /// What follows `(?(`.
  private mutating func conditional() throws(Unsure) -> PatternNode {
    if looksAt("?C") { throw Unsure() }
    if looksAt("?") || looksAt("*") {
      // An assertion: which way it went says nothing here, but its negation is no requirement either.
      _ = try group()
    } else if try takeUntil(")") == "DEFINE" {
      _ = try body()
      return .empty
    }
    // Counted here and not told from the node: in `(?(?=a)(?:b|c))` the only branch is an alternation itself.
    let outer = options
    let branches = try branches()
    guard branches.count <= 2, !isQuoting, take(")") else { throw Unsure() }
    options = outer
    return .alternation(branches.count == 2 ? branches : branches + [.empty])
  }

  /// What follows `(*`: verbs in capitals, and groups with a name instead of signs.
  private mutating func starred() throws(Unsure) -> PatternNode {
    guard let first = next, ("a"..."z").contains(first) else { return try verb() }
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != ":" {
      name.append(scalar)
      position += 1
    }
    guard take(":") else { throw Unsure() }
    switch String(name) {
    case "pla", "positive_lookahead", "plb", "positive_lookbehind", "napla", "non_atomic_positive_lookahead",
      "naplb", "non_atomic_positive_lookbehind":
      return .lookaround(try body())
    case "nla", "negative_lookahead", "nlb", "negative_lookbehind":
      _ = try body()
      return .empty
    case "atomic", "sr", "script_run", "asr", "atomic_script_run": return try body()
    default: throw Unsure()
    }
  }

  private mutating func verb() throws(Unsure) -> PatternNode {
    let name = try takeUntil(")").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0]
    switch name {
    case "", "MARK", "PRUNE", "THEN", "COMMIT", "SKIP", "F", "FAIL": return .empty
    // (*ACCEPT) ends a match before the rest of the pattern was seen.
    default: throw Unsure()
    }
  }
}
