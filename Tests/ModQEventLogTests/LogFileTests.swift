import Foundation
import GRDB
import ModQEvent
import Testing

@testable import ModQEventLog

/// What is opened, what is refused, and how safely.
struct LogFileTests {
  // MARK: What is no log

  static let accesses: [LogFile.Access] = [.reading, .writing, .creating]

  @Test(arguments: accesses)
  func aFolderIsRefused(access: LogFile.Access) throws {
    let log = try LogFolder()
    try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: false)
    #expect(
      log.failure { _ = try LogFile(path: log.path, for: access) }
        == #"io(path: "…/modq.db", why: "it is a directory")"#)
  }

  @Test(arguments: accesses)
  func aPipeIsRefusedWithoutWaitingForItsOtherEnd(access: LogFile.Access) throws {
    let log = try LogFolder()
    try #require(mkfifo(log.path, 0o600) == 0)
    #expect(
      log.failure { _ = try LogFile(path: log.path, for: access) }
        == #"io(path: "…/modq.db", why: "it is no regular file")"#)
  }

  /// As a power cut leaves it after the first page was written and not synced: its first sector is not there, others are, and
  /// the journal says that the file was empty.
  @Test(arguments: accesses)
  func aFileThatWasNeverMadeIsAnEmptyOne(access: LogFile.Access) throws {
    let log = try LogFolder()
    let page = Data(count: 512) + Data(repeating: 7, count: 3_584)
    try page.write(to: URL(fileURLWithPath: log.path))
    var journal = Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
    // Records, a number for checksums, pages before, bytes of a sector, bytes of a page.
    for number in [0, 0x1234_5678, 0, 512, 4_096] as [UInt32] {
      withUnsafeBytes(of: number.bigEndian) { journal.append(contentsOf: $0) }
    }
    journal.append(Data(count: 512 - journal.count))
    try journal.write(to: URL(fileURLWithPath: log.path + "-journal"))
    guard access != .reading else {
      #expect(
        log.failure { _ = try LogFile(path: log.path, for: access) }
          == #"notALog(path: "…/modq.db", why: "it is empty")"#)
      #expect(try Data(contentsOf: URL(fileURLWithPath: log.path)) == page)
      return
    }
    let file = try LogFile(path: log.path, for: access)
    try file.close()
    try log.append([.comment("c1", "hello")])
    #expect(try log.verify().entries == 1)
    // Where pages were before, it is somebody's, and stays as it is.
    let other = try LogFolder()
    journal[19] = 1
    try page.write(to: URL(fileURLWithPath: other.path))
    try journal.write(to: URL(fileURLWithPath: other.path + "-journal"))
    #expect(
      other.failure { _ = try LogFile(path: other.path, for: access) }
        == #"notALog(path: "…/modq.db", why: "it is no SQLite file")"#)
    #expect(try Data(contentsOf: URL(fileURLWithPath: other.path)) == page)
  }

  @Test(arguments: accesses)
  func aTextFileIsRefusedAndStaysAsItIs(access: LogFile.Access) throws {
    let log = try LogFolder()
    let text = Data(String(repeating: "Dear diary, this is no database.\n", count: 200).utf8)
    try text.write(to: URL(fileURLWithPath: log.path))
    #expect(
      log.failure { _ = try LogFile(path: log.path, for: access) }
        == #"notALog(path: "…/modq.db", why: "it is no SQLite file")"#)
    #expect(try Data(contentsOf: URL(fileURLWithPath: log.path)) == text)
  }

  static let strangers: [(sql: String, failure: String)] = [
    (
      "CREATE TABLE photo (id INTEGER)",
      #"notALog(path: "…/modq.db", why: "its application_id is 0, which is another program\'s")"#
    ),
    (
      "PRAGMA application_id = 1196437808; CREATE TABLE photo (id INTEGER)",
      #"notALog(path: "…/modq.db", why: "its application_id is 1196437808, which is another program\'s")"#
    ),
    (
      "PRAGMA application_id = 5",
      #"notALog(path: "…/modq.db", why: "its application_id is 5, which is another program\'s")"#
    ),
    (
      "PRAGMA application_id = \(0x6D6F_6471); PRAGMA user_version = \(Schema.version + 1); CREATE TABLE event (x)",
      #"newerSchema(path: "…/modq.db", found: \#(Schema.version + 1), known: \#(Schema.version))"#
    ),
  ]

  @Test(arguments: strangers.indices, accesses)
  func anotherProgramsOrALaterFileIsRefusedAndStaysAsItIs(index: Int, access: LogFile.Access) throws {
    let (sql, failure) = LogFileTests.strangers[index]
    let log = try LogFolder()
    try log.tamper(sql)
    let before = try Data(contentsOf: URL(fileURLWithPath: log.path))
    #expect(log.failure { _ = try LogFile(path: log.path, for: access) } == failure)
    #expect(try Data(contentsOf: URL(fileURLWithPath: log.path)) == before)
  }

  @Test func anEmptyFileIsNoLogToReadButBecomesOne() throws {
    let log = try LogFolder()
    try Data().write(to: URL(fileURLWithPath: log.path))
    #expect(
      log.failure { _ = try LogFile(path: log.path, for: .reading) }
        == #"notALog(path: "…/modq.db", why: "it is empty")"#)
    try LogFile(path: log.path, for: .writing).close()
    #expect(try log.raw("PRAGMA user_version") == String(Schema.version))
    try LogFile(path: log.path, for: .reading).close()
  }

  @Test func aMissingFileIsMadeOnlyWhereThatWasAskedFor() throws {
    let log = try LogFolder()
    for access in [LogFile.Access.reading, .writing] {
      #expect(
        log.failure { _ = try LogFile(path: log.path, for: access) } == #"missing(path: "…/modq.db")"#)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: log.folder) == [])
    try LogFile(path: log.path, for: .creating).close()
    try LogFile(path: log.path, for: .reading).close()
  }

  @Test func aFolderThatIsNotThereIsReported() throws {
    let log = try LogFolder()
    #expect(
      log.failure { _ = try LogFile(path: log.folder + "/none/modq.db", for: .creating) }
        == #"io(path: "…/none/modq.db", why: "No such file or directory")"#)
  }

  // MARK: Durable and private

  @Test func everyWritingOpenSyncsEachCommit() throws {
    let log = try LogFolder()
    for access in [LogFile.Access.creating, .writing, .creating] {
      let file = try LogFile(path: log.path, for: access)
      #expect(try LogFolder.pragma("journal_mode", of: file) == "wal")
      #expect(try LogFolder.pragma("synchronous", of: file) == "2")
      try file.close()
    }
  }

  /// `VACUUM INTO` and some tools that copy a database leave it with a rollback journal.
  @Test func aCopyWithARollbackJournalIsBroughtBackToWAL() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one")])
    try log.tamper("PRAGMA journal_mode = DELETE")
    try #require(try log.raw("PRAGMA journal_mode") == "delete")
    let file = try LogFile(path: log.path, for: .writing)
    #expect(try LogFolder.pragma("journal_mode", of: file) == "wal")
    #expect(try LogFolder.pragma("synchronous", of: file) == "2")
    try file.close()
    #expect(try log.verify().entries == 1)
  }

  @Test func nobodyElseReadsTheFiles() throws {
    let log = try LogFolder()
    let before = umask(0)
    defer { umask(before) }
    let file = try LogFile(path: log.path, for: .creating)
    try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      _ = try log.append(.comment("c1", "one"), recordedAt: .earliest)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: log.folder).sorted()
    #expect(names == ["modq.db", "modq.db-lock", "modq.db-shm", "modq.db-wal"])
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: log.folder + "/" + name)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
    try file.close()
  }

  @Test func readingChangesNothing() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one")])
    let before = try Data(contentsOf: URL(fileURLWithPath: log.path))
    let file = try LogFile(path: log.path, for: .reading)
    let failure = log.failure {
      try file.use { (database) throws(LogError) in
        try PreparedQuery(database, "CREATE TABLE x (y)").run()
      }
    }
    #expect(failure == #"io(path: "…/modq.db", why: "attempt to write a readonly database")"#)
    try file.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: log.path)) == before)
  }

  /// Else two writers that name one log differently would not keep each other out.
  @Test func byALinkTheFilesBesideALogAreTheSame() throws {
    let (log, elsewhere) = (try LogFolder(), try LogFolder())
    try log.append([.comment("c1", "one")])
    try FileManager.default.createSymbolicLink(atPath: elsewhere.path, withDestinationPath: log.path)
    let file = try LogFile(path: elsewhere.path, for: .writing)
    try file.takeLock()
    let lock = try WriterLock(beside: log.path)
    #expect(log.failure { try lock.take(Patience { $0 < 5 }) } == #"busy(path: "…/modq.db-lock")"#)
    file.giveLockBack()
    try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      try log.synchronize()
      _ = try log.append(.comment("c2", "two"), recordedAt: .earliest)
      let state = try FileState(database, path: elsewhere.path)
      #expect(state.logBytes > 0 && state.exposed == [] && !state.isLocked)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.folder) == ["modq.db"])
    // Spoilt where it stands, it is found by the link too.
    let writeAheadLog = try FileHandle(forUpdating: URL(fileURLWithPath: log.path + "-wal"))
    try writeAheadLog.write(contentsOf: Data(count: 32))
    try writeAheadLog.close()
    #expect(try WriteAheadLogDamage.finding(path: elsewhere.path) != nil)
    try? file.close()
  }

  /// SQLite would make the file that it names, readable by all, while the lock stands beside the link.
  @Test func noLogIsMadeByALinkThatLeadsNowhere() throws {
    let log = try LogFolder()
    try FileManager.default.createSymbolicLink(atPath: log.path, withDestinationPath: log.folder + "/none.db")
    #expect(
      log.failure { _ = try LogFile(path: log.path, for: .creating) }
        == #"io(path: "…/modq.db", why: "it is a link that leads nowhere")"#)
    #expect(try FileManager.default.contentsOfDirectory(atPath: log.folder) == ["modq.db"])
  }

  /// Whoever writes much can give others their turn.
  @Test func whoHoldsTheLockSeesThatOthersWait() throws {
    let log = try LogFolder()
    let file = try LogFile(path: log.path, for: .creating)
    try file.takeLock()
    #expect(!file.isWaitedFor)
    let hasEnded = DispatchSemaphore(value: 0)
    Thread { [path = log.path] in
      let other = try? LogFile(path: path, for: .writing)
      try? other?.takeLock()
      other?.giveLockBack()
      hasEnded.signal()
    }.start()
    while !file.isWaitedFor { usleep(1_000) }
    file.giveLockBack()
    hasEnded.wait()
    try file.takeLock()
    #expect(!file.isWaitedFor)
    file.giveLockBack()
    try file.close()
  }

  @Test func oneWriterAtATime() throws {
    let log = try LogFolder()
    let first = try LogFile(path: log.path, for: .creating)
    try first.takeLock()
    let lock = try WriterLock(beside: log.path)
    #expect(log.failure { try lock.take(Patience { $0 < 5 }) } == #"busy(path: "…/modq.db-lock")"#)
    // A hold taken twice is given back twice.
    try first.takeLock()
    first.giveLockBack()
    #expect(log.failure { try lock.take(Patience { $0 < 5 }) } == #"busy(path: "…/modq.db-lock")"#)
    first.giveLockBack()
    try lock.take(Patience { $0 < 5 })
    lock.giveBack(isUnsure: false)
    try first.close()
  }

  @Test func openingAndClosingWaitForNobody() throws {
    let log = try LogFolder()
    let first = try LogFile(path: log.path, for: .creating)
    try first.takeLock()
    let second = try LogFile(path: log.path, for: .writing, patience: Patience { _ in false })
    #expect(log.failure { try second.takeLock() } == #"busy(path: "…/modq.db-lock")"#)
    try second.close()
    first.giveLockBack()
    try first.close()
  }

  /// Who comes next is told of what was not ended, until somebody has put it right.
  @Test func whatWasLeftOverIsKnown() throws {
    let log = try LogFolder()
    let file = try LogFile(path: log.path, for: .creating)
    let lock = try WriterLock(beside: log.path)
    let patience = Patience { $0 < 5 }
    func isLeftOver(after end: () throws -> Void) throws -> Bool {
      try end()
      try lock.take(patience)
      defer { lock.giveBack(isUnsure: false) }
      return lock.isLeftOver
    }
    #expect(try !isLeftOver {})
    #expect(
      try isLeftOver {
        try file.takeLock()
        file.giveLockBack(isUnsure: true)
      })
    #expect(try isLeftOver {}, "nobody has mended it")
    #expect(
      try isLeftOver {
        try? file.holdingLock { () throws(LogError) in throw .busy(path: "") }
      })
    #expect(
      try !isLeftOver {
        try file.takeLock()
        file.giveLockBack()
      })
    // As by a kill.
    #expect(
      try isLeftOver {
        let other = try WriterLock(beside: log.path)
        try other.take(patience)
      })
    try file.holdingLock {}
    #expect(
      try isLeftOver {
        unlink(log.path + "-lock")
      }, "nothing is known of what came before a new file")
    try file.close()
    #expect(try !isLeftOver {})
  }
}
