package import ModQEventLog
import ModQProjections

/// Whether a log is what was appended to it, and its projections what follows from it.
package struct Verification: Sendable {
  package var chain: ChainReport
  /// What is wrong with the file itself, in SQLite's words.
  package var damage: [String]
  /// The log lost bytes that the projections still have: these cannot be equal before `Erasure.finish`.
  package var isErasureUnfinished: Bool
  /// By the name of the projection.
  package var projections: [(name: String, digest: String, rebuilt: String)]

  package var isOK: Bool {
    chain.isOK && damage.isEmpty && projections.allSatisfy { $0.digest == $0.rebuilt }
  }

  /// Walks along the chain, looks through the file, and folds the whole log anew in temporary tables to compare.
  ///
  /// Changes nothing. Nothing is folded from a chain that is broken or a file that is damaged.
  package init(_ workspace: Workspace) throws(LogError) {
    chain = try EventLog.verify(workspace.database)
    damage = try FileDamage.findings(workspace.database)
    isErasureUnfinished = try Erasure(workspace).nextStep() == .fold
    projections = []
    let folded = workspace.projections.folded
    if folded > chain.entries, chain.firstBad == nil {
      damage.append("\(folded) entries are folded and the log has but \(chain.entries)")
    }
    // What was written to while it was read looks changed.
    try workspace.file.requireUnchanged()
    guard chain.firstBad == nil, damage.isEmpty else { return }
    let stored = try ProjectionDigests.compute(workspace.database, layer: .file)
    try ProjectionSchema.makeScratch(workspace.database)
    let scratch = try Projections(workspace.database, layer: .scratch, log: workspace.log)
    try workspace.log.synchronize()
    // The projections may be behind: what was not folded yet is no fault.
    var next = Int64(0)
    while next < folded {
      next = min(folded, next + Verification.portion)
      try scratch.catchUp(through: next)
      try scratch.flush()
      scratch.trim()
      scratch.changes.removeAll()
    }
    let rebuilt = try ProjectionDigests.compute(workspace.database, layer: .scratch)
    try workspace.file.requireUnchanged()
    projections = stored.keys.sorted().map { ($0, stored[$0] ?? "", rebuilt[$0] ?? "") }
  }

  /// Entries folded before the rows are written to the temporary tables.
  private static let portion: Int64 = 10_000
}
