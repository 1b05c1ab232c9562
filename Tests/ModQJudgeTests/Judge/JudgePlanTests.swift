import ModQEvent
import SeededNumbers
import Testing

@testable import ModQJudge

struct JudgePlanTests {
  @Test func rulesOfPatternsAloneAreNotLookedAtWithoutAHit() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, match: {p: {phrases: [x]}}}
      - {id: b, title: B, score: 1, when: p and links > 1, match: {p: {phrases: [x]}}}
      - {id: c, title: C, score: 1, when: rule.a and not rule.b}
      - {id: d, title: D, score: 1, when: 'p or q', match: {p: {phrases: [x]}, q: {phrases: [x]}}}
      - {id: e, title: E, score: 1, when: not p, match: {p: {phrases: [x]}}}
      - {id: f, title: F, score: 1, when: p or links > 1, match: {p: {phrases: [x]}}}
      - {id: g, title: G, score: 1, when: rule.e and rule.a}
      - {id: h, title: H, score: 1, status: draft, when: links > 1}
      - {id: i, title: I, score: 1, applies_to: vote, when: links > 1}
      """)
    func candidates(_ outcomes: [Int: TestOutcome] = [:]) -> [String] {
      bench.judge.plan.candidates(for: .comment, matches: Matches(outcomes: outcomes))
        .map { bench.set.rules[bench.judge.plan.order[$0]].id }
    }
    #expect(candidates() == ["e", "f"])
    // The test of a: a itself, and those that name it.
    #expect(candidates([0: .hit([0..<1])]) == ["a", "c", "e", "f", "g"])
    #expect(candidates([1: .failed(.budget)]) == ["b", "c", "e", "f"])
    #expect(candidates([2: .hit([0..<1]), 3: .hit([0..<1])]) == ["d", "e", "f"])
    #expect(candidates([99: .hit([0..<1])]) == ["e", "f"])
  }

  @Test func aRuleComesAfterThoseItNames() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, when: rule.d}
      - {id: b, title: B, score: 1, when: links > 1}
      - {id: c, title: C, score: 1, when: rule.a or rule.b}
      - {id: d, title: D, score: 1, when: rule.e}
      - {id: e, title: E, score: 1, when: links > 2}
      """)
    #expect(bench.judge.plan.order.map { bench.set.rules[$0].id } == ["e", "d", "a", "b", "c"])
  }

  @Test func aChainAsLongAsTheSetIsFollowed() throws {
    let count = 3_000
    let chain = (1..<count).map { "- {id: r\($0), title: T, when: rule.r\($0 - 1)}" }.reversed().joined(
      separator: "\n")
    let bench = try Bench("- {id: r0, title: T, score: 1, match: {p: {phrases: [x]}}}\n" + chain)
    #expect(try bench.verdict(["r0"]).reasons.count == count)
    #expect(try bench.verdict([]).reasons.isEmpty)
  }

  /// Evaluating only the candidates, each with its cheapest terms first, gives the verdict that evaluating every rule from
  /// left to right gives.
  @Test func leavingRulesOutChangesNoVerdict() throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let set = RandomRules.set(count: 12, using: &random)
      let judge = Judge(set)
      for _ in 0..<10 {
        var matches = Matches()
        for test in set.tests.indices where Int.random(in: 0...3, using: &random) == 0 {
          matches.outcomes[test] = Bool.random(using: &random) ? .hit([1..<2]) : .failed(.heap)
        }
        var values: [Signal: SignalValue] = [:]
        for signal in [Signal.links, .chars] where Bool.random(using: &random) {
          values[signal] = .number(Double(Int.random(in: 0...3, using: &random)))
        }
        if Bool.random(using: &random) {
          values[.authorTier] = .word(Bool.random(using: &random) ? "known" : "new")
          values[.authorAnonymous] = .flag(Bool.random(using: &random))
        }
        let signals = Signals(values: values, counts: Bool.random(using: &random) ? ["burst": 3] : [:])
        let verdict = try judge.verdict(on: Bench.comment, matches: matches, signals: signals)
        var hearing = PlainHearing(rules: set.rules, matches: matches, signals: signals)
        for index in judge.plan.order
        where set.rules[index].applies(to: .comment, site: "", at: Bench.comment.at) {
          try hearing.hear(index)
        }
        let fired = hearing.fired.sorted().map { set.rules[$0].id }
        #expect((verdict.reasons + verdict.shadow).map(\.rule).sorted() == fired.sorted(), "seed \(seed)")
        for reason in verdict.reasons + verdict.shadow {
          #expect(reason.values == hearing.looked[reason.rule], "seed \(seed), \(reason.rule)")
        }
      }
    }
  }
}

