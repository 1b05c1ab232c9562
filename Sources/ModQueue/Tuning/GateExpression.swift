package import ModQJudge

/// What makes a backtest fail: a number of its report compared with a limit.
///
///     expression = name ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) ( number | name )
///     name       = figure | rule "." figure | "*." figure
///
/// A figure alone is one of the summary; `*` is every rule, one after the other. Numbers are compared as they are
/// printed. What has no value, because nothing was decided, makes nothing fail.
package struct GateExpression: Sendable, Equatable {
  /// As it was written, without blanks around it.
  package let text: String
  private let left: Operand
  private let comparison: Comparison
  private let right: Operand

  fileprivate enum Operand: Sendable, Equatable {
    case number(Double)
    case summary(String)
    case rule(String, String)
    case everyRule(String)
  }

  private enum Comparison: String, Sendable, CaseIterable {
    // The longer ones first: each is looked for in this order.
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case greater = ">"

    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .atMost: left <= right
      case .atLeast: left >= right
      case .equal: left == right
      case .unequal: left != right
      case .less: left < right
      case .greater: left > right
      }
    }
  }

  /// Why a text is no expression.
  package struct Fault: Error, Equatable {
    package var message: String
  }

  /// Reads `text`; rules that it names must be among those of `rules`.
  package init(_ text: String, rules: RuleSet) throws(Fault) {
    let bytes = Array(text.utf8)
    var found: (comparison: Comparison, place: Int)?
    for place in bytes.indices where found == nil {
      let rest = bytes[place...]
      found = Comparison.allCases.first { rest.starts(with: $0.rawValue.utf8) }.map { ($0, place) }
    }
    guard let found else { throw Fault(message: "it compares nothing") }
    func side(_ range: Range<Int>) throws(Fault) -> Operand {
      let word = bytes[range].split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
      guard let only = word.first, word.count == 1 else {
        throw Fault(message: word.isEmpty ? "a side of it is empty" : "a side of it is more than one word")
      }
      return try Operand(String(decoding: only, as: UTF8.self), rules: rules)
    }
    left = try side(0..<found.place)
    right = try side(found.place + found.comparison.rawValue.utf8.count..<bytes.count)
    comparison = found.comparison
    if case .everyRule = right { throw Fault(message: "“*” stands on the left only") }
    if case .number = left { throw Fault(message: "the left side is a number; a name stands there") }
    self.text = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
  }

  /// What can be written on the left, for a message.
  package static var choices: String {
    let summary = TuningSummary().figures(seconds: 0).map(\.name).joined(separator: ", ")
    let rule = RuleFigures(id: "").figures.map(\.name).joined(separator: ", ")
    return """
      a number of the summary (\(summary)), or one of a rule, as RULE.precision, or of every rule, as *.precision \
      (\(rule)); then <, <=, >, >=, == or !=; then a number or a name
      """
  }

  /// The numbers of a report that the expression holds for, each with its name; none if the gate is open.
  ///
  /// `summary` is that of the report with what the run took.
  package func failures(summary: [Figure], rules: [RuleFigures]) -> [Figure] {
    guard let limit = value(of: right, summary: summary, rules: rules) else { return [] }
    var looked: [Figure] = []
    switch left {
    case .number: break
    case .summary(let name): looked = summary.filter { $0.name == name }
    case .rule(let id, let name): looked = rules.filter { $0.id == id }.map { $0.figure(name) }
    case .everyRule(let name): looked = rules.map { $0.figure(name) }
    }
    return looked.filter { figure in figure.value.map { comparison.holds($0, limit) } ?? false }
  }

  private func value(of operand: Operand, summary: [Figure], rules: [RuleFigures]) -> Double? {
    switch operand {
    case .number(let number): number
    case .summary(let name): summary.first { $0.name == name }?.value
    case .rule(let id, let name): rules.first { $0.id == id }?.figure(name).value
    case .everyRule: nil
    }
  }
}

extension GateExpression.Operand {
  fileprivate init(_ word: String, rules: RuleSet) throws(GateExpression.Fault) {
    if let first = word.utf8.first, first < UInt8(ascii: "A"), first != UInt8(ascii: "*") {
      guard let number = PlainNumber.parse(word) else {
        throw GateExpression.Fault(message: "“\(word)” is not a number")
      }
      self = .number(number)
      return
    }
    let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let figure = parts[parts.count - 1]
    let names = (parts.count == 1 ? TuningSummary().figures(seconds: 0) : RuleFigures(id: "").figures).map(
      \.name)
    guard names.contains(figure) else {
      throw GateExpression.Fault(
        message: parts.count == 1
          ? "the summary has no number “\(figure)”" : "a rule has no number “\(figure)”")
    }
    if parts.count == 1 {
      self = .summary(figure)
    } else if parts[0] == "*" {
      self = .everyRule(figure)
    } else {
      guard rules.index(of: parts[0]) != nil else {
        throw GateExpression.Fault(message: "there is no rule “\(parts[0])”")
      }
      self = .rule(parts[0], figure)
    }
  }
}

extension RuleFigures {
  fileprivate func figure(_ name: String) -> Figure {
    var figure = figures.first { $0.name == name } ?? Figure(name, nil)
    figure.name = "\(id).\(name)"
    return figure
  }
}
