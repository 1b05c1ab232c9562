import ModQEvent

/// One event before the judge: what was found, what was asked, which rules fired so far.
struct Hearing {
  let matches: Matches
  /// Whether some test could not be carried through.
  let hasFailures: Bool
  private(set) var fired: [Int] = []

  private let code: ConditionCode
  private let rules: [Rule]
  private let tests: [MatchTest]
  private let signals: any SignalSource
  /// Whether any test has an outcome.
  private let isAnythingFound: Bool
  /// What was answered so far, by the number of the signal.
  private var answers = InlineArray<48, Answer>(repeating: Answer())
  /// How the rules that conditions name came out, as raw values.
  private var truths: [UInt8]
  private var lookedAt: [Int: [Verdict.Value]] = [:]

  /// An answer without references: a word is its number among those of its signal.
  private struct Answer {
    var kind = Kind.unasked
    var number = 0.0

    enum Kind: UInt8 {
      case unasked, unknown, number, flag, word
    }
  }

  init(_ code: ConditionCode, rules: [Rule], tests: [MatchTest], matches: Matches, signals: any SignalSource)
  {
    self.code = code
    self.rules = rules
    self.tests = tests
    self.matches = matches
    self.signals = signals
    isAnythingFound = !matches.outcomes.isEmpty
    precondition(ConditionCode.signals.count <= answers.count, "each signal has a place for its answer")
    truths = [UInt8](repeating: Truth.no.rawValue, count: code.nameCount)
    hasFailures =
      isAnythingFound
      && matches.outcomes.values.contains { outcome in
        if case .failed = outcome { true } else { false }
      }
  }

  /// Evaluates the rule of this index, and notes how it came out.
  mutating func hear(_ index: Int) throws(JudgeError) {
    let frame = code.frames[index]
    let truth = try evaluate(Int(frame.root))
    if frame.name >= 0 { truths[Int(frame.name)] = truth.rawValue }
    guard truth == .yes else { return }
    fired.append(index)
    var testimony = Testimony(of: index, in: self)
    _ = try rules[index].evaluate(in: &testimony)
    answers = testimony.hearing.answers
    lookedAt[index] = testimony.looked.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
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

  // MARK: Evaluating

  private mutating func evaluate(_ place: Int) throws(JudgeError) -> Truth {
    let node = code.nodes[place]
    switch node.operation {
    case .no: return .no
    case .yes: return .yes
    case .match: return match(Int(node.first))
    case .count:
      guard let number = try signals.count(code.counts[Int(node.first)]) else { return .unknown }
      return Truth(number >= code.counts[Int(node.first)].atLeast)
    case .flag:
      let answer = try answer(Int(node.first))
      return answer.kind == .flag ? Truth(answer.number != 0) : .unknown
    case .rule: return truth(ofRule: Int(node.first))
    case .not: return try !evaluate(Int(node.first))
    case .and:
      var truth = Truth.yes
      for term in Int(node.first)..<Int(node.second) {
        truth = try truth & evaluate(Int(code.terms[term]))
        if truth == .no { break }
      }
      return truth
    case .or:
      var truth = Truth.no
      for term in Int(node.first)..<Int(node.second) {
        truth = try truth | evaluate(Int(code.terms[term]))
        if truth == .yes { break }
      }
      return truth
    case .numbers:
      guard let left = try number(node.left, Int(node.first), node.leftNumber),
        let right = try number(node.right, Int(node.second), node.rightNumber)
      else { return .unknown }
      return Truth(node.comparison.holds(left, right))
    case .word:
      let answer = try answer(Int(node.first))
      guard answer.kind == .word else { return .unknown }
      let isSame = answer.number == Double(node.second)
      switch node.comparison {
      case .equal: return Truth(isSame)
      case .unequal, .less, .atMost, .greater, .atLeast: return Truth(!isSame)
      }
    case .flags:
      let left = try evaluate(Int(node.first))
      let right = try evaluate(Int(node.second))
      guard left != .unknown, right != .unknown else { return .unknown }
      switch node.comparison {
      case .equal: return Truth(left == right)
      case .unequal, .less, .atMost, .greater, .atLeast: return Truth(left != right)
      }
    }
  }

  private mutating func number(
    _ side: ConditionCode.Side, _ place: Int, _ literal: Double
  ) throws(JudgeError) -> Double? {
    switch side {
    case .literal: return literal
    case .count: return try signals.count(code.counts[place]).map { Double($0) }
    case .signal:
      let answer = try answer(place)
      return answer.kind == .number ? answer.number : nil
    }
  }

  private func truth(ofRule name: Int) -> Truth { Truth(rawValue: truths[name]) ?? .unknown }

  private func match(_ test: Int) -> Truth {
    guard isAnythingFound else { return .no }
    switch matches.outcomes[test] {
    case .hit: return .yes
    case .failed: return .unknown
    case nil: return .no
    }
  }

  private mutating func answer(_ place: Int) throws(JudgeError) -> Answer {
    if answers[place].kind != .unasked { return answers[place] }
    let signal = ConditionCode.signals[place]
    let answer: Answer =
      switch try signals.value(of: signal) {
      case .number(let number): Answer(kind: .number, number: number)
      case .flag(let flag): Answer(kind: .flag, number: flag ? 1 : 0)
      case .word(let word): Answer(kind: .word, number: Double(signal.wordNumber(word)))
      case .unknown: Answer(kind: .unknown)
      }
    answers[place] = answer
    return answer
  }

  /// The condition of a rule that fired once more, from left to right: what it looks at is noted.
  private struct Testimony: Circumstances {
    private(set) var looked: [Verdict.Value] = []
    private let rule: Rule
    /// Takes note of what is asked now for the first time.
    fileprivate private(set) var hearing: Hearing

    init(of index: Int, in hearing: Hearing) {
      rule = hearing.rules[index]
      self.hearing = hearing
    }

    func match(_ index: Int) -> Truth { hearing.match(rule.matches[index]) }

    mutating func count(_ index: Int) throws(JudgeError) -> (number: Int, atLeast: Int)? {
      let test = rule.counts[index]
      let number = try hearing.signals.count(test)
      look(test.name + ".count", number.map { .number(Double($0)) } ?? .unknown)
      return number.map { ($0, test.atLeast) }
    }

    mutating func value(of signal: Signal) throws(JudgeError) -> SignalValue {
      let value = try hearing.value(of: signal)
      look(signal.rawValue, value)
      return value
    }

    func rule(_ id: String) -> Truth {
      guard let index = hearing.rules.firstIndex(where: { $0.id == id }) else { return .no }
      let name = hearing.code.frames[index].name
      return name < 0 ? .no : hearing.truth(ofRule: Int(name))
    }

    private mutating func look(_ name: String, _ value: SignalValue) {
      if !looked.contains(where: { $0.name == name }) {
        looked.append(Verdict.Value(name: name, value: value))
      }
    }
  }

  /// The value of a signal as it was answered; asked for now if it was not.
  private mutating func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    guard let place = ConditionCode.signals.firstIndex(of: signal) else { return .unknown }
    let answer = try answer(place)
    switch answer.kind {
    case .number: return .number(answer.number)
    case .flag: return .flag(answer.number != 0)
    case .word:
      // Words are kept as numbers; one that is none of the signal's is not, and no source gives it.
      guard let word = signal.word(Int(answer.number)) else { return try signals.value(of: signal) }
      return .word(word)
    case .unknown, .unasked: return .unknown
    }
  }
}
