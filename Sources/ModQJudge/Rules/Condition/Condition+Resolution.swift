extension Condition {
  /// The names that a condition can use beside those of signals.
  struct Scope {
    /// The names of the rule's matches, in order.
    var matches: [String]
    /// The names of the rule's counts, in order.
    var counts: [String]
  }

  /// A rule that a condition names, and where: whether it exists is known once all files are read.
  struct Reference: Equatable {
    var rule: String
    var offset: Int
  }

  /// Parses `text`, looks its names up in `scope` and among the signals, and checks that each operand is of
  /// the type that is needed at its place.
  ///
  /// - Returns: the condition, and the rules that it names.
  static func parse(
    _ text: String, scope: Scope
  ) throws(ConditionError) -> (condition: Condition, references: [Reference]) {
    var resolver = Resolver(scope: scope)
    let root = try resolver.flag(try ConditionParser.parse(text))
    return (Condition(root: root), resolver.references)
  }
}

/// Looks up names and checks types.
private struct Resolver {
  var scope: Condition.Scope
  var references: [Condition.Reference] = []

  /// What a name or number turns out to be.
  private enum Operand {
    case flag(Condition.Expression)
    case number(Condition.Quantity)
    case word(Signal, [String])
  }

  /// `syntax` where true or false is needed.
  mutating func flag(_ syntax: ConditionSyntax) throws(ConditionError) -> Condition.Expression {
    switch syntax {
    case .not(let term, _): return .not(try flag(term))
    case .and(let terms): return .and(try flags(terms))
    case .or(let terms): return .or(try flags(terms))
    case .compare(let left, let comparison, let right, let range):
      return try compare(left, comparison, right, at: range)
    case .number:
      throw ConditionError(
        offset: syntax.offset, message: "a number is neither true nor false",
        hint: "compare it with something")
    case .name(let name, let range):
      switch try operand(name, at: range) {
      case .flag(let expression): return expression
      case .number:
        throw ConditionError(
          offset: range.lowerBound, message: "“\(name)” is a number", hint: "compare it, as in \(name) > 0")
      case .word(_, let words):
        throw ConditionError(
          offset: range.lowerBound, message: "“\(name)” is a word",
          hint: "compare it, as in \(name) == \(words.first ?? "")")
      }
    }
  }

  private mutating func flags(_ terms: [ConditionSyntax]) throws(ConditionError) -> [Condition.Expression] {
    var list: [Condition.Expression] = []
    for term in terms { list.append(try flag(term)) }
    return list
  }

  private mutating func compare(
    _ left: ConditionSyntax, _ comparison: Condition.Comparison, _ right: ConditionSyntax,
    at range: Range<Int>
  ) throws(ConditionError) -> Condition.Expression {
    if let (signal, words) = wordSignal(left) {
      return try word(signal, words, comparison, right, at: range)
    }
    if let (signal, words) = wordSignal(right) {
      return try word(signal, words, comparison, left, at: range)
    }
    switch (try operand(left), try operand(right)) {
    case (.number(let first), .number(let second)): return .numbers(first, comparison, second)
    case (.flag(let first), .flag(let second)):
      guard comparison == .equal || comparison == .unequal else {
        throw ConditionError(
          offset: range.lowerBound, message: "true and false have no order",
          hint: "use and, or, not, == or !=")
      }
      return .flags(first, comparison, second)
    default:
      throw ConditionError(
        offset: range.lowerBound, message: "a number is compared with what is true or false",
        hint: "a count is true or false by its name alone; its number is NAME.count")
    }
  }

  private func wordSignal(_ syntax: ConditionSyntax) -> (Signal, [String])? {
    guard case .name(let name, _) = syntax, let signal = Signal(rawValue: name),
      case .word(let words) = signal.type
    else { return nil }
    return (signal, words)
  }

  private func word(
    _ signal: Signal, _ words: [String], _ comparison: Condition.Comparison, _ other: ConditionSyntax,
    at range: Range<Int>
  ) throws(ConditionError) -> Condition.Expression {
    guard comparison == .equal || comparison == .unequal else {
      throw ConditionError(
        offset: range.lowerBound, message: "the words of “\(signal.rawValue)” have no order",
        hint: "use == or !=")
    }
    guard case .name(let word, let place) = other else {
      throw ConditionError(
        offset: other.offset, message: "“\(signal.rawValue)” is a word", hint: "one of \(words.listed)")
    }
    guard words.contains(word) else {
      throw ConditionError(
        offset: place.lowerBound, message: "“\(signal.rawValue)” is never “\(word)”",
        hint: NearestName.of(word, in: words).map { "did you mean \($0)?" } ?? "one of \(words.listed)")
    }
    return .word(signal, comparison, word)
  }

  private mutating func operand(_ syntax: ConditionSyntax) throws(ConditionError) -> Operand {
    switch syntax {
    case .name(let name, let range): try operand(name, at: range)
    case .number(let number, _): .number(.literal(number))
    case .not, .and, .or, .compare: .flag(try flag(syntax))
    }
  }

  private mutating func operand(_ name: String, at range: Range<Int>) throws(ConditionError) -> Operand {
    if name == "true" || name == "false" { return .flag(.literal(name == "true")) }
    if let index = scope.matches.firstIndex(of: name) { return .flag(.match(index)) }
    if let index = scope.counts.firstIndex(of: name) { return .flag(.count(index)) }
    if let index = scope.counts.firstIndex(where: { name == $0 + ".count" }) { return .number(.count(index)) }
    if let signal = Signal(rawValue: name) {
      switch signal.type {
      case .flag: return .flag(.signal(signal))
      case .number: return .number(.signal(signal))
      case .word(let words): return .word(signal, words)
      }
    }
    if name.hasPrefix("rule."), name.utf8.count > 5 {
      let id = String(name.dropFirst(5))
      references.append(Condition.Reference(rule: id, offset: range.lowerBound + 5))
      return .flag(.rule(id))
    }
    throw ConditionError(
      offset: range.lowerBound, message: "nothing here is named “\(name)”",
      hint: NearestName.of(name, in: known).map { "did you mean \($0)?" }
        ?? "names are those of this rule's matches and counts, of signals, and rule.ID")
  }

  private var known: [String] {
    ["and", "or", "not", "true", "false"] + scope.matches + scope.counts + scope.counts.map { $0 + ".count" }
      + Signal.allCases.map(\.rawValue)
  }
}

extension [String] {
  /// The words with commas, and `or` before the last.
  var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
