import Testing

@testable import ModQJudge

struct MatcherTests {
  @Test(
    arguments: [
      (["死ね"], [], 1, "お前は死ねばいい", ["死ね"]), (["死ね"], ["必死ね"], 1, "必死ね", nil),
      (["死ね"], ["必死ね", "死ねない"], 1, "必死ね、死ねない", nil), (["死ね"], ["死ねない"], 1, "死ねないが死ね", ["死ね"]),
      (["cialis"], [], 1, "specialist", nil), (["cialis"], [], 1, "buy cialis!", ["cialis"]),
      (["cat", "catfish"], [], 1, "a catfish", ["catfish"]), (["ab", "abcd"], [], 1, "死abcd", ["abcd"]),
      (["死", "死ね"], [], 1, "死ね", ["死ね"]), (["w"], [], 3, "w w", nil), (["w"], [], 2, "w w w", ["w", "w"]),
      (["aa"], [], 2, "aa", nil), (["死ね", "ね死"], [], 2, "死ね死ね", ["死ね", "死ね"]),
      (["死ね死", "ね"], [], 2, "死ね死ね", ["ね", "ね"]),
      ([], [], 1, "anything", nil), (["x"], [], 1, "", nil), (["a", "a"], [], 1, "a", ["a"]),
    ] as [([String], [String], Int, String, [String]?)])
  func phrasesAreFoundWhole(
    phrases: [String], except: [String], atLeast: Int, text: String, expected: [String]?
  ) {
    #expect(hits(test(.phrases(phrases), except: except, atLeast: atLeast), in: text) == expected)
  }

  @Test func phrasesAndTextGoThroughTheView() {
    #expect(hits(test(.phrases(["VIAGRA"]), view: .fold), in: "Buy ViAgRa now") == ["ViAgRa"])
    #expect(hits(test(.phrases(["死 ね"]), view: .dense), in: "お前は 死  ね") == ["死  ね"])
  }

  @Test(
    arguments: [
      ("b+", [], 1, "aabbcb", ["bb"]), ("b+", [], 2, "aabbcb", ["bb", "b"]), ("b+", [], 3, "aabbcb", nil),
      ("b+", ["abb"], 1, "abb b", ["b"]), ("b+", ["abb", "b"], 1, "abb b", nil),
      ("(?<=a)", [], 2, "aba", ["", ""]),
      ("x*(?=y)", [], 2, "xxyy", ["xx", ""]), ("死.", ["必死"], 1, "必死だ死ね", ["死ね"]),
      ("a\\Kb", [], 2, "abab", ["b", "b"]),
    ] as [(String, [String], Int, String, [String]?)])
  func regexesAreFoundOneAfterTheOther(
    regex: String, except: [String], atLeast: Int, text: String, expected: [String]?
  ) {
    let sought = test(.regex(regex, flags: []), except: except, atLeast: atLeast)
    #expect(hits(sought, in: text) == expected)
    #expect(hits(sought, in: text, mode: MatchMode(prefilter: false, jit: false)) == expected)
  }

  @Test func eachFieldIsLookedAtOnItsOwn() {
    let fields: [(Field, String)] = [
      (.body, "b"), (.nick, "n"), (.url, "http://U.example:80/x"), (.urlHost, "u.example"), (.email, "e"),
      (.ip, "i"),
      (.agent, "a"), (.thread, "t"), (.site, "s"), (.parentBody, "p"),
    ]
    let tests = fields.map { test(.regex("^\\Q\($0.1)\\E$", flags: []), field: $0.0) }
    var subject = Subject(body: "b", nick: "n")
    (subject.url, subject.email, subject.ip, subject.agent) = ("http://U.example:80/x", "e", "i", "a")
    (subject.thread, subject.site, subject.parentBody) = ("t", "s", "p")
    let matcher = Matcher(tests, through: PlainViews.self)
    let scratch = MatchScratch()
    let all = matcher.matches(in: subject, scratch: scratch, through: PlainViews.self)
    #expect(all.outcomes.keys.sorted() == Array(tests.indices))
    let none = matcher.matches(in: Subject(), scratch: scratch, through: PlainViews.self)
    #expect(none == Matches())
  }

  @Test(
    arguments: [
      ("https://User:pw@Shop.Example:8080/a?b#c", "shop.example"),
      ("http://[2001:DB8::1]:80/", "[2001:db8::1]"),
      ("//cdn.example", "cdn.example"), ("mailto:a@b.example", nil), ("http:///path", nil), ("", nil),
      ("http://a.example\\@b.example/", "a.example"), ("http://a@b@c.example/", "c.example"),
    ] as [(String, String?)])
  func theHostIsTakenFromAnAddress(url: String, host: String?) {
    #expect(Subject.host(of: url) == host)
  }

