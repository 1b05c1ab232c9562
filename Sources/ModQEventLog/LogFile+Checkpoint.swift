package import GRDB

/// Moving the write-ahead log into the database (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
extension LogFile {
  /// Bytes of the write-ahead log from which on a commit waits for readers to begin it anew: twice what SQLite moves by
  /// itself, so that it comes to that only where readers kept it from beginning anew.
  package static let longLogBytes = 2 * checkpointBytes
  /// The same beside a long input, of which readers of other processes keep more.
  package static let longInputBytes = 2 * Int64(longInputPages) * pageBytes

  /// Longer than a portion takes that a long list is read in, or a page of the queue, and short beside what a writer waits
  /// for another one.
  private static let patienceMilliseconds = 200

  /// The size of the write-ahead log in bytes.
  package var writeAheadLogBytes: Int64 { place.isEmpty ? 0 : fileBytes(place + "-wal") ?? 0 }

  /// Moves the write-ahead log into the database where a commit has made it long, which is left to whoever waits to write, if
  /// somebody does; where readers keep it from beginning anew, waits a little for those of older states to end.
  ///
  /// SQLite itself begins it anew only in a moment without readers, which never comes where each begins before another ends.
  /// It had `bytesBefore` before the commit: where readers stay, only the commit is held up by them with which it grows by
  /// another step. Call with the lock, outside of any transaction. What else fails is left to whoever writes next, as SQLite
  /// leaves it after a commit: what was committed is durable where it stands.
  package func keepWriteAheadLogShort(_ database: Database, since bytesBefore: Int64) {
    if let length, length.pages >= LogFile.checkpointPages, !isWaitedFor {
      _ = try? checkpoint(database, "PASSIVE", patienceMilliseconds: 0)
    }
    let bytes = writeAheadLogBytes
    guard bytes >= LogFile.longLogBytes,
      bytes / LogFile.checkpointBytes > bytesBefore / LogFile.checkpointBytes
    else { return }
    _ = try? checkpoint(database, "RESTART", patienceMilliseconds: LogFile.patienceMilliseconds)
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
