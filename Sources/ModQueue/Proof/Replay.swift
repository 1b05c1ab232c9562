package import ModQEventLog
import ModQProjections

/// Rebuilding the projections from the log: the recorded verdicts are folded, nothing is judged.
package enum Replay {
  /// Entries folded in one transaction: other writers wait no longer than that takes.
  private static let portion: Int64 = 10_000

  /// Folds the whole log into tables beside those in use, and puts them in their place at the end.
  ///
  /// Until then the old ones stay usable, and other processes may append: what they add is folded too.
  /// `progress` is called with the number of the last folded entry and that of the last entry. Gives the number of entries
  /// folded.
  package static func run(
    _ workspace: Workspace, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(LogError) -> Int64 {
    let database = workspace.database
    var generation: Int64 = 0
    try workspace.transaction { () throws(LogError) in
      generation = try ProjectionSchema.nextGeneration(database)
      try ProjectionSchema.makeBeside(database, generation: generation)
    }
    let log = try EventLog(database)
    let beside = try Projections(database, layer: .beside, log: log)
    while true {
      try workspace.begin()
      do throws(LogError) {
        try log.synchronize()
        try beside.readState()
        try beside.catchUp(through: min(log.headSeq, beside.folded + portion))
        try beside.flush()
        let isDone = beside.folded == log.headSeq
        if isDone { try ProjectionSchema.swapBeside(database, generation: generation) }
        try workspace.commitOnly()
        beside.trim()
        beside.changes.removeAll()
        progress(beside.folded, log.headSeq)
        if isDone { return beside.folded }
      } catch {
        workspace.rollback()
        throw error
      }
    }
  }

  /// Writes a new file at `path` with the entries up to `end` as they stand, and their projections.
  package static func copy(_ workspace: Workspace, through end: Int64, into path: String) throws(LogError)
    -> Int64
  {
    guard FileKind(path: path) == .missing else {
      throw .io(path: path, why: "it is there already; a copy is made into a new file")
    }
    return try Workspace.open(path, for: .creating) { (copy) throws(LogError) in
      var count: Int64 = 0
      try workspace.log.forEach(after: 0, through: end) { (entry) throws(LogError) in
        try copy.begin()
        try copy.restore(entry)
        count += 1
        if count % portion == 0 { try copy.commit() }
        return true
      }
      try copy.begin()
      try copy.commit()
      return count
    }
  }
}

extension Workspace {
  /// Appends `entry` as it stands and folds it.
  ///
  /// Call in a transaction.
  package func restore(_ entry: Entry) throws(LogError) {
    try log.restore(entry)
    try projections.apply(entry)
  }
}
