import Foundation
import GRDB
import ModQEvent
import Testing

@testable import ModQEventLog

/// What somebody did to the file behind the log's back is found.
///
/// The guards are taken away and put back, so that the chain alone tells.
struct VerificationTests {
  typealias Fault = ChainReport.Fault

  /// Five comments; the third has a private part.
  private static func log() throws -> LogFolder {
    let log = try LogFolder()
    try log.append(
      (1...5).map { .comment("c\($0)", "number \($0)", ip: $0 == 3 ? "203.0.113.7" : nil, minute: Int64($0)) }
    )
    return log
  }

  /// Runs `sql` with the guards taken away, and puts them back as they were.
  private static func tamper(_ log: LogFolder, _ sql: String) throws {
    let queue = try DatabaseQueue(path: log.path)
    try queue.writeWithoutTransaction { database in
      let guards = try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
      for row in guards { try database.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
      try database.execute(sql: sql)
      for row in guards { try database.execute(sql: row["sql"] as String) }
    }
    try queue.close()
  }

  @Test func anUntouchedLogIsInOrder() throws {
    let log = try VerificationTests.log()
    #expect(try log.verify() == ChainReport.sound(entries: 5, of: log))
    let empty = try LogFolder()
    try empty.append([])
    #expect(try empty.verify() == ChainReport())
  }

  static let edits: [(sql: String, fault: Fault)] = [
    ("UPDATE event SET payload = CAST(replace(payload, '2', '7') AS BLOB) WHERE seq = 2", changed(2)),
    ("UPDATE event SET payload_salt = zeroblob(16) WHERE seq = 2", changed(2)),
    ("UPDATE event SET private = CAST('{\"ip\":\"203.0.113.8\"}' AS BLOB) WHERE seq = 3", changed(3)),
    ("UPDATE event SET private = NULL, private_salt = NULL WHERE seq = 3", changed(3)),
    ("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1", changed(1)),
    ("UPDATE event SET at = at + 1 WHERE seq = 4", changed(4)),
    ("UPDATE event SET recorded_at = recorded_at - 1 WHERE seq = 4", changed(4)),
    ("UPDATE event SET site = 'b' WHERE seq = 5", changed(5)),
    ("UPDATE event SET id = 'c6' WHERE seq = 5", changed(5)),
    ("UPDATE event SET kind = 'reply' WHERE seq = 5", changed(5)),
    ("UPDATE event SET thread = NULL WHERE seq = 5", changed(5)),
    ("UPDATE event SET target = 'c1' WHERE seq = 5", changed(5)),
    ("UPDATE event SET actor = 2 WHERE seq = 2", changed(2)),
    ("UPDATE event SET actor = NULL WHERE seq = 2", changed(2)),
    ("UPDATE event SET facts = '' WHERE seq = 1", changed(1)),
    ("UPDATE event SET verdict = '{\"outcome\":\"reject\"}' WHERE seq = 1", changed(1)),
    ("UPDATE event SET hash = zeroblob(32) WHERE seq = 3", changed(3)),
    ("DELETE FROM event WHERE seq = 3", gap(3)),
    ("DELETE FROM event WHERE seq = 1", gap(1)),
    // Numbered anew after a deletion: the hashes tell.
    ("DELETE FROM event WHERE seq = 2; UPDATE event SET seq = seq - 1 WHERE seq > 2", changed(2)),
    (
      """
      UPDATE event SET
        payload = (SELECT payload FROM event AS e WHERE e.seq = 6 - event.seq),
        payload_salt = (SELECT payload_salt FROM event AS e WHERE e.seq = 6 - event.seq)
      WHERE seq IN (2, 4)
      """, changed(2)
    ),
    (
      """
      UPDATE event SET seq = -seq WHERE seq IN (2, 4);
      UPDATE event SET seq = 6 + seq WHERE seq < 0;
      """, changed(2)
    ),
    (
      """
      INSERT INTO event SELECT 6, site, 'c6', kind, at, recorded_at, thread, target, actor, facts, payload,
        private, payload_salt, private_salt, verdict, hash FROM event WHERE seq = 5
      """, changed(6)
    ),
    (
      """
      INSERT INTO event SELECT 8, site, 'c8', kind, at, recorded_at, thread, target, actor, facts, payload,
        private, payload_salt, private_salt, verdict, hash FROM event WHERE seq = 5
      """, gap(6)
    ),
  ]

  private static func changed(_ seq: Int64) -> Fault { Fault(seq: seq, why: .changed) }
  private static func gap(_ seq: Int64) -> Fault { Fault(seq: seq, why: .gap) }

  @Test(arguments: edits.indices)
  func anyEditIsFound(index: Int) throws {
    let (sql, fault) = VerificationTests.edits[index]
    let log = try VerificationTests.log()
    try VerificationTests.tamper(log, sql)
    let report = try log.verify()
    #expect(report.firstBad == fault, "\(sql)")
    #expect(report.entries == fault.seq - 1, "\(sql)")
    #expect(report.alteredGuards == [])
    #expect(try log.raw("PRAGMA integrity_check") == "ok")
  }

  /// What a failing disk does: SQLite has no checksums of its own.
  @Test func aFlippedBitIsFoundThoughSQLiteSeesNone() throws {
    let log = try VerificationTests.log()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: log.path))
    let place = try #require(bytes.range(of: Data("number 4".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: URL(fileURLWithPath: log.path))
    #expect(try log.raw("PRAGMA integrity_check") == "ok")
    #expect(try log.verify().firstBad == Fault(seq: 4, why: .changed))
  }

  @Test(arguments: Schema.guards)
  func aRemovedGuardIsFound(name: String) throws {
    let log = try VerificationTests.log()
    try log.tamper("DROP TRIGGER \(name)")
    let report = try log.verify()
    #expect(report.firstBad == nil)
    #expect(report.alteredGuards == [name])
    #expect(!report.isOK)
  }

  /// Bytes that stand where none were, or none are any more, are covered by no digest.
  @Test(arguments: ["payload", "private"])
  func bytesWithoutASaltAreFound(column: String) throws {
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one"), .comment("c2", "two", ip: "203.0.113.7")])
    try log.append([.erase([entries[1]], id: "modq:erase-a")])
    #expect(try log.verify().isOK)
    try VerificationTests.tamper(
      log, "UPDATE event SET \(column) = CAST('{\"email\":\"x@example.org\"}' AS BLOB) WHERE seq = 2")
    #expect(try log.verify().firstBad == Fault(seq: 2, why: .changed))
  }

  @Test func privatesWhereNoneWereAreFound() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one")])
    try VerificationTests.tamper(log, "UPDATE event SET private = CAST('{}' AS BLOB) WHERE seq = 1")
    #expect(try log.verify().firstBad == Fault(seq: 1, why: .changed))
    try VerificationTests.tamper(
      log, "UPDATE event SET private = NULL, private_salt = zeroblob(16) WHERE seq = 1")
    #expect(try log.verify().firstBad == Fault(seq: 1, why: .changed))
  }

  @Test(arguments: ["event_id", "event_own", "refusal_age"])
  func aRemovedIndexIsFound(name: String) throws {
    let log = try VerificationTests.log()
    try log.tamper("DROP INDEX \(name)")
    let report = try log.verify()
    #expect(report.alteredGuards == [name])
    #expect(report.firstBad == nil && !report.isOK)
  }

  @Test(arguments: [
    "CREATE TRIGGER evil BEFORE INSERT ON event WHEN NEW.kind = 'decision' BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER evil AFTER INSERT ON refusal BEGIN SELECT 1; END",
  ])
  func aTriggerOfSomebodyElseIsFound(sql: String) throws {
    let log = try VerificationTests.log()
    try log.tamper(sql)
    let report = try log.verify()
    #expect(report.alteredGuards == ["evil"])
    #expect(report.firstBad == nil && !report.isOK)
  }

  @Test(arguments: Schema.guards)
  func aGuardThatGuardsNothingIsAsGoodAsRemoved(name: String) throws {
    let log = try VerificationTests.log()
    let verb = name.dropFirst("event_".count).uppercased()
    try log.tamper("DROP TRIGGER \(name); CREATE TRIGGER \(name) BEFORE \(verb) ON event BEGIN SELECT 1; END")
    #expect(try log.verify().alteredGuards == [name])
  }

  // MARK: After an erasure

  @Test func anErasureOutsideOfTheRulesIsFound() throws {
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one", ip: "203.0.113.7"), .comment("c2", "two")])
    // The digest that the `erase` entry carries is that of another text.
    try log.append([.erase([entries[1]], id: "modq:erase-a")])
    try VerificationTests.tamper(
      log, "UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1")
    #expect(try log.verify().firstBad == Fault(seq: 1, why: .changed))
  }

  @Test func erasuresInTwoStepsVerify() throws {
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one", ip: "203.0.113.7"), .comment("c2", "two")])
    try log.append([.erase([entries[0]], id: "modq:erase-a")])
    try log.tamper("UPDATE event SET private = NULL, private_salt = NULL WHERE seq = 1")
    // The second time only the payload is left to name.
    var left = entries[0]
    left.content.privates = nil
    left.privateSalt = nil
    try log.append([.erase([left], id: "modq:erase-b")])
    try log.tamper("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1")
    #expect(try log.verify() == ChainReport.sound(entries: 4, of: log))
  }
}
