/// What must hold for a rule to fire: its key `when`, parsed and checked.
///
/// The language has `or`, `and`, `not` (binding in this order, the loosest first), parentheses, and the
/// comparisons `== != < <= > >=`, which do not chain. Operands are the names of the rule's own matches and
/// counts (`burst` is true or false, `burst.count` a number), the names of ``Signal``, `rule.ID`, numbers,
/// `true`, `false`, and, beside a signal whose values are words, those words.
///
/// Evaluation is three-valued (Kleene): what is not known makes a comparison unknown, and a rule fires only
/// on true.
package struct Condition: Sendable, Equatable {
  var root: Expression

  /// A condition whose operands are all resolved; matches and counts are indexes into those of the rule.
  indirect enum Expression: Sendable, Equatable {
    case literal(Bool)
    case match(Int)
    case count(Int)
    case signal(Signal)
    case rule(String)
    case not(Expression)
    /// At least two terms.
    case and([Expression])
    /// At least two terms.
    case or([Expression])
    case numbers(Quantity, Comparison, Quantity)
    /// A signal and one of its words.
    case word(Signal, Comparison, String)
    case flags(Expression, Comparison, Expression)
  }

  /// An operand that is a number.
  enum Quantity: Sendable, Equatable {
    case literal(Double)
    case signal(Signal)
    case count(Int)
  }

  enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="

    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .equal: left == right
      case .unequal: left != right
      case .less: left < right
      case .atMost: left <= right
      case .greater: left > right
      case .atLeast: left >= right
      }
    }
  }

  /// The ids of the rules it names, each once, in the order of their first mention.
  package var rulesNamed: [String] {
    var named: [String] = []
    root.forEachOperand { operand in
      if case .rule(let id) = operand, !named.contains(id) { named.append(id) }
    }
    return named
  }

  /// The signals it names, each once, in the order of their first mention.
  package var signalsNamed: [Signal] {
    var named: [Signal] = []
    func add(_ signal: Signal) {
      if !named.contains(signal) { named.append(signal) }
    }
    root.forEachOperand { operand in
      switch operand {
      case .signal(let signal), .word(let signal, _, _): add(signal)
      case .numbers(let left, _, let right):
        if case .signal(let signal) = left { add(signal) }
        if case .signal(let signal) = right { add(signal) }
      case .literal, .match, .count, .rule, .not, .and, .or, .flags: break
      }
    }
    return named
  }
}

extension Condition.Expression {
  /// Calls `body` with each operand and comparison, from left to right.
  func forEachOperand(_ body: (Self) -> Void) {
    switch self {
    case .not(let term): term.forEachOperand(body)
    case .and(let terms), .or(let terms):
      for term in terms { term.forEachOperand(body) }
    case .flags(let left, _, let right):
      left.forEachOperand(body)
      right.forEachOperand(body)
    case .literal, .match, .count, .signal, .rule, .numbers, .word: body(self)
    }
  }
}
