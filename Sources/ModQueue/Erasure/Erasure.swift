package import ModQEvent
package import ModQEventLog
import ModQProjections

/// Erases what was said: out of the log, then out of everything in its files that was made of it.
///
/// First the bytes go and the log says so, in one transaction. What is left to do is remembered in the file until it is
/// done, so that an erasure which was stopped can be finished: the projections are folded anew, which makes them what the
/// remaining bytes give; then the file is written anew, and the write-ahead log emptied.
package struct Erasure {
  private let workspace: Workspace

  package init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// What comes next of an erasure whose bytes are out of the log.
  package enum Step: String, Sendable {
    /// The projections still have names of theirs.
    case fold
    /// Free pages may have them.
    case vacuum
    /// The write-ahead log may have them.
    case checkpoint
  }

  /// What was erased.
  package struct Made: Sendable {
    /// The `erase` entries.
    package var entries: [Entry] = []
    package var scope: ErasureScope
    /// Lines in the table of what was refused, which went with it.
    package var refusals: Int64 = 0
  }

  /// Erases what `target` names in the log as it is now, and nothing else yet: ``finish(patienceMilliseconds:_:)`` has to
  /// follow.
  ///
  /// All in one transaction. All refused lines go too, since nothing tells who speaks in a line that could not be read; with
  /// private parts only those that came last before their time. Linear in the log.
  package func erase(
    _ target: ErasureScope.Target, site: String?, warrant: Eraser.Warrant, at now: Timestamp
  ) throws(LogError) -> Result<Made, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      let scope: ErasureScope
      switch try ErasureScope.find(target, site: site, in: workspace) {
      case .success(let found): scope = found
      case .failure(let failure): return .failure(failure)
      }
      var made = Made(scope: scope)
      let engine = Engine(workspace)
      let eraser = try Eraser(workspace.database, log: workspace.log)
      // Pages that are freed from here on are overwritten, should the rest never come.
      try PreparedQuery(workspace.database, "PRAGMA secure_delete = ON").run()
      for start in stride(from: 0, to: scope.parts.count, by: Eraser.portion) {
        let portion = Array(scope.parts[start..<min(start + Eraser.portion, scope.parts.count)])
        let id = try engine.ownID("erase", site: "")
        guard let entry = try eraser.erase(portion, id: id, warrant: warrant, at: now) else { continue }
        try workspace.projections.apply(entry)
        made.entries.append(entry)
      }
      if let end = target.end {
        try FileMemo(seq: workspace.log.headSeq, at: now, value: end.rfc3339)
          .write(.retention, in: workspace.database)
      } else if made.entries.isEmpty {
        return .success(made)
      }
      made.refusals = try deleteRefusals(before: target.end)
      if target.end == nil {
        // A classifier that was fitted to the texts is fitted anew without them when one is needed.
        try PreparedQuery(workspace.database, "DROP TABLE IF EXISTS classifier").run()
      }
      if let last = made.entries.last {
        try remember(.fold, of: last.seq, at: now)
      } else if made.refusals > 0, try nextStep() != .fold {
        try remember(.vacuum, of: workspace.log.headSeq, at: now)
      }
      return .success(made)
    }
  }

  /// Erases the lines that were refused, of which the log knows nothing; ``finish(patienceMilliseconds:_:)`` has to follow.
  package func eraseRefusals(at now: Timestamp) throws(LogError) -> Made {
    try workspace.transaction { () throws(LogError) in
      try PreparedQuery(workspace.database, "PRAGMA secure_delete = ON").run()
      let made = Made(scope: ErasureScope(), refusals: try deleteRefusals(before: nil))
      // An erasure that another process began meanwhile has more to do, and does this as well.
      if try nextStep() != .fold { try remember(.vacuum, of: workspace.log.headSeq, at: now) }
      return made
    }
  }

  /// How many refused lines are kept; with `end`, of those that came last before that.
  package func refusals(before end: Timestamp? = nil) throws(LogError) -> Int64 {
    let query = try PreparedQuery(
      workspace.database, "SELECT count(*) FROM refusal WHERE ?1 IS NULL OR last_at < ?1")
    query.bind(1, end?.milliseconds)
    defer { query.reset() }
    return try query.step() ? query.int(0) : 0
  }

  /// Deletes them, and says how many they were.
  private func deleteRefusals(before end: Timestamp?) throws(LogError) -> Int64 {
    let query = try PreparedQuery(workspace.database, "DELETE FROM refusal WHERE ?1 IS NULL OR last_at < ?1")
    query.bind(1, end?.milliseconds)
    try query.run()
    return Int64(query.changedRows)
  }

  private func remember(_ step: Step, of seq: Int64, at now: Timestamp) throws(LogError) {
    try FileMemo(seq: seq, at: now, value: step.rawValue).write(.erasure, in: workspace.database)
  }

  /// What is left to do; nil if nothing is.
  package func nextStep() throws(LogError) -> Step? {
    try FileMemo.read(.erasure, in: workspace.database).map { Step(rawValue: $0.value) ?? .fold }
  }

  /// Does what is left to do; false if readers of an older state kept the write-ahead log for so long.
  ///
  /// Linear in the log and in the file. Other processes may write meanwhile, but for the time that the file is written
  /// anew. Call outside of any transaction.
  package func finish(
    patienceMilliseconds: Int = 5_000, _ progress: (Step, Int64, Int64) -> Void = { _, _, _ in }
  ) throws(LogError) -> Bool {
    while let memo = try FileMemo.read(.erasure, in: workspace.database) {
      let step = Step(rawValue: memo.value) ?? .fold
      progress(step, 0, 0)
      switch step {
      case .fold:
        _ = try Replay.run(workspace) { progress(.fold, $0, $1) }
        try advance(from: memo, to: .vacuum)
      case .vacuum:
        try workspace.file.vacuum(workspace.database)
        try advance(from: memo, to: .checkpoint)
      case .checkpoint:
        guard
          try workspace.file.emptyWriteAheadLog(
            workspace.database, patienceMilliseconds: patienceMilliseconds)
        else { return false }
        try advance(from: memo, to: nil)
      }
    }
    return true
  }

  /// Remembers that a step is done, unless another erasure began meanwhile: then all has to be done for that one.
  private func advance(from memo: FileMemo, to next: Step?) throws(LogError) {
    try workspace.transaction { () throws(LogError) in
      guard try FileMemo.read(.erasure, in: workspace.database) == memo else { return }
      guard let next else { return try FileMemo.remove(.erasure, in: workspace.database) }
      try FileMemo(seq: memo.seq, at: memo.at, value: next.rawValue).write(.erasure, in: workspace.database)
    }
  }
}
