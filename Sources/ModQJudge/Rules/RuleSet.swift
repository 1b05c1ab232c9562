/// All rules of a directory, checked, with the policy they are weighed by: what a judge works with.
package struct RuleSet: Sendable {
  /// In the order of their ids' UTF-8 bytes.
  package var rules: [Rule]
  /// The tests of all rules, in the order of ``rules``; ``Rule/matches`` are indexes into this.
  package var tests: [MatchTest]
  package var policy: Policy
  /// Every file that was read, lists and policy included, in the order of their paths' UTF-8 bytes.
  package var files: [RuleFile]
  /// `sha256:` and the digest of ``files`` in lower-case hexadecimal: the version of the rule set.
  package var digest: String
  /// What is not wrong enough to refuse the set, at most ``RuleBounds/problems``.
  package var warnings: [RuleProblem]
  /// How many more warnings there are.
  package var unlistedWarnings = 0

  package init(
    rules: [Rule] = [], tests: [MatchTest] = [], policy: Policy = Policy(), files: [RuleFile] = [],
    warnings: [RuleProblem] = []
  ) {
    self.rules = rules
    self.tests = tests
    self.policy = policy
    self.files = files
    self.warnings = warnings
    digest = RuleFile.digest(of: files)
  }

  /// The place of a rule in ``rules``; O(log n).
  package func index(of id: String) -> Int? {
    var low = 0
    var high = rules.count
    while low < high {
      let middle = (low + high) / 2
      if rules[middle].id.utf8.lexicographicallyPrecedes(id.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < rules.count && rules[low].id.utf8.elementsEqual(id.utf8) ? low : nil
  }

  /// How much of a rule set is tried out when it is loaded.
  package enum Compiling: Sendable {
    /// Every pattern is compiled and every phrase looked at: for a digest that was not seen before.
    case all
    /// Patterns and phrases are taken as they are: for a digest that was loaded with ``all`` once.
    case none
  }
}
