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

  /// Whether a rule that fired on `comment` had this tag then.
  func has(_ tag: String, _ comment: CommentSummary) throws(LogError) -> Bool {
    guard !comment.rules.isEmpty else { return false }
    let known = try rules(of: comment.ruleset)
    return comment.rules.contains { rule in
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
