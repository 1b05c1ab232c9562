package import ModQEvent
package import ModQEventLog
import ModQProjections

/// What can be told of a log without reading its entries: its file, how far it is folded, what is left to do, and what
/// is wrong with it.
package struct Examination: Sendable {
  package var file: FileState
  package var entries: Int64
  /// Entries folded; nil where the projections are those of another version of modq.
  package var folded: Int64?
  package var unfinished: Erasure.Step?
  /// Events with private parts for longer than the policy keeps them and a ``Retention/step``; nil if it keeps them for ever.
  package var expired: Int64?
  package var checkpoint: FileMemo?
  /// What is wrong with the write-ahead log.
  package var lost: String?
  /// Tables of the projections that somebody took indexes away from.
  package var tablesWithoutIndexes: [String] = []
  package var problems: [Problem] = []

  /// Something to do about the log.
  package enum Problem: Sendable, Equatable {
    /// The permission bits let others read what is private.
    case readableByOthers
    case alteredGuards
    /// More is folded than there is.
    case entriesGone
    /// Commits in the write-ahead log can't be read any more; ``Examination/lost`` says where.
    case commitsLost
    case outdatedProjections
    /// What they answer is right, and slow.
    case indexesGone
    case erasureUnfinished
    case privatesExpired
    /// A reader that never ends keeps it from being emptied.
    case longWriteAheadLog
    /// Copies that never got their name: nobody will ask for them, and they hold all that the log held.
    case draftsLeft
    /// Not even twice the file is free, which it takes to write it anew.
    case littleSpace
  }

  /// A write-ahead log is emptied from 8,000 pages on, about 32 MB; a large commit may make it a few times that.
  private static let longLogBytes: Int64 = 256 << 20

  /// Looks at the log at `path` as of `now`.
  package init(_ path: String, at now: Timestamp) throws(LogError) {
    let file = try LogFile(path: path, for: .reading)
    let isCurrent: Bool
    (self.file, entries, checkpoint, unfinished, isCurrent) = try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      try log.synchronize()
      let erasure = try FileMemo.read(.erasure, in: database)
      return (
        try FileState(database, path: path), log.headSeq, try FileMemo.read(.checkpoint, in: database),
        erasure.map { Erasure.Step(rawValue: $0.value) ?? .fold }, try ProjectionSchema.isCurrent(database)
      )
    }
    try file.close()
    lost = try WriteAheadLogDamage.finding(path: path)
    if isCurrent {
      (folded, expired, tablesWithoutIndexes) = try Workspace.open(path, for: .reading) {
        (workspace) throws(LogError) in
        (
          workspace.projections.folded, try Examination.expired(in: workspace, at: now),
          try ProjectionSchema.tablesWithoutIndexes(workspace.database)
        )
      }
    }
    problems = found()
  }

  private static func expired(in workspace: Workspace, at now: Timestamp) throws(LogError) -> Int64? {
    // What is over by less waits for the rest of its day.
    guard let end = workspace.endOfPrivates(at: now.advanced(by: -Retention.step)) else { return nil }
    var search = try ErasureSearch(workspace)
    try search.addPrivates(before: end)
    return Int64(search.parts.count)
  }

  private func found() -> [Problem] {
    var problems: [Problem] = []
    if file.mode & 0o077 != 0 || !file.exposed.isEmpty { problems.append(.readableByOthers) }
    if !file.alteredGuards.isEmpty { problems.append(.alteredGuards) }
    if let folded, folded > entries { problems.append(.entriesGone) }
    if lost != nil { problems.append(.commitsLost) }
    if folded == nil { problems.append(.outdatedProjections) }
    if !tablesWithoutIndexes.isEmpty { problems.append(.indexesGone) }
    if unfinished != nil { problems.append(.erasureUnfinished) }
    if let expired, expired > 0 { problems.append(.privatesExpired) }
    if file.logBytes > Examination.longLogBytes { problems.append(.longWriteAheadLog) }
    if !file.drafts.isEmpty { problems.append(.draftsLeft) }
    if let free = file.freeBytes, free < 2 * file.bytes { problems.append(.littleSpace) }
    return problems
  }
}
