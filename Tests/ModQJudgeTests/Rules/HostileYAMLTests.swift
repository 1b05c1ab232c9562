import SeededNumbers
import Testing

@testable import ModQJudge

/// Rules are written by friends, but copied from anywhere.
struct HostileYAMLTests {
  private static func refusal(_ yaml: String) -> RuleProblems? {
    do throws(RuleProblems) {
      _ = try RuleSet.load(files: [RuleFile(path: "a.yml", bytes: Array(yaml.utf8))], compiling: .all)
      return nil
    } catch {
      return error
    }
  }

  /// Nine levels of ten aliases each: a billion texts, if somebody followed them.
  private static let laughs =
    (1...9).reduce("a0: &a0 [lol, lol]\n") { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }

  @Test func aBillionLaughsAsAValueAreNotFollowedToTheEnd() {
    let problems = Self.refusal(Self.laughs + "rules: *a9\n")
    #expect(
      problems?.problems.map(\.message) == ["the file says more than 500000 things, its aliases followed"])
  }

  @Test(arguments: [
    "? *a9\n: x\n", "*a9 : x\n", "k: {*a9 : x}\n", "? [*a9]\n: x\n", "[*a9]: x\n", "{x: y}: *a9\n",
  ])
  func aBillionLaughsAsAKeyAreRefusedBeforeTheyAreHashed(key: String) {
    #expect(
      Self.refusal(Self.laughs + key)?.problems.map(\.message) == ["a key that is an alias or a collection"])
  }

  /// As in patterns that SpamAssassin has: nothing in them is an anchor, an alias or a key.
  @Test func signsOfYAMLInPatternsAreText() throws {
    let yaml = """
      rules:
        - id: a
          title: A
          match:
            p: {regex: 'To Be Removed,? Please &nbsp; *[ab]: *foo: [*a-z]: x'}
            q: {regex: "[&amp]? : *bar : {3} : y"}
            r: {regex: !!str '&a [*b]: '}
      """
    let set = try RuleSet.load(files: [RuleFile(path: "a.yml", bytes: Array(yaml.utf8))])
    #expect(
      set.tests.map(\.sought) == [
        .regex("To Be Removed,? Please &nbsp; *[ab]: *foo: [*a-z]: x", flags: []),
        .regex("[&amp]? : *bar : {3} : y", flags: []), .regex("&a [*b]: ", flags: []),
      ])
  }

  @Test func manyAliasesOfALongListAreBounded() {
    let list = "words: &words [" + Array(repeating: "w", count: 50_000).joined(separator: ", ") + "]\n"
    let rules = (0..<100).map { "  - {id: r\($0), title: T, match: {p: {phrases: *words}}}\n" }.joined()
    let problems = Self.refusal(list + "rules:\n" + rules)
    #expect(
      problems?.problems.contains {
        $0.message == "the file says more than 500000 things, its aliases followed"
      } == true)
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000), "rules: " + String(repeating: "[", count: 100_000),
    String(repeating: "? ", count: 100_000),
    String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
  ])
  func nestingIsRefusedByTheParser(yaml: String) {
    let problems = Self.refusal(yaml)
    #expect(problems?.problems.count == 1)
    #expect(problems?.problems.first?.message.hasPrefix("not YAML: ") == true)
  }

  @Test func problemsAreBounded() {
    let rules = "rules:\n" + String(repeating: "  - x\n", count: 1_000)
    let problems = Self.refusal(rules)
    #expect(problems?.problems.count == RuleBounds.problems)
    #expect(problems?.unlisted == 800)
    #expect(problems?.rendered.hasSuffix("\nand 800 more") == true)
  }

  @Test func bytesOfNoKindCrashTheLoader() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let pieces = [
        "rules:", "\n", "  ", "- ", "id: a", "title: ", "match: ", "{", "}", "[", "]", ": ", ", ", "&a ",
        "*a", "!!str ",
        "'", "\"", "\\", "|\n", ">-\n", "#", "\t", "死", "\u{85}", "\u{2028}", "---\n", "...\n", "%YAML 1.1\n",
        "? ", "<<: ",
      ]
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      for problem in Self.refusal(text)?.problems ?? [] {
        #expect(!problem.rendered.isEmpty, "seed \(seed)")
      }
    }
  }
}
