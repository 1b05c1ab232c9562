/// What a condition is evaluated against: it is asked for what the condition looks at, from left to right,
/// and for nothing that the terms before have made irrelevant.
protocol Circumstances {
  /// Whether the match of this index among the rule's own hit; unknown if it failed.
  mutating func match(_ index: Int) -> Truth
  /// The number that the count of this index among the rule's own stands at, and the number from which it
  /// holds.
  mutating func count(_ index: Int) throws(JudgeError) -> (number: Int, atLeast: Int)?
  mutating func value(of signal: Signal) throws(JudgeError) -> SignalValue
  /// Whether another rule fired.
  mutating func rule(_ id: String) -> Truth
}

extension Condition {
  /// Whether the condition holds.
  ///
  /// `and` ends at the first false term, `or` at the first true one; what was asked until then does not
  /// depend on anything but the condition and the answers.
  func evaluate<C: Circumstances>(in circumstances: inout C) throws(JudgeError) -> Truth {
    try root.evaluate(in: &circumstances)
  }
}

extension Condition.Expression {
  func evaluate<C: Circumstances>(in circumstances: inout C) throws(JudgeError) -> Truth {
    switch self {
    case .literal(let flag): return Truth(flag)
    case .match(let index): return circumstances.match(index)
    case .count(let index):
      guard let count = try circumstances.count(index) else { return .unknown }
      return Truth(count.number >= count.atLeast)
    case .signal(let signal):
      guard case .flag(let flag) = try circumstances.value(of: signal) else { return .unknown }
      return Truth(flag)
    case .rule(let id): return circumstances.rule(id)
    case .not(let term): return try !term.evaluate(in: &circumstances)
    case .and(let terms):
      var truth = Truth.yes
      for term in terms {
        truth = try truth & term.evaluate(in: &circumstances)
        if truth == .no { break }
      }
      return truth
    case .or(let terms):
      var truth = Truth.no
      for term in terms {
        truth = try truth | term.evaluate(in: &circumstances)
        if truth == .yes { break }
      }
      return truth
    case .numbers(let left, let comparison, let right):
      let first = try left.number(in: &circumstances)
      let second = try right.number(in: &circumstances)
      guard let first, let second else { return .unknown }
      return Truth(comparison.holds(first, second))
    case .word(let signal, let comparison, let word):
      guard case .word(let value) = try circumstances.value(of: signal) else { return .unknown }
      return Truth(value.utf8.elementsEqual(word.utf8) == (comparison == .equal))
    case .flags(let left, let comparison, let right):
      let first = try left.evaluate(in: &circumstances)
      let second = try right.evaluate(in: &circumstances)
      guard first != .unknown, second != .unknown else { return .unknown }
      return Truth((first == second) == (comparison == .equal))
    }
  }
}

extension Condition.Quantity {
  func number<C: Circumstances>(in circumstances: inout C) throws(JudgeError) -> Double? {
    switch self {
    case .literal(let number): return number
    case .count(let index): return try circumstances.count(index).map { Double($0.number) }
    case .signal(let signal):
      guard case .number(let number) = try circumstances.value(of: signal) else { return nil }
      return number
    }
  }
}
