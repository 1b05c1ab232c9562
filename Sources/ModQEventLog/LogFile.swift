package import GRDB
import GRDBSQLite
import Glibc
import ModQEvent

/// The file that holds the log and its projections: opened, checked, locked for writing.
///
/// Writers sync every commit (`synchronous=FULL` in WAL mode), so that what was committed survives a power cut. Readers
/// never wait for writers.
package final class LogFile {
  /// As it was asked for.
  package let path: String
  /// Where it stands: files beside it have their names from there, by whatever link it is reached.
  package let place: String
  private let queue: DatabaseQueue
  private let lock: WriterLock?
  private let patience: Patience
  /// How long SQLite's own waits go on.
  private let limit = WaitLimit()
  private let identity: FileIdentity?
  /// Where it is only read, and nothing may be written beside it.
  private let settled: SettledFile?
  /// Nil where it is only read.
  private(set) var length: LogLength?

  /// What a file is opened for.
  package enum Access: Sendable {
    /// The file must be there; nothing is changed.
    case reading
    /// The file must be there.
    case writing
    /// The file is made if it is missing.
    case creating
  }

  /// Opens the log at `path`, brings an older schema up to date when writing.
  ///
  /// `patience` is for every wait until it is closed.
  package init(path: String, for access: Access, patience: Patience = .silent) throws(LogError) {
    self.path = path
    self.patience = patience
    switch FileKind(path: path) {
    case .directory: throw .io(path: path, why: "it is a directory")
    case .other: throw .io(path: path, why: "it is no regular file")
    case .missing where access == .creating && isLink(path):
      throw .io(path: path, why: "it is a link that leads nowhere")
    case .missing where access == .creating: try makePrivateFile(path: path)
    case .missing where mayNotBeReached(path): throw .io(path: path, why: systemError(EACCES))
    case .missing: throw .missing(path: path)
    case .file:
      let header = try FileHeader(path: path)
      if try !header.wasNeverMade(path: path) {
        try header.requireLog(path: path)
      } else if access == .reading {
        throw .notALog(path: path, why: "it is empty")
      }
    }
    identity = FileIdentity(path: path)
    guard access == .reading || identity != nil else { throw LogFile.gone(path) }
    place = standingPath(of: path)
    lock = access == .reading ? nil : try WriterLock(beside: place)
    settled = access == .reading ? SettledFile(path: path) : nil
    do {
      queue = try DatabaseQueue(
        path: settled?.uri ?? LogFile.plainName(path),
        configuration: LogFile.configuration(
          isReadOnly: access == .reading, cacheKilobytes: 65_536, patience, limit))
    } catch {
      throw LogFile.blocked(LogError(error, path: path), for: access)
    }
    switch access {
    case .reading:
      let version: Int
      do throws(LogError) {
        version = try use { (database) throws(LogError) in try self.check(database) }
      } catch {
        throw LogFile.blocked(error, for: access)
      }
      guard version > 0 else { throw .notALog(path: path, why: "it is empty") }
    case .writing, .creating: try prepareForWriting()
    }
  }

  private static func configuration(
    isReadOnly: Bool, cacheKilobytes: Int, _ patience: Patience, _ limit: WaitLimit
  ) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .callback { patience.atMost(limit.milliseconds).wait(afterSteps: $0) }
    configuration.label = "modq"
    // Where there is no memory left to roll back, closing the file does it: GRDB would trap before anything is said.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -\(cacheKilobytes)")
    }
    return configuration
  }

  /// Another connection to this file, for reading what was committed last.
  func secondConnection() throws -> DatabaseQueue {
    try DatabaseQueue(
      path: LogFile.plainName(path),
      configuration: LogFile.configuration(isReadOnly: true, cacheKilobytes: 16_384, patience, limit))
  }

  /// What `error` is where SQLite may not make the files beside a log that it takes to read its write-ahead log.
  private static func blocked(_ error: LogError, for access: Access) -> LogError {
    guard access == .reading, case .io(let path, _) = error else { return error }
    let place = standingPath(of: path)
    guard SettledFile.isOutOfReach(place), fileBytes(place + "-wal") ?? 0 > 0 else { return error }
    return .unsettled(path: place)
  }

  /// `path` as a name that SQLite takes for a file, whatever it is: `:memory:` is none to it, and `file:x` is another
  /// (https://www.sqlite.org/uri.html), which our lock would not stand beside.
  private static func plainName(_ path: String) -> String {
    path.hasPrefix("/") ? path : "./" + path
  }

  /// A log in memory, empty, for what must leave no trace; with an older schema, if that is wanted to compare with.
  package init(version: Int = Schema.version) throws(LogError) {
    path = ""
    place = ""
    patience = .silent
    lock = nil
    identity = nil
    settled = nil
    do {
      queue = try DatabaseQueue()
      try queue.writeWithoutTransaction { try Schema.migrate($0, from: 0, to: version) }
    } catch {
      throw LogError(error, path: "")
    }
  }

  /// How long a close waits for another process: all is committed, and what it would tidy up can be left to that one, which
  /// has more to do than one decision if it takes longer.
  private static let closingMilliseconds = 50

  /// Pages in the write-ahead log from which on it is moved into the database: 32 MB.
  ///
  /// A commit of some hundred events changes a thousand pages all over the indexes, mostly the same ones as the commit before.
  /// With SQLite's 1,000 nearly every commit would move them, and sync twice.
  package static let checkpointPages = 8_000
  /// The same beside a long input, as long as nobody else writes: the longer it is, the fewer times a page is moved that every
  /// group changes, and the more has whoever opens the file to write again.
  package static let longInputPages = 32_000
  /// The same in bytes.
  static let checkpointBytes = Int64(checkpointPages) * pageBytes
  static let pageBytes: Int64 = 4_096

  /// Closes the file.
  ///
  /// The last connection moves the WAL into the database, under the lock. Where another process keeps that, the connection
  /// is left to the end of this process, which moves nothing.
  package func close() throws(LogError) {
    do throws(LogError) {
      try takeLock(patience.atMost(LogFile.closingMilliseconds))
    } catch .busy {
      _ = Unmanaged.passRetained(queue)
      return
    } catch {
      throw error
    }
    do {
      try queue.close()
    } catch {
      giveLockBack(isUnsure: true)
      throw LogError(error, path: path)
    }
    giveLockBack()
    try requireUnchanged()
  }

  /// Runs `body` with the connection, outside of any transaction.
  package func use<Result>(_ body: (Database) throws(LogError) -> Result) throws(LogError) -> Result {
    do {
      return try queue.writeWithoutTransaction { try body($0) }
    } catch {
      // What was written to meanwhile looks damaged.
      try requireUnchanged()
      throw LogError(error, path: path)
    }
  }

  /// Requires of a log that is read without locks that nobody wrote to it so far.
  package func requireUnchanged() throws(LogError) { try settled?.requireUnchanged() }

  /// Runs `body` with SQLite's own waits cut short.
  func waiting<Result>(
    atMost milliseconds: Int, _ body: () throws(LogError) -> Result
  ) throws(LogError) -> Result {
    limit.milliseconds = milliseconds
    defer { limit.milliseconds = .max }
    return try body()
  }

  /// Runs `body` while no other process writes.
  package func holdingLock<Result>(_ body: () throws(LogError) -> Result) throws(LogError) -> Result {
    try takeLock()
    let result: Result
    do throws(LogError) {
      result = try body()
    } catch {
      giveLockBack(isUnsure: true)
      throw error
    }
    giveLockBack()
    return result
  }

  /// Waits until no other process writes, and keeps others from it until ``giveLockBack()``.
  ///
  /// Fails when another file, or none, has taken the place of this one: what is written to it would be lost, though every
  /// commit succeeds.
  package func takeLock() throws(LogError) {
    try takeLock(patience)
  }

  private func takeLock(_ patience: Patience) throws(LogError) {
    guard let lock else { return }
    try lock.take(patience)
    do throws(LogError) {
      try requirePlace()
      guard lock.isLeftOver else { return }
      // A process whose sync failed may have left commits that every read finds and no disk has: the kernel takes such
      // pages for clean, and a later sync says that all is well
      // (https://www.usenix.org/system/files/atc20-rebello.pdf). Written once more they are synced in earnest, before
      // anybody tells of them, appends behind them or moves them into the database. The lock keeps other writers away,
      // and readers read the same bytes.
      try rewriteFile(path: place + "-wal")
      lock.noteMended()
    } catch {
      lock.giveBack(isUnsure: true)
      throw error
    }
  }

  /// Requires that the file is still the one that stands at ``path``.
  package func requirePlace() throws(LogError) {
    guard identity == nil || FileIdentity(path: path) == identity else {
      throw LogFile.gone(path)
    }
  }

  private static func gone(_ path: String) -> LogError {
    .io(path: path, why: "it was moved, deleted or replaced while it was open")
  }

  /// Whether another process waits to write, while this one holds the lock.
  package var isWaitedFor: Bool { lock?.isWaitedFor ?? false }

  /// Ends one ``takeLock()``; without one it does nothing.
  ///
  /// With `isUnsure` a commit has failed meanwhile, or may have: who comes next makes durable what it left.
  package func giveLockBack(isUnsure: Bool = false) {
    lock?.giveBack(isUnsure: isUnsure)
  }

  private func prepareForWriting() throws(LogError) {
    try use { (database) throws(LogError) in
      // GRDB's are for its observers, of which there are none, and trap on another thread than its own.
      sqlite3_commit_hook(database.sqliteConnection, nil, nil)
      sqlite3_rollback_hook(database.sqliteConnection, nil, nil)
      // Nobody who only has to open a log waits for whoever writes to it.
      if try !self.isPrepared(database) {
        try self.holdingLock { () throws(LogError) in try self.prepare(database) }
      }
      do {
        // GRDB would set NORMAL, under which a power cut loses what was committed since the last checkpoint.
        try database.execute(
          sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = \(LogFile.checkpointBytes)")
      } catch {
        throw LogError(error, path: self.path)
      }
      try self.readBack(database, "journal_mode", is: "wal")
      try self.readBack(database, "synchronous", is: "2")
      self.length = LogLength(of: database)
    }
  }

  private func isPrepared(_ database: Database) throws(LogError) -> Bool {
    guard try check(database) == Schema.version else { return false }
    return try value(of: "journal_mode", database) == "wal"
  }

  /// Makes the tables of an empty file, and brings an older schema up to date.
  private func prepare(_ database: Database) throws(LogError) {
    let found = try check(database)
    do {
      // Only a file without tables yet takes a page size.
      if found == 0 { try database.execute(sql: "PRAGMA page_size = \(LogFile.pageBytes)") }
      // The file remembers its journal, but copies by other tools (VACUUM INTO) do not.
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      if found < Schema.version { try Schema.migrate(database, from: found) }
    } catch {
      throw LogError(error, path: path)
    }
  }

  private func readBack(_ database: Database, _ name: String, is wanted: String) throws(LogError) {
    let found = try value(of: name, database)
    guard found == wanted else {
      throw .io(path: path, why: "PRAGMA \(name) is \(found), not \(wanted): commits would not be durable")
    }
  }

  private func value(of pragma: String, _ database: Database) throws(LogError) -> String {
    let query = try PreparedQuery(database, "PRAGMA \(pragma)")
    defer { query.reset() }
    return try query.step() ? query.string(0) : ""
  }

  /// The schema's version; 0 for an empty file.
  ///
  /// Refuses what is not a modq log that this program knows.
  @discardableResult
  private func check(_ database: Database) throws(LogError) -> Int {
    func number(_ sql: String) throws(LogError) -> Int64 {
      let query = try PreparedQuery(database, sql)
      defer { query.reset() }
      return try query.step() ? query.int(0) : 0
    }
    let application = try number("PRAGMA application_id")
    let version = Int(try number("PRAGMA user_version"))
    let isEmpty = try number("SELECT count(*) FROM sqlite_schema") == 0
    if isEmpty && application == 0 && version == 0 { return 0 }
    guard application == Int64(Schema.applicationID) else {
      throw .notALog(path: path, why: "its application_id is \(application), which is another program's")
    }
    guard version <= Schema.version else {
      throw .newerSchema(path: path, found: version, known: Schema.version)
    }
    return version
  }
}
