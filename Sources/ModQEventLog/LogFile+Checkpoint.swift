package import GRDB

/// Moving the write-ahead log into the database (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
extension LogFile {
  /// Bytes of the write-ahead log from which on a commit waits for readers to begin it anew: twice what SQLite moves by
  /// itself, so that it comes to that only where readers kept it from beginning anew.
  static let leastLongLogBytes = 2 * checkpointBytes

  /// Longer than a portion takes that a long list is read in, or a page of the queue, and short beside what a writer waits for
  /// another one.
  private static let patienceMilliseconds = 200

  /// Begins the write-ahead log anew where it has grown long, and waits a little for readers of older states to end.
  ///
  /// SQLite itself does so only in a moment without readers, which never comes where each begins before another ends.
  /// Call after a commit, with the lock, outside of any transaction. Where readers stay, it is tried again after so much more was written.
  /// What else fails is left to whoever writes next, as SQLite leaves it after a commit: what was committed is durable where it
  /// stands.
  package func keepWriteAheadLogShort(_ database: Database) {
    guard !place.isEmpty, let bytes = fileBytes(place + "-wal"), bytes >= LogFile.leastLongLogBytes else {
      longLogBytes = LogFile.leastLongLogBytes
      return
    }
    guard bytes >= longLogBytes else { return }
    let isDone = try? checkpoint(database, "RESTART", patienceMilliseconds: LogFile.patienceMilliseconds)
    if isDone != true { longLogBytes = bytes + LogFile.checkpointBytes }
  }

  /// Runs a checkpoint that waits for readers; false if they did not end within `patienceMilliseconds`.
  func checkpoint(
    _ database: Database, _ mode: String, patienceMilliseconds: Int
  ) throws(LogError) -> Bool {
    try waiting(atMost: patienceMilliseconds) { () throws(LogError) in
      let checkpoint = try PreparedQuery(database, "PRAGMA wal_checkpoint(\(mode))")
      defer { checkpoint.reset() }
      return try checkpoint.step() && checkpoint.int(0) == 0
    }
  }
}
