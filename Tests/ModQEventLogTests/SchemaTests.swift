import GRDB
import ModQEvent
import Testing

@testable import ModQEventLog

/// The database itself keeps the log append-only, whatever SQL comes.
struct SchemaTests {
  static let changed = "the log is append-only: entries are never changed"
  static let deleted = "the log is append-only: entries are never deleted"
  static let notNext = "the log is append-only: this is not its next entry"

  /// The log under attack: `c1` (1), `c2` (2), an `erase` entry that names only 1 (3).
  static let attacks: [(sql: String, refusal: String)] = [
    ("UPDATE event SET payload = x'00' WHERE seq = 2", changed),
    ("UPDATE event SET at = at + 1", changed),
    ("UPDATE event SET verdict = NULL WHERE seq = 1", changed),
    ("UPDATE event SET hash = zeroblob(32) WHERE seq = 3", changed),
    ("UPDATE event SET seq = 9 WHERE seq = 3", changed),
    ("UPDATE event SET seq = 4 WHERE seq = 1", changed),
    ("UPDATE event SET rowid = 7 WHERE seq = 2", changed),
    ("UPDATE OR REPLACE event SET seq = 1 WHERE seq = 2", changed),
    ("UPDATE OR REPLACE event SET id = 'c2' WHERE seq = 1", changed),
    ("UPDATE OR IGNORE event SET actor = 5 WHERE seq = 2", changed),
    ("UPDATE OR FAIL event SET actor = NULL WHERE seq = 1", changed),
    // Erasing what no `erase` entry names, half of a pair, or something else on the way.
    ("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 2", changed),
    ("UPDATE event SET payload = NULL, payload_salt = NULL", changed),
    ("UPDATE event SET payload = NULL WHERE seq = 1", changed),
    ("UPDATE event SET payload_salt = NULL WHERE seq = 1", changed),
    ("UPDATE event SET private_salt = NULL WHERE seq = 1", changed),
    ("UPDATE event SET payload = x'', payload_salt = NULL WHERE seq = 1", changed),
    ("UPDATE event SET payload = x'00' WHERE seq = 1", changed),
    ("UPDATE event SET payload_salt = zeroblob(16) WHERE seq = 1", changed),
    ("UPDATE event SET payload = NULL, payload_salt = NULL, actor = NULL WHERE seq = 1", changed),
    ("UPDATE event SET payload = NULL, payload_salt = NULL, thread = NULL WHERE seq = 1", changed),
    ("DELETE FROM event", deleted),
    ("DELETE FROM event WHERE seq = 3", deleted),
    ("DELETE FROM event WHERE seq = 1", deleted),
    // The trap: REPLACE deletes without firing a delete trigger.
    ("INSERT OR REPLACE INTO event \(row(1, id: "c1"))", notNext),
    ("REPLACE INTO event \(row(1, id: "c1"))", notNext),
    ("REPLACE INTO event \(row(3, id: "other"))", notNext),
    ("INSERT OR REPLACE INTO event \(row(4, id: "c1"))", notNext),
    ("REPLACE INTO event \(row(4, id: "c2"))", notNext),
    ("INSERT INTO event \(row(1, id: "x")) ON CONFLICT (seq) DO UPDATE SET at = excluded.at", notNext),
    ("INSERT INTO event \(row(4, id: "c1")) ON CONFLICT (site, id) DO UPDATE SET at = 0", notNext),
    ("INSERT INTO event \(row(4, id: "c1")) ON CONFLICT (site, id) DO NOTHING", notNext),
    ("INSERT INTO event \(row(2, id: "c2")) ON CONFLICT DO NOTHING", notNext),
    ("INSERT OR IGNORE INTO event \(row(1, id: "c1"))", notNext),
    ("INSERT OR FAIL INTO event \(row(2, id: "x"))", notNext),
    ("INSERT OR ROLLBACK INTO event \(row(2, id: "x"))", notNext),
    // A number that is not the next.
    ("INSERT INTO event \(row(5, id: "x"))", notNext),
    ("INSERT INTO event \(row(0, id: "x"))", notNext),
    ("INSERT INTO event \(row(-1, id: "x"))", notNext),
    ("INSERT INTO event \(row(nil, id: "x"))", notNext),
    // What the shape of the table forbids.
    ("INSERT INTO event \(row(4, id: "x", kind: "gossip"))", "CHECK constraint failed"),
    ("INSERT INTO event \(row(4, id: "x", hash: "x'00'"))", "CHECK constraint failed"),
    ("INSERT INTO event \(row(4, id: "x", at: "'yesterday'"))", "cannot store TEXT value in INTEGER column"),
  ]

