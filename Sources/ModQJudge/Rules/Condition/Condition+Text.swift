extension Condition {
  /// The condition in its plainest spelling: no more parentheses than needed, one blank between words.
  ///
  /// Parsing it in the same scope gives an equal condition.
  func text(in scope: Scope) -> String {
    root.text(in: scope, within: .or)
  }
}

/// How tightly an expression binds, the loosest first.
private enum Precedence: Int {
  case or, and, not, comparison, operand
}

extension Condition.Expression {
  fileprivate func text(in scope: Condition.Scope, within context: Precedence) -> String {
    let (text, precedence) = bare(in: scope)
    return precedence.rawValue < context.rawValue ? "(\(text))" : text
  }

  private func bare(in scope: Condition.Scope) -> (String, Precedence) {
    switch self {
    case .literal(let flag): (flag ? "true" : "false", .operand)
    case .match(let index): (scope.matches[index], .operand)
    case .count(let index): (scope.counts[index], .operand)
    case .signal(let signal): (signal.rawValue, .operand)
    case .rule(let id): ("rule.\(id)", .operand)
    case .not(let term): ("not " + term.text(in: scope, within: .not), .not)
    case .and(let terms): (terms.map { $0.text(in: scope, within: .not) }.joined(separator: " and "), .and)
    case .or(let terms): (terms.map { $0.text(in: scope, within: .and) }.joined(separator: " or "), .or)
    case .numbers(let left, let comparison, let right):
      ("\(left.text(in: scope)) \(comparison.rawValue) \(right.text(in: scope))", .comparison)
    case .word(let signal, let comparison, let word):
      ("\(signal.rawValue) \(comparison.rawValue) \(word)", .comparison)
    case .flags(let left, let comparison, let right):
      (
        "\(left.text(in: scope, within: .operand)) \(comparison.rawValue) "
          + right.text(in: scope, within: .operand), .comparison
      )
    }
  }
}

extension Condition.Quantity {
  fileprivate func text(in scope: Condition.Scope) -> String {
    switch self {
    case .literal(let number): PlainNumber.text(number)
    case .signal(let signal): signal.rawValue
    case .count(let index): scope.counts[index] + ".count"
    }
  }
}
