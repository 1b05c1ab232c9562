/// One event before the judge: what was found, what was asked, which rules fired so far.
struct Hearing<S: SignalSource>: Circumstances {
  let matches: Matches
  /// Whether some test could not be carried through.
  let hasFailures: Bool
  private(set) var fired: [Int] = []

  private let rules: [Rule]
  private let tests: [MatchTest]
  private let signals: S
  /// What was answered so far: so few that a search from the front is the fastest way to one.
  private var answers: [(signal: Signal, value: SignalValue)] = []
  private var truths: [String: Truth] = [:]
  private var current = 0
  /// Whether what the condition looks at is noted: only of rules that fire, which are evaluated once more for it.
  private var isNoting = false
  private var looked: [Verdict.Value] = []
  private var lookedAt: [Int: [Verdict.Value]] = [:]

  init(rules: [Rule], tests: [MatchTest], matches: Matches, signals: S) {
    self.rules = rules
    self.tests = tests
    self.matches = matches
    self.signals = signals
    hasFailures = matches.outcomes.values.contains { outcome in
      if case .failed = outcome { true } else { false }
    }
  }

  /// Evaluates the rule of this index, and notes how it came out.
  mutating func hear(_ index: Int) throws(JudgeError) {
    current = index
    let truth = try rules[index].evaluate(in: &self)
    if truth != .no { truths[rules[index].id] = truth }
    guard truth == .yes else { return }
    fired.append(index)
    isNoting = true
    defer { isNoting = false }
    looked.removeAll(keepingCapacity: true)
    _ = try rules[index].evaluate(in: &self)
    lookedAt[index] = looked.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The values that the condition of a rule that fired looked at, in the order of their names.
  func values(of index: Int) -> [Verdict.Value] { lookedAt[index] ?? [] }

  /// Where the tests of a rule hit, in the order of the tests.
  func hits(of rule: Rule) -> [Verdict.Match] {
    rule.matches.flatMap { test -> [Verdict.Match] in
      guard case .hit(let ranges) = matches.outcomes[test] else { return [] }
      return ranges.map { range in
        Verdict.Match(
          name: tests[test].name, field: tests[test].field, start: range.lowerBound, end: range.upperBound)
      }
    }
  }

  mutating func match(_ index: Int) -> Truth {
    switch matches.outcomes[rules[current].matches[index]] {
    case .hit: .yes
    case .failed: .unknown
    case nil: .no
    }
  }

  mutating func count(_ index: Int) throws(JudgeError) -> (number: Int, atLeast: Int)? {
    let test = rules[current].counts[index]
    let number = try signals.count(test)
    if isNoting { look(test.name + ".count", number.map { .number(Double($0)) } ?? .unknown) }
    return number.map { ($0, test.atLeast) }
  }

  mutating func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    let value: SignalValue
    if let answer = answers.first(where: { $0.signal == signal }) {
      value = answer.value
    } else {
      value = try signals.value(of: signal)
      answers.append((signal, value))
    }
    if isNoting { look(signal.rawValue, value) }
    return value
  }

  func rule(_ id: String) -> Truth { truths[id] ?? .no }

  private mutating func look(_ name: String, _ value: SignalValue) {
    if !looked.contains(where: { $0.name == name }) { looked.append(Verdict.Value(name: name, value: value)) }
  }
}
