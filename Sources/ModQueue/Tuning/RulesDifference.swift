package import ModQEventLog
package import ModQJudge
import ModQProjections

/// Two directories of rules tried side by side on the whole log, each with standing and counters as its own policy gives
/// them.
///
/// As with a ``Backtest`` each text is judged by what was known when it came, nothing is written to the file, and the
/// time budget of matching is switched off.
package struct RulesDifference {
  private let workspace: Workspace
  private let comparison: TextComparison
  /// The counts of the second directory, beside the first as what was before.
  package let summary: TuningSummary

  /// Runs both over the log of `workspace`, which is open for reading; `progress` is as for a backtest.
  ///
  /// What the policies have in common is folded once if they are the same.
  package init(
    _ workspace: Workspace, from old: RuleSet, to new: RuleSet, scope: TuningScope = TuningScope(),
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(LogError) {
    self.workspace = workspace
    let oldFold = try Refold(workspace, policy: old.policy, number: 1)
    let newFold = old.policy == new.policy ? oldFold : try Refold(workspace, policy: new.policy, number: 2)
    func side(_ rules: RuleSet, _ refold: Refold) -> TextComparison.Side {
      .trial(Trial(workspace, RuleBook(rules, mode: MatchMode(budget: false)), on: refold))
    }
    comparison = try TextComparison(
      workspace, left: side(old, oldFold), right: side(new, newFold),
      refolds: oldFold === newFold ? [oldFold] : [oldFold, newFold], scope: scope)
    try comparison.run(progress: progress)
    var summary = TuningSummary()
    summary.add(comparison.totals)
    try comparison.opinions.visit { (row) throws(LogError) in
      summary.add(row)
      return true
    }
    self.summary = summary
  }

  /// Every text on which they differ, in the order of the log, until `body` answers false.
  package func visit(_ body: (Difference) throws(LogError) -> Bool) throws(LogError) {
    try comparison.opinions.visit { (row) throws(LogError) in
      guard let difference = try Difference(row, in: workspace) else { return true }
      return try body(difference)
    }
  }
}
