import SeededNumbers
import Testing

@testable import ModQJudge

struct WhatIfTests {
  @Test func eachReasonIsTakenAwayInTurn() throws {
    let bench = try Bench(
      """
      - {id: floor, title: F, floor: hold, match: {p: {phrases: [x]}}}
      - {id: link, title: L, score: 3.5, match: {p: {phrases: [x]}}}
      - {id: links, title: L, score: 4, when: links > 1}
      - {id: wave, title: W, score: 10, when: rule.link and rule.links, absorbs: [link, links]}
      - {id: either, title: E, score: 1, when: rule.link or links > 2}
      """)
    let verdict = try bench.verdict(["floor", "link"], values: [.links: .number(3)])
    #expect(verdict.reasons.map(\.rule) == ["either", "floor", "link", "links", "wave"])
    #expect(verdict.score == 11 && verdict.outcome == .reject)
    let without = ["either", "floor", "link", "links", "wave"].map {
      bench.judge.outcome(without: $0, in: verdict)
    }
    // Without wave the others count again, 8.5 in all; without link there is no wave, and `either` holds by itself.
    #expect(without == [.reject, .reject, .hold, .hold, .hold])
    #expect(bench.judge.outcome(without: "nothing", in: verdict) == .reject)
  }

  @Test func aBlockIsAReasonLikeAnother() throws {
    let bench = try Bench("- {id: a, title: A, score: 4, match: {p: {phrases: [x]}}}")
    var event = Bench.comment
    event.isBlocked = true
    let verdict = try bench.verdict(["a"], on: event)
    #expect(bench.judge.outcome(without: "modq:blocked", in: verdict) == .hold)
    #expect(bench.judge.outcome(without: "a", in: verdict) == .reject)
  }

  @Test func aFailureHoldsUnlessItsRuleIsTakenAway() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, match: {p: {phrases: [x]}}}
      - {id: b, title: B, score: 1, match: {p: {phrases: [x]}}}
      """)
    let verdict = try bench.verdict(["b"], failed: ["a"])
    #expect(verdict.outcome == .hold)
    #expect(bench.judge.outcome(without: "a", in: verdict) == .publish)
    #expect(bench.judge.outcome(without: "b", in: verdict) == .hold)
  }

  /// Taking away a rule that no condition names gives what the judge says without it.
  @Test func takingARuleAwayIsJudgingWithoutIt() throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var set = RandomRules.set(count: 8, using: &random)
      let named = Set(set.rules.flatMap { $0.condition?.rulesNamed ?? [] })
      var matches = Matches()
      for test in set.tests.indices where Bool.random(using: &random) {
        matches.outcomes[test] = .hit([1..<2])
      }
      let signals = Signals(values: [.links: .number(2), .chars: .number(1)], counts: ["burst": 3])
      let judge = Judge(set)
      let verdict = try judge.verdict(on: Bench.comment, matches: matches, signals: signals)
      for index in set.rules.indices where !named.contains(set.rules[index].id) {
        let status = set.rules[index].status
        set.rules[index].status = .retired
        let expected = try Judge(set).verdict(on: Bench.comment, matches: matches, signals: signals).outcome
        #expect(
          judge.outcome(without: set.rules[index].id, in: verdict) == expected, "seed \(seed), \(index)")
        set.rules[index].status = status
      }
    }
  }
}
