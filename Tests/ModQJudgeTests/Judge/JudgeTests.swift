import ModQEvent
import Testing

@testable import ModQJudge

struct JudgeTests {
  @Test func scoresAddUpToTheThresholds() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1.3, match: {p: {phrases: [x]}}}
      - {id: b, title: B, score: 2.7, match: {p: {phrases: [y]}}}
      - {id: c, title: C, score: 6, match: {p: {phrases: [z]}}}
      - {id: d, title: D, score: -1, match: {p: {phrases: [w]}}}
      """)
    let cases: [(hits: [String], outcome: Verdict.Outcome, score: Double)] = [
      ([], .publish, 0), (["a"], .publish, 1.3), (["a", "b"], .hold, 4), (["c"], .hold, 6),
      (["a", "b", "c"], .reject, 10),
      (["a", "b", "d"], .publish, 3), (["a", "b", "c", "d"], .hold, 9), (["d"], .publish, -1),
    ]
    for (hits, outcome, score) in cases {
      let verdict = try bench.verdict(hits)
      #expect(verdict.outcome == outcome && verdict.score == score, "\(hits)")
      #expect(verdict.reasons.map(\.rule) == hits)
    }
  }

  @Test func fourHundredScoresOfAHundredthAreExactlyFour() throws {
    let rules = (0..<400).map { "- {id: r\($0), title: T, score: 0.01, match: {p: {phrases: [x]}}}" }
    let bench = try Bench(rules.joined(separator: "\n"))
    #expect(try bench.verdict(bench.set.rules.map(\.id)).outcome == .hold)
    #expect(try bench.verdict(bench.set.rules.dropLast().map(\.id)).outcome == .publish)
  }

  @Test(arguments: [
    (["hold"], Verdict.Outcome.hold), (["reject"], .reject), (["hold", "reject"], .reject),
    (["allow"], .publish),
    // A floor says otherwise; a score does not.
    (["allow", "hold"], .hold), (["allow", "reject"], .reject), (["allow", "heavy"], .publish),
    (["heavy"], .reject),
    (["heavy", "hold"], .reject),
  ])
  func floorsAreTheLeastAndAllowOverrulesScoresOnly(hits: [String], outcome: Verdict.Outcome) throws {
    let bench = try Bench(
      """
      - {id: allow, title: A, allow: true, match: {p: {phrases: [x]}}}
      - {id: heavy, title: H, score: 12, match: {p: {phrases: [x]}}}
      - {id: hold, title: H, floor: hold, match: {p: {phrases: [x]}}}
      - {id: reject, title: R, floor: reject, match: {p: {phrases: [x]}}}
      """)
    #expect(try bench.verdict(hits).outcome == outcome)
  }

  @Test func absorbingTakesScoresAndNotFloors() throws {
    let bench = try Bench(
      """
      - {id: link, title: L, score: 3.5, match: {p: {phrases: [x]}}}
      - {id: rough, title: R, score: 3.5, floor: hold, match: {p: {phrases: [x]}}}
      - {id: wave, title: W, score: 2, when: rule.link and rule.rough, absorbs: [link, rough]}
      """)
    let verdict = try bench.verdict(["link", "rough"])
    #expect(verdict.reasons.map(\.rule) == ["link", "rough", "wave"])
    #expect(verdict.reasons.map(\.score) == [0, 0, 2])
    #expect(verdict.outcome == .hold && verdict.score == 2)
    #expect(try bench.verdict(["link"]).score == 3.5)
  }

  @Test func shadowRulesAreRecordedAndHaveNoEffect() throws {
    let bench = try Bench(
      """
      - {id: act, title: A, score: 1, when: rule.tried}
      - {id: tried, title: T, status: shadow, score: 9, floor: reject, absorbs: [plain], match: {p: {phrases: [x]}}}
      - {id: plain, title: P, score: 2, match: {p: {phrases: [x]}}}
      - {id: drafted, title: D, status: draft, score: 9, match: {p: {phrases: [x]}}}
      - {id: old, title: O, status: retired, score: 9, match: {p: {phrases: [x]}}}
      - {id: leans, title: L, score: 9, when: rule.drafted or rule.old}
      """)
    let verdict = try bench.verdict(["tried", "plain", "drafted", "old"])
    #expect(verdict.reasons.map(\.rule) == ["act", "plain"])
    #expect(verdict.score == 3 && verdict.outcome == .publish)
    #expect(verdict.shadow.map(\.rule) == ["tried"])
    #expect(verdict.shadow[0].score == 9 && verdict.shadow[0].floor == .reject)
  }

  @Test func aBrakedRuleWorksAsShadow() throws {
    let bench = try Bench("- {id: a, title: A, score: 9, match: {p: {phrases: [x]}}}", braked: ["a"])
    let verdict = try bench.verdict(["a"])
    #expect((verdict.reasons.count, verdict.shadow.map(\.rule), verdict.outcome) == (0, ["a"], .publish))
  }

  @Test func aFailedTestIsUnknownAndHolds() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, when: p or links > 2, match: {p: {phrases: [x]}}}
      - {id: b, title: B, score: 1, when: not rule.a}
      - {id: never, title: N, score: 1, status: shadow, match: {p: {phrases: [x]}}}
      - {id: leant, title: N, score: 1, status: shadow, match: {p: {phrases: [x]}}}
      - {id: leans, title: N, score: 1, when: rule.leant and links > 100}
      - {id: votes, title: N, score: 1, applies_to: vote, match: {p: {phrases: [x]}}}
      """)
    let failed = ["a", "never", "leant", "votes"]
    let verdict = try bench.verdict([], failed: failed, values: [.links: .number(0)])
    #expect(
      verdict.errors == [
        Verdict.Failure(rule: "a", name: "p", reason: .matchLimit),
        Verdict.Failure(rule: "leant", name: "p", reason: .matchLimit),
      ])
    #expect(verdict.outcome == .hold && verdict.reasons.isEmpty)
    let fired = try bench.verdict([], failed: failed, values: [.links: .number(3)])
    #expect(fired.reasons.map(\.rule) == ["a"])
  }

  @Test func whatIsUnknownFiresNothing() throws {
    let bench = try Bench(
      """
      - {id: count, title: C, score: 9, count: {burst: {of: comments, by: ip, within: 1m, at_least: 2}}}
      - {id: less, title: L, score: 9, when: author.approved < 2}
      - {id: not_less, title: L, score: 9, when: not author.approved < 2}
      """)
    #expect(try bench.verdict([]).reasons.isEmpty)
    #expect(try bench.verdict([], values: [.authorApproved: .number(1)]).reasons.map(\.rule) == ["less"])
  }

  @Test func reasonsTellWhereAndWhy() throws {
    let bench = try Bench(
      """
      - id: a
        title: A
        score: 3
        when: (word or other) and author.tier == new and (burst or links > 1)
        match: {word: {phrases: [x]}, other: {field: nick, phrases: [x]}}
        count: {burst: {of: comments, by: author, within: 1m, at_least: 4}}
      """)
    let matches = Matches(outcomes: [0: .hit([3..<6, 9..<12]), 1: .hit([0..<1])])
    let verdict = try bench.judge.verdict(
      on: Bench.comment, matches: matches,
      signals: Signals(values: [.links: .number(2), .authorTier: .word("new")], counts: ["burst": 3]))
    #expect(
      verdict.reasons == [
        Verdict.Reason(
          rule: "a", score: 3,
          matches: [
            Verdict.Match(name: "word", field: .body, start: 3, end: 6),
            Verdict.Match(name: "word", field: .body, start: 9, end: 12),
            Verdict.Match(name: "other", field: .nick, start: 0, end: 1),
          ],
          values: [
            Verdict.Value(name: "author.tier", value: .word("new")),
            Verdict.Value(name: "burst.count", value: .number(3)),
            Verdict.Value(name: "links", value: .number(2)),
          ])
      ])
  }

  @Test func aBlockedAuthorIsRejectedWithAReasonOfOurs() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, allow: true, match: {p: {phrases: [x]}}}
      - {id: z, title: Z, score: 1, match: {p: {phrases: [x]}}}
      """)
    var event = Bench.comment
    event.isBlocked = true
    let verdict = try bench.verdict(["a", "z"], on: event)
    #expect(verdict.reasons.map(\.rule) == ["a", "modq:blocked", "z"])
    #expect(verdict.reasons[1] == Verdict.Reason(rule: "modq:blocked", score: 0, floor: .reject))
    #expect(verdict.outcome == .reject && verdict.score == 1)
  }

  @Test func aRuleThatDoesNotApplyIsNotAsked() throws {
    let bench = try Bench(
      """
      - {id: ended, title: E, score: 9, expires: 2026-01-01, match: {p: {phrases: [x]}}}
      - {id: later, title: L, score: 9, since: 2026-02-01, match: {p: {phrases: [x]}}}
      - {id: other, title: O, score: 9, sites: [news], match: {p: {phrases: [x]}}}
      - {id: votes, title: V, score: 9, applies_to: [vote], match: {p: {phrases: [x]}}}
      - {id: leans, title: L, score: 9, when: rule.ended or rule.later or rule.other or rule.votes}
      """)
    let hits = ["ended", "later", "other", "votes"]
    #expect(try bench.verdict(hits).reasons.isEmpty)
    var event = Bench.comment
    event.at = Timestamp(milliseconds: 1_767_225_600_000 - 1)
    event.site = "news"
    #expect(try bench.verdict(hits, on: event).reasons.map(\.rule) == ["ended", "leans", "other"])
    event.kind = .vote
    #expect(try bench.verdict(hits, on: event).reasons.map(\.rule) == ["votes"])
  }

  @Test func signalsAreAskedOnceAndOnlyIfNeeded() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, when: p and links > 1, match: {p: {phrases: [x]}}}
      - {id: b, title: B, score: 1, when: chars > 1 and chars < 9}
      - {id: c, title: C, score: 1, when: chars > 3 and links < 0}
      """)
    let signals = Signals(values: [.chars: .number(5), .links: .number(2)])
    _ = try bench.judge.verdict(on: Bench.comment, matches: Matches(), signals: signals)
    #expect(signals.asked == [.chars, .links])
  }

  /// The cheap term makes each of these rules fire; what it looks at from left to right is asked for afterwards.
  @Test func whatIsAskedForTheRecordIsAskedOnceToo() throws {
    let bench = try Bench(
      """
      - {id: a, title: A, score: 1, when: copies.own > 1 or author.tier == known or links > 1}
      - {id: b, title: B, score: 1, when: copies.own > 2 or author.tier == known or links > 1}
      """)
    let signals = Signals(values: [.copiesOwn: .number(1), .authorTier: .word("new"), .links: .number(2)])
    let verdict = try bench.judge.verdict(on: Bench.comment, matches: Matches(), signals: signals)
    let values = [
      Verdict.Value(name: "author.tier", value: .word("new")),
      Verdict.Value(name: "copies.own", value: .number(1)), Verdict.Value(name: "links", value: .number(2)),
    ]
    #expect(verdict.reasons.map(\.values) == [values, values])
    #expect(signals.asked.map(\.rawValue).sorted() == ["author.tier", "copies.own", "links"])
  }

  @Test func anErrorOfTheSourceIsPassedOn() throws {
    let bench = try Bench("- {id: a, title: A, score: 1, when: chars > 1}")
    #expect(throws: JudgeError.self) {
      try bench.judge.verdict(on: Bench.comment, matches: Matches(), signals: Signals(isBroken: true))
    }
  }
}
