/// Parses a condition by recursive descent.
///
///     or         = and { "or" and }
///     and        = not { "and" not }
///     not        = "not" not | comparison
///     comparison = operand [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) operand ]
///     operand    = name | number | "(" or ")"
///
/// Bounds: ``RuleBounds/conditionDepth`` and ``RuleBounds/conditionTerms``.
struct ConditionParser {
  private var lexer: ConditionLexer
  private var token: ConditionLexer.Token
  private var depth = 0
  private var terms = 0

  /// The condition that `text` says.
  static func parse(_ text: String) throws(ConditionError) -> ConditionSyntax {
    var parser = try ConditionParser(text)
    guard parser.token.kind != .end else {
      throw ConditionError(
        offset: 0, message: "the condition is empty", hint: "leave `when` out, or say what must hold")
    }
    let syntax = try parser.or()
    switch parser.token.kind {
    case .end: return syntax
    case .close:
      throw parser.refused("this “)” closes nothing")
    case .comparison:
      throw parser.refused("comparisons do not chain", hint: "write a < b and b < c")
    case .name, .number, .open, .not:
      throw parser.refused("“and” or “or” is missing before this")
    case .and, .or: throw parser.refused("this does not belong here")
    }
  }

  private init(_ text: String) throws(ConditionError) {
    lexer = ConditionLexer(text)
    token = try lexer.next()
  }

  private mutating func or() throws(ConditionError) -> ConditionSyntax {
    var list = [try and()]
    while token.kind == .or {
      try advance()
      list.append(try and())
    }
    return list.count == 1 ? list[0] : .or(list)
  }

  private mutating func and() throws(ConditionError) -> ConditionSyntax {
    var list = [try not()]
    while token.kind == .and {
      try advance()
      list.append(try not())
    }
    return list.count == 1 ? list[0] : .and(list)
  }

  private mutating func not() throws(ConditionError) -> ConditionSyntax {
    guard token.kind == .not else { return try comparison() }
    let range = token.range
    try descend()
    try advance()
    let term = try not()
    depth -= 1
    return .not(term, at: range)
  }

  private mutating func comparison() throws(ConditionError) -> ConditionSyntax {
    let left = try operand()
    guard case .comparison(let comparison) = token.kind else { return left }
    let range = token.range
    try advance()
    return .compare(left, comparison, try operand(), at: range)
  }

  private mutating func operand() throws(ConditionError) -> ConditionSyntax {
    terms += 1
    guard terms <= RuleBounds.conditionTerms else {
      throw refused("the condition has more than \(RuleBounds.conditionTerms) terms", hint: "split the rule")
    }
    let range = token.range
    switch token.kind {
    case .name(let name):
      try advance()
      return .name(name, at: range)
    case .number(let number):
      try advance()
      return .number(number, at: range)
    case .open:
      try descend()
      try advance()
      let inner = try or()
      guard token.kind == .close else {
        if case .end = token.kind {
          throw ConditionError(offset: range.lowerBound, message: "this “(” is not closed")
        }
        throw refused("“)”, “and” or “or” is missing before this")
      }
      try advance()
      depth -= 1
      return inner
    case .end: throw refused("the condition ends where a name or a number is missing")
    case .not: throw refused("“not” needs parentheses here", hint: "write a == (not b)")
    case .close: throw refused("a name or a number is missing before this “)”")
    case .and, .or, .comparison: throw refused("a name or a number is missing before this")
    }
  }

  private mutating func advance() throws(ConditionError) { token = try lexer.next() }

  private mutating func descend() throws(ConditionError) {
    depth += 1
    guard depth <= RuleBounds.conditionDepth else {
      throw refused("more than \(RuleBounds.conditionDepth) parentheses and nots within one another")
    }
  }

  private func refused(_ message: String, hint: String? = nil) -> ConditionError {
    ConditionError(offset: token.range.lowerBound, message: message, hint: hint)
  }
}
