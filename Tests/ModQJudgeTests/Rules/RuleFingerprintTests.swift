import ModQJudge
import Testing

/// A rule's fingerprint is that of what it does.
struct RuleFingerprintTests {
  private static let plain = """
    id: spam
    title: Spam
    score: 4
    when: word and links > 0
    match:
      word: {field: body, phrases: [casino]}
    tests: [{miss: a}]
    """

  private func fingerprint(_ rule: String, list: String = "bingo") throws -> String {
    let body = "rules:\n  - " + rule.replacing("\n", with: "\n    ") + "\n"
    let set = try RuleSet.load(files: [
      RuleFile(path: "rules.yml", bytes: Array(body.utf8)),
      RuleFile(path: "words.txt", bytes: Array(list.utf8), isList: true),
    ])
    return set.fingerprint(of: try #require(set.rules.first))
  }

  @Test(arguments: [
    ("title: Spam", "title: Rubbish"), ("tests: [{miss: a}]", "tests: [{miss: b}]"),
    ("score: 4", "score: 4.0"), ("when: word and links > 0", "when: (word) and (links > 0)"),
    ("title: Spam", "title: Spam  # and more\ntags: [ja]"),
  ])
  func whatChangesNoVerdictLeavesItAsItIs(_ part: String, _ other: String) throws {
    let changed = RuleFingerprintTests.plain.replacing(part, with: other)
    #expect(try fingerprint(changed) == fingerprint(RuleFingerprintTests.plain))
  }

  @Test(arguments: [
    ("score: 4", "score: 4.5"), ("links > 0", "links > 1"), ("[casino]", "[casino, poker]"),
    ("{field: body, phrases", "{field: nick, phrases"), ("{field: body,", "{field: body, view: dense,"),
    ("title: Spam", "title: Spam\nstatus: shadow"), ("title: Spam", "title: Spam\nfloor: hold"),
    ("title: Spam", "title: Spam\nsites: [b]"), ("title: Spam", "title: Spam\napplies_to: [reply]"),
  ])
  func whatChangesVerdictsChangesIt(_ part: String, _ other: String) throws {
    let changed = RuleFingerprintTests.plain.replacing(part, with: other)
    #expect(changed != RuleFingerprintTests.plain)
    #expect(try fingerprint(changed) != fingerprint(RuleFingerprintTests.plain))
  }

  @Test func anotherWordInAListIsAnotherRule() throws {
    let listed = RuleFingerprintTests.plain.replacing("phrases: [casino]", with: "list: words.txt")
    #expect(try fingerprint(listed, list: "bingo") != fingerprint(listed, list: "bingo\npoker"))
  }

  /// Logs keep them: another spelling of what is hashed would make every rule new.
  @Test func itIsTheSameInEveryVersion() throws {
    #expect(try fingerprint(RuleFingerprintTests.plain) == "9f9dc3b0b00fbd48bfd57cfca8fb82c9")
  }
}