  private static func row(
    _ seq: Int?, id: String, kind: String = "comment", at: String = "0", hash: String = "zeroblob(32)"
  ) -> String {
    """
    (seq, site, id, kind, at, recorded_at, hash)
    VALUES (\(seq.map { String($0) } ?? "NULL"), '', '\(id)', '\(kind)', \(at), 0, \(hash))
    """
  }

  @Test(arguments: attacks.indices, [false, true])
  func theGuardsRefuse(index: Int, recursiveTriggers: Bool) throws {
    let (sql, refusal) = SchemaTests.attacks[index]
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one", ip: "203.0.113.7"), .comment("c2", "two")])
    try log.append([.erase([entries[0]])])
    let file = try LogFile(path: log.path, for: .writing)
    let before = try SchemaTests.rows(of: file)
    let message = try file.use { (database) throws(LogError) in
      do {
        try database.execute(sql: "PRAGMA recursive_triggers = \(recursiveTriggers ? "ON" : "OFF")")
        try database.execute(sql: sql)
        return "nothing"
      } catch let error as DatabaseError {
        return error.message ?? ""
      } catch {
        throw LogError(error, path: "")
      }
    }
    #expect(message.hasPrefix(refusal), "\(sql): \(message)")
    #expect(try SchemaTests.rows(of: file) == before, "\(sql)")
    try file.close()
    #expect(try log.verify().isOK)
  }

