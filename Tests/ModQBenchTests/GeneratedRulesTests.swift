import Foundation
import ModQJudge
import Testing

@testable import modq_bench

struct GeneratedRulesTests {
  @Test func everyRuleLoadsAndNoneIsTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for seed in UInt64(1)...3 {
      var rules = GeneratedRules(seed: seed)
      for (number, file) in rules.files(5_060).enumerated() {
        try Data(file.utf8).write(to: folder.appendingPathComponent("made-\(number).yml"))
      }
      let set = try RuleSet.load(directory: folder.path, compiling: .all)
      #expect(set.rules.count == 5_060, "seed \(seed)")
    }
  }

  @Test func theFirstAreThese() throws {
    var rules = GeneratedRules(seed: 7)
    let tests = rules.files(6)[0].split(separator: "\n").filter { $0.contains("found:") }
    #expect(
      tests.joined(separator: "\n") == #"""
              found: {field: body, phrases: [batenale lejodu]}
              found: {field: body, phrases: [devatesu mitajonere]}
              found: {field: body, phrases: [dejokuteva kuteku]}
              found: {field: body, phrases: [bokehimone togafi]}
              found: {field: body, regex: '\btekebobe(?:s|ed|ing)?\W{1,3}misisi', flags: i}
              found: {field: body, regex: '\bp[_\W]{0,3}a[_\W]{0,3}k[_\W]{0,3}a[_\W]{0,3}b[_\W]{0,3}o[_\W]{0,3}h[_\W]{0,3}a\b', flags: i}
        """#)
  }
}
