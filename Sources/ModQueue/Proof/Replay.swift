import ModQEvent
package import ModQEventLog
import ModQProjections

/// Rebuilding the projections from the log: the recorded verdicts are folded, nothing is judged.
package enum Replay {
  /// Entries folded in one transaction at most, and how long it takes in entries at most: what is folded then is written,
  /// and other writers have their turn.
  ///
  /// The more it is, the fewer times a page of an index is written that changes all over, and a row that changes often.
  private static let portion: Int64 = 50_000
  private static let patience = Duration.seconds(1)
  /// The same where another process waits to write.
  private static let shortPatience = Duration.milliseconds(100)
  /// After so many the clock is looked at.
  private static let step: Int64 = 1_000

  /// How often both are brought to one entry to be compared, where others append each time.
  private static let comparisons = 20

  /// What a replay came to.
  package struct Outcome: Sendable {
    /// Entries folded.
    package var entries: Int64
    /// Nil if none was asked for, others appended whenever the projections were to be compared, or another replay came to
    /// its end before.
    package var comparison: Comparison?
  }

  /// The projections in use and those made anew, both as of entry number `entries`, by their digests.
  package struct Comparison: Sendable {
    package var entries: Int64
    package var inUse: [String: String]
    package var rebuilt: [String: String]
  }

  /// Folds the whole log into tables beside those in use, and puts them in their place at the end.
  ///
  /// Until then the old ones stay usable, and other processes may append: what they add is folded too.
  /// `progress` is called with the number of the last folded entry and that of the last entry. With `comparing` both are
  /// compared before, as of one entry.
  package static func run(
    _ workspace: Workspace, comparing: Bool = false, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(LogError) -> Outcome {
    let log = try EventLog(workspace.database, behind: workspace.behind)
    defer { workspace.endWritingBehind() }
    let beside = try workspace.transaction { () throws(LogError) in
      let database = workspace.database
      try ProjectionSchema.makeBeside(database, generation: try ProjectionSchema.nextGeneration(database))
      return try Projections(database, layer: .beside, log: log)
    }
    var comparison: Comparison?
    // With the lock kept: nobody came in between.
    var isGoingOn = false
    var attempts = comparing ? comparisons : 0
    while true {
      var isToCompare = false
      try workspace.begin(isLong: true)
      do throws(LogError) {
        // Two replays at once fold into the same tables, made anew by the one that began last: whichever comes to the
        // end puts them in their place for both. By their generation the one that began first sees that what it has in
        // memory is of others, which may have been folded from bytes that were erased since.
        if !isGoingOn {
          guard try ProjectionSchema.hasBeside(workspace.database) else {
            try workspace.commitOnly()
            return Outcome(entries: workspace.projections.folded, comparison: comparison)
          }
          try log.synchronize()
          try beside.readState()
        }
        let (start, end) = (ContinuousClock.now, min(log.headSeq, beside.folded + portion))
        while beside.folded < end,
          ContinuousClock.now - start < (workspace.isWaitedFor ? shortPatience : patience)
        {
          try beside.catchUp(through: min(end, beside.folded + step))
        }
        isGoingOn = beside.folded < log.headSeq && workspace.mayGoOn
        if isGoingOn {
          _ = try workspace.commitAndGoOn(with: beside)
          progress(beside.folded, log.headSeq)
          continue
        }
        try beside.flush()
        let isAtEnd = beside.folded == log.headSeq
        isToCompare = isAtEnd && comparison == nil && attempts > 0
        if isAtEnd && !isToCompare { try ProjectionSchema.swapBeside(workspace.database) }
        try workspace.commitOnly()
        beside.trim()
        beside.changes.removeAll()
        progress(beside.folded, log.headSeq)
        if isAtEnd && !isToCompare { return Outcome(entries: beside.folded, comparison: comparison) }
      } catch {
        workspace.rollback()
        throw error
      }
      guard isToCompare else { continue }
      attempts -= 1
      comparison = try compare(workspace, beside)
    }
  }

  /// The digests of the projections in use and of those beside them in one state of the file; nil if somebody appended
  /// between their last entry and now.
  ///
  /// Linear in the projections. Others may write meanwhile.
  private static func compare(
    _ workspace: Workspace, _ beside: Projections
  ) throws(LogError) -> Comparison? {
    try workspace.reading { () throws(LogError) in
      guard try ProjectionSchema.hasBeside(workspace.database) else { return nil }
      try beside.readState()
      guard beside.folded == workspace.projections.folded else { return nil }
      return Comparison(
        entries: beside.folded,
        inUse: try ProjectionDigests.compute(workspace.database, layer: .file),
        rebuilt: try ProjectionDigests.compute(workspace.database, layer: .beside))
    }
  }

  /// How many of the entries up to `end`, of one site or of all, lost bytes to an erasure that came later: a copy of those
  /// entries alone lacks the digests that stand for them, and its chain can't be verified from the first of them on.
  package static func erasedLater(
    _ workspace: Workspace, than end: Int64, site: String? = nil
  ) throws(LogError) -> Int {
    let query = try PreparedQuery(
      workspace.database, "SELECT facts FROM event WHERE kind = 'erase' AND seq > ? ORDER BY seq")
    query.bind(1, end)
    var found: Set<Int64> = []
    while try query.step() {
      guard let facts = query.bytes(0), let json = try? JSONValue.parse(facts) else { continue }
      for item in json["entries"]?.array ?? [] {
        if let seq = item["seq"]?.integer, seq <= end { found.insert(seq) }
      }
    }
    if let site {
      for seq in found where try workspace.log.entry(seq)?.site.utf8.elementsEqual(site.utf8) != true {
        found.remove(seq)
      }
    }
    return found.count
  }

  /// Writes a new file at `path` with the entries up to `end` as they stand, and their projections.
  ///
  /// In one transaction: what is stopped half way leaves an empty log, which the next run may use, and never one that
  /// looks whole.
  package static func copy(
    _ workspace: Workspace, through end: Int64, into path: String
  ) throws(LogError) -> Int64 {
    try Workspace.open(path, for: .creating) { (copy) throws(LogError) in
      try copy.transaction { () throws(LogError) in
        guard copy.log.headSeq == 0 else {
          throw .io(path: path, why: "it is there already; a copy is made into a new file")
        }
        try workspace.log.forEach(after: 0, through: end) { (entry) throws(LogError) in
          try copy.restore(entry)
          if copy.log.headSeq % portion == 0 { try copy.writeBack() }
          return true
        }
        return copy.log.headSeq
      }
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
