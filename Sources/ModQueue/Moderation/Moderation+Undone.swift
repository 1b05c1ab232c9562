package import ModQEvent
import ModQEventLog
import ModQProjections

/// What an undo takes back, for whoever named none, or somebody else's.
extension Moderation {
  /// A decision, or several that were made together.
  package struct Undone: Sendable {
    package var verb: Decision.Verb
    /// What the first of them is about; nil after an erasure.
    package var target: Decision.Target?
    package var by: String
    package var at: Timestamp
    /// How many there are.
    package var count: Int
  }

  /// What stands behind the name that an undo found.
  func undone(_ found: Finder.Found) throws(LogError) -> Undone? {
    guard let latest = try workspace.projections.decisions.row(found.seq) else { return nil }
    var first = latest
    var count = 1
    if let batch = latest.batch, batch.utf8.elementsEqual(found.id.utf8) {
      let all = try PreparedQuery(
        workspace.database,
        """
        SELECT min(seq), count(*) FROM \(workspace.layer.readName("decision"))
        WHERE batch = ?1 AND site = ?2 AND undone = 0
        """)
      all.bind(1, batch)
      all.bind(2, latest.site)
      defer { all.reset() }
      if try all.step() {
        first = try workspace.projections.decisions.row(all.int(0)) ?? latest
        count = Int(all.int(1))
      }
    }
    var target: Decision.Target?
    if case .decision(let decision)? = try workspace.log.entry(first.seq)?.event?.action {
      target = decision.target
    }
    return Undone(verb: first.verb, target: target, by: first.by, at: first.at, count: count)
  }
}
