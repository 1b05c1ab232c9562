package import ModQEventLog
package import ModQJudge
import ModQProjections

/// A directory of rules, its policy included, tried on the whole log: what it would have said, beside what was said and
/// what humans decided.
///
/// Each text is judged by what was known when it came: the standing of its author, counters, votes and reports are folded
/// anew under this directory's policy. What was published and decided is taken as recorded. Nothing is written to the
/// file. The time budget of matching is switched off, so that the same log and directory give the same figures.
package struct Backtest: Sendable {
  /// In the order of their ids, those without a hit included.
  package var rules: [RuleFigures]
  package var summary: TuningSummary
  /// The latest that would be caught and were not, in the order of the log.
  package var newlyCaught: [Difference]
  /// The latest that were caught and would not be, in the order of the log.
  package var newlyReleased: [Difference]

  /// Runs over the log of `workspace`, which is open for reading.
  ///
  /// `samples` bounds each of the lists of comments. `progress` is called with the number of the last entry looked at and
  /// that of the last entry. Time is about that of an ingest; memory does not grow with the log.
  package init(
    _ workspace: Workspace, _ ruleSet: RuleSet, scope: TuningScope = TuningScope(), samples: Int = 10,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(LogError) {
    let refold = try Refold(workspace, policy: ruleSet.policy, number: 1)
    let trial = Trial(workspace, RuleBook(ruleSet, mode: MatchMode(budget: false)), on: refold)
    let comparison = try TextComparison(
      workspace, left: .recorded, right: .trial(trial), refolds: [refold], scope: scope)
    try comparison.run(progress: progress)
    var summary = TuningSummary()
    summary.add(comparison.totals)
    var latest: [Difference.Change: [OpinionLedger.Row]] = [:]
    try comparison.opinions.visit { (row) throws(LogError) in
      summary.add(row)
      if let change = Difference.Change(from: row.left.outcome, to: row.right.outcome) {
        latest[change, default: []].append(row)
        // Cut in portions: a removal at the front moves all the rest.
        if latest[change, default: []].count > 2 * samples + 100 {
          latest[change] = latest[change].map { Array($0.suffix(samples)) }
        }
      }
      return true
    }
    func texts(_ change: Difference.Change) throws(LogError) -> [Difference] {
      var found: [Difference] = []
      for row in latest[change, default: []].suffix(samples) {
        if let difference = try Difference(row, in: workspace) { found.append(difference) }
      }
      return found
    }
    self.summary = summary
    rules = try comparison.hits.figures(of: ruleSet.rules)
    newlyCaught = try texts(.caught)
    newlyReleased = try texts(.released)
  }
}
