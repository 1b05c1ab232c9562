import Foundation
import ModQEvent
import Testing

@testable import ModQJudge

struct RuleSetTests {
  static let example = """
    rules:
      - id: abuse_shine              # permanent, [a-z][a-z0-9_]*
        title: Telling someone to die
        score: 4
        tags: [abuse, ja]
        match:
          phrase: {field: body, view: skeleton, phrases: [死ね, しね], except: [必死ね, 死ねない, よしね, にしね]}
        tests:
          - hit: お前は死ねばいい
            span: 死ね
          - hit: "ﾀﾋ\\u200Bね"
          - miss: まだ死ねない

      - id: link_only_newcomer
        title: Nothing but a link, from a nickname without a record
        score: 3.5
        when: only_link and author.approved < 2
        match:
          only_link: {field: body, regex: '^\\s*https?://\\S{4,200}\\s*$'}
        tests:
          - hit: https://shorturl.example/aB3dE
          - miss: https://shorturl.example/aB3dE
            author: {approved: 30}

      - id: flood_new
        title: Four comments in ten minutes from a new nickname
        score: 4
        when: burst and author.tier == new
        count:
          burst: {of: comments, by: author, within: 10m, at_least: 4}
        tests:
          - stream:
              - {at: +0s, nick: 折口, body: 一}
              - {at: +40s, nick: 折口, body: 二}
              - {at: +80s, nick: 折口, body: 三}
              - {at: +120s, nick: 折口, body: 四, expect: hit}

      - id: spam_wave
        title: Link-only, and part of a flood
        score: 10
        when: rule.link_only_newcomer and rule.flood_new
        absorbs: [link_only_newcomer, flood_new]
    """

  private static func load(_ yaml: String) throws(RuleProblems) -> RuleSet {
    try RuleSet.load(files: [RuleFile(path: "a.yml", bytes: Array(yaml.utf8))], compiling: .all)
  }