  @Test func theNextEntryIsTaken() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one")])
    let file = try LogFile(path: log.path, for: .writing)
    try file.use { (database) throws(LogError) in
      try PreparedQuery(database, "INSERT INTO event \(SchemaTests.row(2, id: "c2"))").run()
    }
    #expect(try SchemaTests.rows(of: file).count == 2)
    try file.close()
  }

  static let erasures: [(sql: String, left: String)] = [
    ("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1", "private"),
    ("UPDATE event SET private = NULL, private_salt = NULL WHERE seq = 1", "payload"),
    (
      """
      UPDATE event SET payload = NULL, payload_salt = NULL, private = NULL, private_salt = NULL WHERE seq = 1
      """, ""
    ),
  ]

  @Test(arguments: erasures)
  func whatAnEraseEntryNamesMayGo(sql: String, left: String) throws {
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one", ip: "203.0.113.7"), .comment("c2", "two")])
    try log.append([.erase([entries[0]])])
    let file = try LogFile(path: log.path, for: .writing)
    try file.use { (database) throws(LogError) in try PreparedQuery(database, sql).run() }
    try file.close()
    let found = try log.raw(
      """
      SELECT iif(payload IS NULL, '', 'payload') || iif(private IS NULL, '', 'private') FROM event WHERE seq = 1
      """)
    #expect(found == left)
    #expect(try log.verify() == ChainReport.sound(entries: 3, of: log))
  }

  /// An entry is named by its whole number, by an `erase` entry, and not by somebody's words.
  @Test(arguments: [
    (kind: "erase", facts: #"{"entries":[{"seq":2}]}"#, isNamed: true),
    (kind: "erase", facts: #"{"entries":[{"seq":1},{"payload":"00","seq":2}],"reason":"x"}"#, isNamed: true),
    // Only an item that ends with its number, as ours do.
    (kind: "erase", facts: #"{"entries":[{"seq":2,"private":"00"}]}"#, isNamed: false),
    (kind: "erase", facts: #"{"entries":[{"seq":12},{"seq":20},{"seq":22}]}"#, isNamed: false),
    (kind: "erase", facts: #"{"entries":[{"seq":1}],"reason":"\"seq\":2}"}"#, isNamed: false),
    (kind: "decision", facts: #"{"entries":[{"seq":2}]}"#, isNamed: false),
  ])
  func onlyAnEraseEntryNamesWhatMayGo(kind: String, facts: String, isNamed: Bool) throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one"), .comment("c2", "two")])
    let naming = Draft(
      site: "", id: "x", kind: try #require(EntryKind(rawValue: kind)), at: .earliest, actor: nil,
      content: Content(facts: Array(facts.utf8)))
    try log.append([naming])
    let file = try LogFile(path: log.path, for: .writing)
    let failure = log.failure {
      try file.use { (database) throws(LogError) in
        try PreparedQuery(
          database, "UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 2"
        ).run()
      }
    }
    #expect(failure == (isNamed ? "nothing" : #"refused(why: "\#(SchemaTests.changed)")"#))
    try file.close()
  }

  @Test func whatWasNamedStaysOnceAnotherEntryCame() throws {
    let log = try LogFolder()
    let entries = try log.append([.comment("c1", "one")])
    try log.append([.erase([entries[0]]), .comment("c2", "two")])
    #expect(
      log.failure { try log.tamper("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1") }
        .contains(SchemaTests.changed))
    #expect(try log.verify().isOK)
  }

  /// Version 1 let go whatever any `erase` entry named.
  @Test func anOlderLogGetsTheGuardsOfTodayWhenItIsWrittenTo() throws {
    let log = try LogFolder()
    try log.makeOld(version: 1)
    let old = try log.raw("SELECT sql FROM sqlite_schema WHERE name = 'event_update'")
    // To read it changes nothing, and its guards are in order for their time.
    #expect(try log.verify() == ChainReport())
    #expect(try log.raw("PRAGMA user_version") == "1")
    let entries = try log.append([.comment("c1", "one")])
    #expect(try log.raw("PRAGMA user_version") == String(Schema.version))
    #expect(try log.raw("SELECT sql FROM sqlite_schema WHERE name = 'event_update'") != old)
    try log.append([.erase([entries[0]]), .comment("c2", "two")])
    #expect(
      log.failure { try log.tamper("UPDATE event SET payload = NULL, payload_salt = NULL WHERE seq = 1") }
        .contains(SchemaTests.changed))
    #expect(try log.verify().isOK)
  }

  @Test func aFreshFileNamesItsProgramAndItsSchema() throws {
    let log = try LogFolder()
    try log.append([])
    #expect(try log.raw("PRAGMA application_id") == String(0x6D6F_6471))
    #expect(try log.raw("PRAGMA user_version") == String(Schema.version))
    for name in Schema.guards {
      #expect(try log.raw("SELECT type FROM sqlite_schema WHERE name = '\(name)'") == "trigger")
    }
  }

  private static func rows(of file: LogFile) throws -> [String] {
    try file.use { (database) throws(LogError) in
      let query = try PreparedQuery(database, "SELECT * FROM event ORDER BY seq")
      var rows: [String] = []
      while try query.step() {
        rows.append((0..<query.columnCount).map { hexadecimal(query.bytes($0) ?? []) }.joined(separator: "|"))
      }
      return rows
    }
  }
}

extension ChainReport {
  /// What a walk along an untouched log of so many entries finds.
  static func sound(entries: Int64, of log: LogFolder) throws -> ChainReport {
    var report = ChainReport()
    report.entries = entries
    let head = try log.raw("SELECT lower(hex(hash)) FROM event ORDER BY seq DESC LIMIT 1")
    report.head = try #require(head.flatMap { bytes(hexadecimal: $0) })
    return report
  }
}
