import Foundation
import Testing

@testable import ModQJudge

/// Every shipped file is what the shipped schemas tell editors, and no shipped pattern can be slowed down.
struct ShippedFilesTests {
  private static let names = (try? FileManager.default.contentsOfDirectory(atPath: Shipped.rules.path)) ?? []

  private static func faults(_ yaml: String, _ schema: String) throws -> [String] {
    let data = try Data(contentsOf: Shipped.rules.appending(path: schema))
    let validator = SchemaValidator(root: try JSONDecoder().decode(SchemaValue.self, from: data))
    var problems = ProblemLog()
    let source = SourceText(file: "f", bytes: Array(yaml.utf8))
    let root = try #require(YAMLComposer.compose(source, problems: &problems))
    return validator.faults(SchemaValue(root))
  }

  @Test func everyFileOfRulesFitsItsSchema() throws {
    let files = Self.names.filter { $0.hasSuffix(".yml") }
    #expect(files.count >= 9)
    for name in files {
      let yaml = try String(contentsOf: Shipped.rules.appending(path: name), encoding: .utf8)
      let schema = name == "policy.yml" ? "policy.schema.json" : "rules.schema.json"
      #expect(try Self.faults(yaml, schema) == [], "\(name)")
    }
  }

  @Test(arguments: [
    (
      "rules: [{id: a, title: T, match: {m: {regexp: a}}}]",
      [".rules[0].match.m.regexp: not allowed", ".rules[0].match.m: oneOf"]
    ),
    ("rules: [{id: A, title: T}]", [".rules[0].id: pattern"]),
    ("rules: [{title: T}]", [".rules[0]: needs id"]),
    ("rules: [{id: a, title: T, score: high}]", [".rules[0].score: type"]),
    ("rules: [{id: a, title: T, status: on}]", [".rules[0].status: enum"]),
  ])
  func whatTheLoaderRefusesTheSchemaDoesToo(yaml: String, faults: [String]) throws {
    #expect(try Self.faults(yaml, "rules.schema.json") == faults)
  }

  @Test(arguments: [true, false])
  func noPatternCanBeSlowedDown(jit: Bool) throws {
    let set = try RuleSet.load(directory: Shipped.rules.path, compiling: .all, checks: .attacking(jit: jit))
    #expect(set.warnings.map(\.rendered) == [])
  }

  @Test func aPatternThatGivesUpIsNamedWithTheText() throws {
    let text = """
      rules:
        - id: shouting
          title: Aaa
          score: 1
          match: {m: {regex: '^(a+)+$', view: raw}}
          tests: [{hit: aa}, {miss: b}]
      """
    let set = try RuleSet.load(
      files: [RuleFile(path: "a.yml", bytes: Array(text.utf8))], compiling: .all, checks: .attacking())
    #expect(
      set.warnings.map(\.rendered) == [
        """
        a.yml:5:24: warning: the regex gives up (match_limit) on "a" × 2046 + "!a"
            match: {m: {regex: '^(a+)+$', view: raw}}
                               ^
        hint: two repetitions can share one text in too many ways: let them have no characters in common
        """
      ])
  }
}