  @Test func fourRulesOfEachKindAreRead() throws {
    let set = try Self.load(Self.example)
    #expect(set.rules.map(\.id) == ["abuse_shine", "flood_new", "link_only_newcomer", "spam_wave"])
    #expect(
      set.tests == [
        MatchTest(
          name: "phrase", field: .body, view: .skeleton, sought: .phrases(["死ね", "しね"]),
          except: ["必死ね", "死ねない", "よしね", "にしね"]),
        MatchTest(
          name: "only_link", field: .body, view: .nfkc,
          sought: .regex(#"^\s*https?://\S{4,200}\s*$"#, flags: [])),
      ])
    #expect(set.rules.map(\.matches) == [[0], [], [1], []])
    #expect(set.rules.map(\.score) == [4, 4, 3.5, 10])
    #expect(
      set.rules[1].counts == [
        CountTest(name: "burst", of: .comments, by: [.author], withinMilliseconds: 600_000, atLeast: 4)
      ])
    #expect(set.rules[3].absorbs == ["link_only_newcomer", "flood_new"])
    #expect(set.rules[0].location == SourceLocation(file: "a.yml", line: 2, column: 9))
    #expect(set.rules[0].appliesTo == [.comment, .reply, .edit])
    #expect(
      set.warnings.map(\.message) == [
        "the active rule “flood_new” has no test that is a miss",
        "the active rule “spam_wave” has no test that is a hit or miss",
      ])
  }

  @Test func testsKeepWhatTheyCameWith() throws {
    let set = try Self.load(Self.example)
    guard case .sample(let hit) = set.rules[0].tests[0].form,
      case .sample(let escaped) = set.rules[0].tests[1].form,
      case .sample(let miss) = set.rules[2].tests[1].form,
      case .stream(let lines) = set.rules[1].tests[0].form
    else {
      Issue.record("three samples and a stream")
      return
    }
    #expect((hit.expectation, hit.body, hit.span) == (.hit, "お前は死ねばいい", "死ね"))
    #expect(escaped.body == "ﾀﾋ\u{200B}ね")
    #expect(miss.expectation == .miss && miss.values == [.authorApproved: .number(30)])
    #expect(lines.map(\.offsetMilliseconds) == [0, 40_000, 80_000, 120_000])
    #expect(lines.map(\.expectation) == [nil, nil, nil, .hit])
    let line = String(decoding: lines[3].json(from: Timestamp(milliseconds: 1_000)), as: UTF8.self)
    #expect(line == #"{"at":121000,"body":"四","id":"4","nick":"折口","thread":"test","type":"comment"}"#)
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let set = try Self.load(
      """
      rules:
        - id: a
          title: Defaults
          match: {p: {phrases: casino}, q: {regex: 'x+', flags: imsx}}
      """)
    #expect(
      set.tests == [
        MatchTest(name: "p", field: .body, view: .fold, sought: .phrases(["casino"])),
        MatchTest(
          name: "q", field: .body, view: .nfkc,
          sought: .regex("x+", flags: [.caseless, .multiline, .dotAll, .extended])),
      ])
    let rule = set.rules[0]
    #expect((rule.status, rule.score, rule.floor, rule.allow) == (.active, 0, nil, false))
    #expect(rule.condition == nil && rule.sites == nil && rule.since == nil && rule.expires == nil)
    #expect(set.policy == Policy())
  }

  @Test func aPlainWordIsNothingButAWord() throws {
    let set = try Self.load(
      """
      rules:
        - id: a
          title: no
          tags: [on, off, yes, 1_000, 0x10, 12:30:45, ~, 2026-01-01, null]
          match: {p: {phrases: [no, 死ね, 100, 1.0, true]}}
      """)
    #expect(set.rules[0].title == "no")
    #expect(
      set.rules[0].tags == ["on", "off", "yes", "1_000", "0x10", "12:30:45", "~", "2026-01-01", "null"])
    #expect(set.tests[0].sought == .phrases(["no", "死ね", "100", "1.0", "true"]))
  }

  @Test func anchorsShareLists() throws {
    let set = try Self.load(
      """
      rules:
        - id: a
          title: One
          match: {p: {phrases: [x], except: &harmless [xa, xb]}}
        - id: b
          title: Two
          match: {p: {phrases: [x], except: *harmless}}
      """)
    #expect(set.tests.map(\.except) == [["xa", "xb"], ["xa", "xb"]])
  }

  @Test func whenDatesBeginAndEnd() throws {
    let set = try Self.load(
      """
      rules:
        - {id: a, title: A, when: links > 1, since: 2026-07-01, expires: '2026-07-02T09:00:00+09:00', sites: blog}
      """)
    let rule = set.rules[0]
    let begin = Timestamp(milliseconds: 1_782_864_000_000)
    let end = begin.advanced(by: 86_400_000)
    #expect(rule.since == begin && rule.expires == end)
    #expect(!rule.applies(to: .comment, site: "blog", at: begin.advanced(by: -1)))
    #expect(rule.applies(to: .comment, site: "blog", at: begin))
    #expect(rule.applies(to: .edit, site: "blog", at: end.advanced(by: -1)))
    #expect(!rule.applies(to: .comment, site: "blog", at: end))
    #expect(!rule.applies(to: .comment, site: "news", at: begin))
    #expect(!rule.applies(to: .vote, site: "blog", at: begin))
  }

  @Test func aPatternOfAKnownSetIsNotCompiled() throws {
    let yaml = "rules: [{id: a, title: A, match: {p: {regex: '('}}}]"
    let file = RuleFile(path: "a.yml", bytes: Array(yaml.utf8))
    #expect(try RuleSet.load(files: [file], compiling: .none).tests.count == 1)
    #expect(throws: RuleProblems.self) { try RuleSet.load(files: [file], compiling: .all) }
  }

  @Test func listsAreReadBesideTheFileThatNamesThem() throws {
    let yaml = "rules: [{id: a, title: A, match: {p: {list: ../words/ja.txt}}}]"
    let words = "死ね\r\n  消えろ \n\n# a comment\n#tag\n#\n"
    let files = [
      RuleFile(path: "spam/a.yml", bytes: Array(yaml.utf8)),
      RuleFile(path: "words/ja.txt", bytes: Array(words.utf8), isList: true),
    ]
    let set = try RuleSet.load(files: files, compiling: .all)
    #expect(set.tests[0].sought == .phrases(["死ね", "消えろ", "#tag"]))
    #expect(set.files.map(\.path) == ["spam/a.yml", "words/ja.txt"])
    let old = try RuleSet.load(files: [files[0]], isMissingListEmpty: true)
    #expect(old.tests[0].sought == .phrases([]))
  }

  @Test func theDigestIsOverPathsLengthsAndBytesInOrder() throws {
    let one = RuleFile(path: "a.yml", bytes: Array("rules:\n".utf8))
    let two = RuleFile(path: "b.yml", bytes: [])
    // printf '\0\0\0\0\0\0\0\5a.yml\0\0\0\0\0\0\0\7rules:\n\0\0\0\0\0\0\0\5b.yml\0\0\0\0\0\0\0\0' | sha256sum
    let expected = "sha256:ea9742088a67e48c61ac0739fc9c1ffbb5f1919ecc03b7012d5eb498d4beb33a"
    #expect(try RuleSet.load(files: [two, one]).digest == expected)
    #expect(try RuleSet.load(files: [one]).digest != expected)
  }
}