  @Test func aTextOverTheCapIsAnErrorWhereALiteralOccurs() {
    let tests = [
      test(.regex("needle", flags: [])), test(.regex("absent", flags: [])), test(.phrases(["needle"])),
    ]
    let body = String(repeating: "x ", count: 8_192) + "needle"
    let start = body.utf8.count - 6
    for mode in [MatchMode(), MatchMode(prefilter: false)] {
      let matches = Matcher(tests, mode: mode, through: PlainViews.self).matches(
        in: Subject(body: body), scratch: MatchScratch(), through: PlainViews.self)
      #expect(matches.outcomes == [0: .failed(.subjectCap), 2: .hit([start..<start + 6])])
    }
  }

  @Test func nothingCanBeToldOfAViewThatWasCut() {
    let tests = [
      test(.regex("absent", flags: []), view: .skeleton), test(.phrases(["absent"]), view: .skeleton),
    ]
    let matches = Matcher(tests, through: PlainViews.self).matches(
      in: Subject(body: "x"), scratch: MatchScratch(), through: PlainViews.self)
    #expect(matches.outcomes == [0: .failed(.subjectCap), 1: .failed(.subjectCap)])
  }

  @Test func aLimitIsNoErrorWhereTheLiteralIsMissing() {
    let slow = test(.regex("(?:x+x+)+[^x]needle", flags: []))
    let text = String(repeating: "x", count: 60) + "e"
    for mode in [MatchMode(), MatchMode(prefilter: false), MatchMode(prefilter: false, jit: false)] {
      let matcher = Matcher([slow], mode: mode, through: PlainViews.self)
      let scratch = MatchScratch()
      let without = matcher.matches(in: Subject(body: text), scratch: scratch, through: PlainViews.self)
      #expect(without == Matches())
      let with = matcher.matches(
        in: Subject(body: "needle " + text), scratch: scratch, through: PlainViews.self)
      #expect(with.outcomes == [0: .failed(.matchLimit)])
    }
  }

  @Test func timeThatRunsOutFailsWhatWasNotDone() {
    let tests = (0..<3).map { test(.regex("x\($0)|yx.*z$", flags: [])) }
    let scratch = MatchScratch()
    var now: UInt64 = 0
    scratch.budget.clock = {
      now += 10_000_000
      return now
    }
    let body = "zy" + String(repeating: "x0", count: 4_000)
    let limited = Matcher(tests, through: PlainViews.self)
    let matches = limited.matches(in: Subject(body: body), scratch: scratch, through: PlainViews.self)
    #expect(matches.outcomes == [0: .hit([2..<4]), 1: .failed(.budget), 2: .failed(.budget)])
    let unlimited = Matcher(tests, mode: MatchMode(budget: false), through: PlainViews.self)
    let complete = unlimited.matches(in: Subject(body: body), scratch: scratch, through: PlainViews.self)
    #expect(complete.outcomes == [0: .hit([2..<4])])
  }

  @Test func timeThatRunsOutOnShortTextsIsNoticed() {
    let tests = (0..<5).map { test(.regex("x\($0)", flags: [])) }
    let scratch = MatchScratch()
    var (now, ticks) = (UInt64(0), 0)
    // Every call takes 8 ms; the clock moves with it.
    scratch.budget.tick = {
      ticks += 1
      return ticks
    }
    scratch.budget.clock = {
      now += 8_000_000
      return now
    }
    let matches = Matcher(tests, through: PlainViews.self).matches(
      in: Subject(body: "x0x1x2x3x4"), scratch: scratch, through: PlainViews.self)
    #expect(
      matches.outcomes == [
        0: .hit([0..<2]), 1: .hit([2..<4]), 2: .failed(.budget), 3: .failed(.budget), 4: .failed(.budget),
      ])
  }

  @Test func aPatternThatDoesNotCompileFailsWhenRun() {
    let matches = Matcher([test(.regex("needle(", flags: []))], through: PlainViews.self).matches(
      in: Subject(body: "needle"), scratch: MatchScratch(), through: PlainViews.self)
    #expect(matches.outcomes == [0: .failed(.unusable)])
  }

  @Test func oneScratchServesOneMatcherAfterTheOther() {
    let scratch = MatchScratch()
    for count in [1, 300, 2, 40] {
      let matcher = Matcher(
        (0..<count).map { test(.regex("word\($0)\\b", flags: [])) }, through: PlainViews.self)
      let matches = matcher.matches(
        in: Subject(body: "a word\(count - 1) b"), scratch: scratch, through: PlainViews.self)
      #expect(Array(matches.outcomes.keys) == [count - 1])
    }
  }

  @Test func threadsShareAMatcher() async {
    let tests = (0..<200).map { test(.regex("word\($0)\\b", flags: .caseless)) }
    let matcher = Matcher(tests, through: PlainViews.self)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          let scratch = MatchScratch()
          return (0..<200).allSatisfy { number in
            let wanted = (number * 7 + task) % 200
            let matches = matcher.matches(
              in: Subject(body: "a Word\(wanted) b"), scratch: scratch, through: PlainViews.self)
            return Array(matches.outcomes.keys) == [wanted]
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
