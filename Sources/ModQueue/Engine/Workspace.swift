package import GRDB
package import ModQEventLog
package import ModQProjections

/// A log with its projections, open: transactions that keep both in step.
///
/// Every write transaction takes the writers' lock, reads what other processes appended, and writes back what the folds
/// changed before it commits. What fails is rolled back whole.
package final class Workspace {
  package let file: LogFile
  private let connection: Database
  /// Makes the changes of a long input, where that is running.
  let behind = WriteBehind()
  /// Another process came to write since this one began: it has little use for a long write-ahead log.
  private var wasWaitedFor = false
  /// The commit before the one that comes next.
  private var lastCommit: ChangeMark?
  package let log: EventLog
  package let projections: Projections
  package let layer: Layer
  package private(set) var isInTransaction = false
  /// A commit failed, or may have: nobody knows what of it is on the disk.
  private var isUnsure = false
  /// What the write-ahead log had when the transaction began.
  private var writeAheadLogBytes: Int64 = 0

  private init(
    file: LogFile, database: Database, layer: Layer, memory: MemoryBounds = MemoryBounds()
  ) throws(LogError) {
    self.file = file
    connection = database
    self.layer = layer
    log = try EventLog(
      database, reading: layer.readName("event"), writing: layer.writeName("event"), behind: behind)
    projections = try Projections(database, layer: layer, log: log, memory: memory)
  }

  /// The connection, when all changes are made.
  package var database: Database {
    behind.settle()
    return connection
  }

  /// Opens the log at `path` for `access`, runs `body`, closes it.
  ///
  /// When reading, `body` sees the log as it is now; with `isFollowing` it sees what others write meanwhile, each time
  /// that it calls ``reading(_:)``. `patience` is for every wait for another process.
  package static func open<Result>(
    _ path: String, for access: LogFile.Access, isFollowing: Bool = false, patience: Patience = .silent,
    memory: MemoryBounds = MemoryBounds(), _ body: (Workspace) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    let file = try LogFile(path: path, for: access, patience: patience)
    let result = try file.use { (database) throws(LogError) in
      if try !ProjectionSchema.isCurrent(database) {
        guard access != .reading else { throw LogError.outdatedProjections(path: path) }
        try file.holdingLock { () throws(LogError) in
          try transact(database, "IMMEDIATE") { () throws(LogError) in
            guard try ProjectionSchema.prepareFile(database) else { return }
            // In the same transaction: whoever reads meanwhile, or after a crash, finds the old tables or the new ones
            // full, and never empty ones.
            let log = try EventLog(database)
            try log.synchronize()
            try Projections(database, layer: .file, log: log).synchronize()
          }
        }
      }
      let workspace = try Workspace(file: file, database: database, layer: .file, memory: memory)
      if access == .reading && !isFollowing {
        return try workspace.reading { () throws(LogError) in try body(workspace) }
      }
      // Which rule sets the log knows is asked before the first transaction.
      try workspace.reading { () throws(LogError) in }
      return try body(workspace)
    }
    try file.close()
    return result
  }

  /// Runs `body` on top of the log at `path` as it is now: what is appended and folded stays in temporary
  /// tables.
  ///
  /// A log that does not exist is an empty one, and is not made.
  package static func overlay<Result>(
    _ path: String, _ body: (Workspace) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    guard FileKind(path: path) != .missing else { return try inMemory(body) }
    let file = try LogFile(path: path, for: .reading)
    let result = try file.use { (database) throws(LogError) in
      guard try ProjectionSchema.isCurrent(database) else { throw LogError.outdatedProjections(path: path) }
      return try transact(database, "DEFERRED") { () throws(LogError) in
        try ProjectionSchema.makeOverlay(database)
        let workspace = try Workspace(file: file, database: database, layer: .overlay)
        try workspace.log.synchronize()
        try workspace.projections.synchronize()
        workspace.isInTransaction = true
        return try body(workspace)
      }
    }
    try file.close()
    return result
  }

  /// Runs `body` on an empty log in memory.
  package static func inMemory<Result>(
    _ body: (Workspace) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    let file = try LogFile()
    return try file.use { (database) throws(LogError) in
      _ = try ProjectionSchema.prepareFile(database)
      return try body(try Workspace(file: file, database: database, layer: .file))
    }
  }

  // MARK: Transactions

  /// Starts a write transaction, if none is open, in step with the log.
  ///
  /// On top of a log there is but the one it stands in. With `isLong` the changes of a file are made behind, from now until
  /// ``endWritingBehind()``.
  package func begin(isLong: Bool = false) throws(LogError) {
    guard !isInTransaction else { return }
    try file.takeLock()
    do throws(LogError) {
      writeAheadLogBytes = file.writeAheadLogBytes
      try execute(database, "BEGIN IMMEDIATE")
      isInTransaction = true
      behind.pause()
      try log.synchronize()
      // What was folded just now is not committed, and nobody keeps in mind that it is not.
      let isBehind = try !projections.synchronize() && isLong
      if isBehind && !file.place.isEmpty { try startBehind() }
    } catch {
      rollback()
      throw error
    }
  }

  private func startBehind() throws(LogError) {
    let pages = wasWaitedFor ? LogFile.checkpointPages : LogFile.longInputPages
    try behind.start(on: file, connection, longLogPages: pages)
  }

  /// Whether ``commitAndGoOn(with:)`` may be called: other processes, and a write-ahead log that they keep long, wait for a
  /// ``commit()``.
  var mayGoOn: Bool {
    behind.isRunning && !isWaitedFor && file.writeAheadLogBytes < LogFile.longInputBytes
  }

  /// Whether another process waits to write.
  var isWaitedFor: Bool {
    guard file.isWaitedFor else { return false }
    wasWaitedFor = true
    return true
  }

  /// Has everything since ``begin(isLong:)`` committed behind, in its turn, with what `projections` have changed, and begins the
  /// next transaction, which others can't come before.
  ///
  /// Waits for the commit before this one. What is returned is made when all is durable.
  func commitAndGoOn(with projections: Projections) throws(LogError) -> ChangeMark {
    do throws(LogError) {
      try file.requirePlace()
      try projections.flush()
      let commit = try behind.turnOver()
      lastCommit?.wait()
      try behind.requireMade()
      behind.nextTurn()
      lastCommit = commit
      writeAheadLogBytes = file.writeAheadLogBytes
      projections.changes.removeAll()
      projections.trim()
      return commit
    } catch {
      isUnsure = true
      rollback()
      throw error
    }
  }

  /// Whether changes are made behind at this moment.
  var isWritingBehind: Bool { behind.isRunning }

  /// Makes changes at once again.
  func endWritingBehind() { behind.stop() }

  /// Makes everything since ``begin(isLong:)`` durable: when this returns, it survives a power cut.
  package func commit() throws(LogError) {
    guard isInTransaction else { return }
    guard layer == .file else {
      projections.changes.removeAll()
      return
    }
    do throws(LogError) {
      try projections.flush()
    } catch {
      rollback()
      throw error
    }
    try commitOnly()
    projections.changes.removeAll()
    projections.trim()
  }

  /// Writes what the folds changed into the tables, without a commit, so that memory stays bounded in a long
  /// transaction.
  func writeBack() throws(LogError) {
    try projections.flush()
    projections.changes.removeAll()
    projections.trim()
  }

  /// Commits what stands in the tables, without writing back what this workspace's folds changed.
  func commitOnly() throws(LogError) {
    do throws(LogError) {
      behind.settle()
      try behind.requireMade()
      try execute(connection, "COMMIT")
    } catch {
      isUnsure = true
      rollback()
      throw error
    }
    behind.noteCommitted()
    lastCommit = nil
    isInTransaction = false
    file.keepWriteAheadLogShort(connection, since: writeAheadLogBytes)
    file.giveLockBack()
  }

  /// Takes back everything since ``begin(isLong:)``.
  package func rollback() {
    // The transaction that an overlay stands in is ended by who made it.
    guard layer == .file else { return }
    // One that was asked for may fail, or never be made.
    if lastCommit != nil { isUnsure = true }
    behind.abandon()
    lastCommit = nil
    if connection.isInsideTransaction { try? execute(connection, "ROLLBACK") }
    projections.discard()
    isInTransaction = false
    file.giveLockBack(isUnsure: isUnsure)
    isUnsure = false
  }

  /// Runs `body` in one write transaction.
  package func transaction<Result>(_ body: () throws(LogError) -> Result) throws(LogError) -> Result {
    try begin()
    let result: Result
    do throws(LogError) {
      result = try body()
    } catch {
      rollback()
      throw error
    }
    try commit()
    return result
  }

  /// Runs `body` on one unchanging state of the file, whatever others write meanwhile.
  package func reading<Result>(_ body: () throws(LogError) -> Result) throws(LogError) -> Result {
    try Workspace.transact(database, "DEFERRED") { () throws(LogError) in
      try self.log.synchronize()
      try self.projections.readState()
      return try body()
    }
  }

  private static func transact<Result>(
    _ database: Database, _ kind: String, _ body: () throws(LogError) -> Result
  ) throws(LogError) -> Result {
    try execute(database, "BEGIN \(kind)")
    do throws(LogError) {
      let result = try body()
      try execute(database, "COMMIT")
      return result
    } catch {
      if database.isInsideTransaction { try? execute(database, "ROLLBACK") }
      throw error
    }
  }
}

/// Runs one statement without parameters or rows.
func execute(_ database: Database, _ sql: String) throws(LogError) {
  do {
    try database.execute(sql: sql)
  } catch {
    throw LogError(error, path: database.path)
  }
}
