import ModQEventLog
import ModQJudge

/// The judges of recorded rule sets, each made once: reading a rule set takes longer than everything else that explains
/// a verdict, and one comment after the other is explained by the same few.
package final class RecordedJudges {
  private let rules: RecordedRules
  /// By digest; nil inside for rule sets that the log has no files of.
  private var judges: [String: Judge?] = [:]

  package init(_ workspace: Workspace) {
    rules = RecordedRules(workspace)
  }

  /// The judge of the rule set with this digest; nil if its files are not in the log.
  func judge(digest: String?) throws(LogError) -> Judge? {
    guard let digest else { return nil }
    if let known = judges[digest] { return known }
    let judge = try rules.ruleSet(digest: digest).map { Judge($0) }
    judges[digest] = .some(judge)
    return judge
  }
}
