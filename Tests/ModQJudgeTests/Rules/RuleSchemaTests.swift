import Foundation
import ModQEvent
import Testing

@testable import ModQJudge

/// The schemas for editors know the keys that the loader knows, and the words.
struct RuleSchemaTests {
  @Test(arguments: [
    ("", RuleKeys.file), ("rule", RuleKeys.rule), ("match", RuleKeys.match), ("count", RuleKeys.count),
    ("sample", RuleKeys.sample), ("stream", RuleKeys.stream),
  ])
  func rulesHaveTheKeysOfTheLoader(definition: String, keys: [String]) throws {
    let schema = try Schema("rules.schema.json")
    #expect(schema.keys(definition) == keys.sorted())
  }

  @Test(arguments: EventKind.allCases)
  func linesOfAStreamHaveTheKeysOfTheLoader(kind: EventKind) throws {
    let (required, optional) = RuleKeys.event(kind)
    let schema = try Schema("rules.schema.json")
    #expect(schema.keys("\(kind.rawValue)_line") == (RuleKeys.line + required + optional).sorted())
  }

  @Test func wordsAreThoseOfTheLoader() throws {
    let schema = try Schema("rules.schema.json")
    #expect(schema.words("rule", "status") == Rule.Status.allCases.map(\.rawValue).sorted())
    #expect(schema.words("match", "field") == Field.allCases.map(\.rawValue).sorted())
    #expect(schema.words("match", "view") == View.allCases.map(\.rawValue).sorted())
    #expect(schema.words("count", "of") == CountTest.Counted.allCases.map(\.rawValue).sorted())
    #expect(schema.words("count", "by") == CountTest.Key.allCases.map(\.rawValue).sorted())
    #expect(schema.words("rule", "applies_to") == RuleKeys.judged.map(\.rawValue).sorted())
    #expect(schema.keys("sample", "author") == RuleKeys.author.sorted())
    #expect(schema.keys("sample", "values") == Signal.allCases.map(\.rawValue).sorted())
  }

  @Test func policiesHaveTheKeysAndDefaultsOfTheLoader() throws {
    let schema = try Schema("policy.schema.json")
    let policy = Policy()
    for path in [
      "", "anonymous", "evidence", "thresholds", "tiers", "tiers.known", "tiers.suspect", "tiers.trusted",
      "reports", "votes", "votes.lockstep", "votes.reciprocal", "votes.serial",
    ] {
      let names = path.split(separator: ".").map(String.init)
      #expect(schema.keys(in: schema.property(names)) == PolicyNumber.keys(at: path).sorted(), "\(path)")
    }
    for number in PolicyNumber.all {
      let property = schema.property(number.path.split(separator: ".").map(String.init))
      switch number.form {
      case .number(let path, let range):
        #expect(property["default"] as? Double == policy[keyPath: path], "\(number.path)")
        #expect(
          property["minimum"] as? Double == range.lowerBound
            && property["maximum"] as? Double == range.upperBound)
      case .integer(let path, let range):
        #expect(property["default"] as? Int == policy[keyPath: path], "\(number.path)")
        #expect(
          property["minimum"] as? Int == range.lowerBound && property["maximum"] as? Int == range.upperBound)
      case .span(let path):
        // What is off unless it is set has no default to fill in.
        let days = policy[keyPath: path]
        #expect(property["default"] as? String == (days > 0 ? "\(Int(days))d" : nil), "\(number.path)")
      }
    }
  }

  @Test(arguments: ["rules.schema.json", "policy.schema.json"])
  func everyKeyIsDescribed(name: String) throws {
    let schema = try Schema(name)
    #expect(schema.root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    var bare: [String] = []
    func walk(_ node: [String: any Sendable], _ path: String) {
      for (key, value) in node["properties"] as? [String: [String: any Sendable]] ?? [:] {
        let isSignal = path.hasSuffix("author") || path.hasSuffix("values")
        if value["description"] == nil, !isSignal { bare.append("\(path).\(key)") }
        walk(value, "\(path).\(key)")
      }
      for (key, value) in node["$defs"] as? [String: [String: any Sendable]] ?? [:] { walk(value, key) }
    }
    walk(schema.root, "")
    #expect(bare == [])
  }
}

private struct Schema {
  let root: [String: any Sendable]

  init(_ name: String) throws {
    let data = try Data(contentsOf: Shipped.rules.appending(path: name))
    root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: any Sendable])
  }

  func property(_ path: [String]) -> [String: any Sendable] {
    path.reduce(root) { node, key in (node["properties"] as? [String: [String: any Sendable]])?[key] ?? [:] }
  }

  func keys(in node: [String: any Sendable]) -> [String] {
    ((node["properties"] as? [String: any Sendable]) ?? [:]).keys.sorted()
  }

  /// The keys of a definition, or of a property in it; of the file itself if it has no name.
  func keys(_ definition: String, _ property: String? = nil) -> [String] {
    keys(in: node(definition, property))
  }

  /// The words that a property of a definition may be.
  func words(_ definition: String, _ property: String) -> [String] {
    let node = node(definition, property)
    let alternatives = node["oneOf"] as? [[String: any Sendable]] ?? [node]
    return (alternatives.compactMap { $0["enum"] as? [String] }.first ?? []).sorted()
  }

  private func node(_ definition: String, _ property: String?) -> [String: any Sendable] {
    let definitions = root["$defs"] as? [String: [String: any Sendable]] ?? [:]
    let node = definition.isEmpty ? root : definitions[definition] ?? [:]
    guard let property else { return node }
    return (node["properties"] as? [String: [String: any Sendable]])?[property] ?? [:]
  }
}
