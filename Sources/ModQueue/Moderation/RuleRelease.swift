package import ModQEvent
package import ModQEventLog
package import ModQProjections

/// The release of a rule that was braked: it holds again from its entry on, and only what it does from there on can brake it
/// once more.
///
/// It is a `ruleset` entry that says which rules are in force, as they were, and which of them is released.
package struct RuleRelease: Sendable {
  package var entry: Entry
  /// The rule, and what it was braked for.
  package var trial: RuleTrial

  /// Releases the rule `id` of the rules that the log used last, in a transaction of its own; nil if it is not braked.
  ///
  /// The entry carries the time of the log's last comment, because what is watched is watched in event time.
  package static func run(
    of id: String, by moderator: String, reason: String?, at now: Timestamp, in workspace: Workspace
  ) throws(LogError) -> RuleRelease? {
    try workspace.transaction { () throws(LogError) in
      guard let trial = try workspace.projections.trialInForce(of: id), trial.braked != nil else {
        return nil
      }
      let last = try PreparedQuery(
        workspace.database,
        "SELECT at FROM \(workspace.layer.readName("comment")) ORDER BY seq DESC LIMIT 1")
      let at = try last.step() ? Timestamp(milliseconds: last.int(0)) : now
      last.reset()
      let engine = Engine(workspace)
      let entry = try engine.recordRelease(of: id, by: moderator, reason: reason, at: at, arrival: now)
      return RuleRelease(entry: entry, trial: trial)
    }
  }
}