/// Every rule evaluated as it is written, and what it looks at from left to right.
private struct PlainHearing: Circumstances {
  let rules: [Rule]
  let matches: Matches
  let signals: Signals
  private(set) var fired: [Int] = []
  /// By rule, in the order of the names.
  private(set) var looked: [String: [Verdict.Value]] = [:]
  private var truths: [String: Truth] = [:]
  private var current = 0
  private var values: [String: SignalValue] = [:]

  init(rules: [Rule], matches: Matches, signals: Signals) {
    self.rules = rules
    self.matches = matches
    self.signals = signals
  }

  mutating func hear(_ index: Int) throws {
    current = index
    values = [:]
    let truth = try rules[index].evaluate(in: &self)
    truths[rules[index].id] = truth
    guard truth == .yes else { return }
    fired.append(index)
    looked[rules[index].id] = values.sorted { $0.key < $1.key }.map {
      Verdict.Value(name: $0.key, value: $0.value)
    }
  }

  func match(_ index: Int) -> Truth {
    switch matches.outcomes[rules[current].matches[index]] {
    case .hit: .yes
    case .failed: .unknown
    case nil: .no
    }
  }

  mutating func count(_ index: Int) throws(JudgeError) -> (number: Int, atLeast: Int)? {
    let test = rules[current].counts[index]
    let number = try signals.count(test)
    values[test.name + ".count"] = number.map { .number(Double($0)) } ?? .unknown
    return number.map { ($0, test.atLeast) }
  }

  mutating func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    let value = try signals.value(of: signal)
    values[signal.rawValue] = value
    return value
  }

  func rule(_ id: String) -> Truth { truths[id] ?? .no }
}

/// Rule sets of which each condition names only rules of smaller numbers.
enum RandomRules {
  static func set(count: Int, using random: inout SplitMix64) -> RuleSet {
    var rules: [Rule] = []
    var tests: [MatchTest] = []
    for number in 0..<count {
      let id = "r" + String(number + 100)
      var rule = Rule(id: id, location: SourceLocation(file: "", line: number + 1, column: 1))
      rule.title = id
      rule.score = Double(Int.random(in: -3...6, using: &random)) / 2
      rule.status = [.active, .active, .active, .shadow, .draft].randomElement(using: &random) ?? .active
      rule.floor = [nil, nil, nil, .hold, .reject].randomElement(using: &random) ?? nil
      rule.allow = rule.floor == nil && Int.random(in: 0...9, using: &random) == 0
      for name in ["m", "n"] {
        rule.matches.append(tests.count)
        tests.append(MatchTest(name: name, field: .body, view: .fold, sought: .phrases(["x"])))
      }
      rule.counts = [
        CountTest(name: "burst", of: .comments, by: [.author], withinMilliseconds: 60_000, atLeast: 3)
      ]
      if Bool.random(using: &random) {
        rule.condition = Condition(root: expression(depth: 3, before: number, using: &random))
      }
      if number > 0, Int.random(in: 0...2, using: &random) == 0 {
        rule.absorbs = ["r" + String(Int.random(in: 0..<number, using: &random) + 100)]
      }
      rules.append(rule)
    }
    return RuleSet(rules: rules, tests: tests)
  }

  private static func expression(
    depth: Int, before number: Int, using random: inout SplitMix64
  ) -> Condition.Expression {
    func more() -> Condition.Expression { expression(depth: depth - 1, before: number, using: &random) }
    switch Int.random(in: 0...(depth > 0 ? 10 : 6), using: &random) {
    case 0, 1: return .match(Int.random(in: 0...1, using: &random))
    case 2: return .count(0)
    case 3, 4:
      return number == 0 ? .match(0) : .rule("r" + String(Int.random(in: 0..<number, using: &random) + 100))
    case 5: return .numbers(.signal(.links), .greater, .literal(1))
    case 6:
      return [
        .numbers(.signal(.chars), .less, .signal(.links)), .word(.authorTier, .unequal, "known"),
        .signal(.authorAnonymous), .numbers(.count(0), .atLeast, .literal(2)),
      ].randomElement(using: &random) ?? .literal(true)
    case 7: return .not(more())
    case 8: return .or([more(), more()])
    case 9: return .flags(more(), .equal, more())
    default: return .and([more(), more()])
    }
  }
}
