import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// The figures of all rules as the log recorded them: nothing is judged.
package enum RecordedFigures {
  /// The rules that ever fired, and those of the last rule set in the log, in the order of their ids.
  ///
  /// A rule has the status of that last rule set, none if it is not in it. Linear in the log; memory does not grow with
  /// it.
  package static func of(_ workspace: Workspace, scope: TuningScope = TuningScope()) throws(LogError)
    -> [RuleFigures]
  {
    let hits = try HitLedger(workspace.database)
    let judgements = try Judgements(workspace.projections)
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT seq, site, kind, at, target, verdict FROM \(workspace.layer.readName("event"))
      WHERE verdict IS NOT NULL AND kind <> 'decision' ORDER BY seq
      """)
    while try query.step() {
      let at = Timestamp(milliseconds: query.int(3))
      let site = query.string(1)
      guard scope.contains(site: site, at: at), let verdict = query.bytes(5).flatMap({ Verdict(json: $0) }),
        !verdict.reasons.isEmpty || !verdict.shadow.isEmpty
      else { continue }
      let seq = query.int(0)
      var (text, comment) = (seq, seq)
      if let target = query.optionalString(4) {
        guard let found = try workspace.log.seq(site: site, id: target) else { continue }
        comment = found
        if query.string(2) != EntryKind.edit.rawValue {
          text = try judgements.text(ofComment: comment, before: seq)
        }
      }
      try hits.note(
        verdict, text: text, at: at,
        judgement: try judgements.judgement(ofText: text, comment: comment))
    }
    let last = try RecordedRules(workspace).ruleSet(digest: workspace.projections.regime.digest)
    return try hits.figures(of: last?.rules ?? [])
  }
}
