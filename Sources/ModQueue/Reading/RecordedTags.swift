import ModQEventLog
import ModQJudge
import ModQProjections

/// The tags of rules, as the log recorded them with each rule set.
final class RecordedTags {
  private let workspace: Workspace
  /// By the entry of the rule set, then by the id of the rule; each rule set is read once.
  private var tags: [Int64: [String: [String]]] = [:]

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Whether one of `fired` had this tag in the rule set of that entry.
  func has(_ tag: String, _ fired: [String], of ruleset: Int64) throws(LogError) -> Bool {
    guard !fired.isEmpty else { return false }
    let known = try rules(of: ruleset)
    return fired.contains { rule in
      known[rule, default: []].contains { $0.utf8.elementsEqual(tag.utf8) }
    }
  }

  private func rules(of ruleset: Int64) throws(LogError) -> [String: [String]] {
    if let known = tags[ruleset] { return known }
    let digest = workspace.projections.regime(at: ruleset).digest
    let set = try RecordedRules(workspace).ruleSet(digest: digest)
    let known = Dictionary(
      (set?.rules ?? []).map { ($0.id, $0.tags) }, uniquingKeysWith: { first, _ in first })
    tags[ruleset] = known
    return known
  }
}
