import Foundation
import ModQEvent
import ModQueue
import Testing

@testable import ModQEventLog

extension Trials.Files {
  /// Somebody who has the file changes what was said, guards and all.
  @Suite struct TamperingTrials {
    /// A way to tamper, and what `verify` says of it; nil where the file alone can't tell.
    struct Forgery: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let statements: String
      let complaint: String?

      init(_ name: String, _ statements: String, _ complaint: String?) {
        testDescription = name
        self.statements = statements
        self.complaint = complaint
      }
    }

    private static let others = """
      site, kind, at, recorded_at, thread, target, actor, facts, payload, private, payload_salt, private_salt, verdict, hash
      """

    private static let forgeries = [
      Forgery(
        "edited",
        "UPDATE event SET payload = CAST('{\"body\":\"nice\",\"nick\":\"n\"}' AS BLOB) WHERE seq = 7",
        "entry 7 is not what was appended"),
      Forgery(
        "deleted", "DELETE FROM event WHERE seq = 7",
        "entry 7 is missing: the entries after 6 are not those that were appended"),
      Forgery(
        "inserted",
        """
        UPDATE event SET seq = -seq - 1 WHERE seq >= 7; UPDATE event SET seq = -seq WHERE seq < 0;
        INSERT INTO event (seq, id, \(others)) SELECT 7, 'forged', \(others) FROM event WHERE seq = 6
        """, "entry 7 is not what was appended"),
      Forgery(
        "reordered",
        "UPDATE event SET seq = -seq WHERE seq IN (7, 8); UPDATE event SET seq = 15 + seq WHERE seq < 0",
        "entry 7 is not what was appended"),
      Forgery(
        "two bodies swapped",
        """
        UPDATE event SET payload = (SELECT payload FROM event AS e WHERE e.seq = 9 - event.seq),
          payload_salt = (SELECT payload_salt FROM event AS e WHERE e.seq = 9 - event.seq) WHERE seq IN (4, 5)
        """, "entry 4 is not what was appended"),
      Forgery(
        "a time changed", "UPDATE event SET at = at + 1000 WHERE seq = 7", "entry 7 is not what was appended"),
    ]

    /// Takes the guards away, makes the changes, and puts the guards back as they were.
    private func forge(_ trial: Trial, _ statements: String) throws {
      let guards = try trial.rows(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event' ORDER BY name")
      try trial.sql(
        guards.map { "DROP TRIGGER \($0[0]);" }.joined() + statements + ";"
          + guards.map { $0[1] + ";" }.joined())
    }

    private func log() throws -> Trial {
      let trial = try Trial()
      let lines = (1...20).map {
        #"{"type":"comment","id":"c\#($0)","at":\#($0)000,"thread":"t","nick":"n","body":"body \#($0)"}"#
      }
      try #require(try trial.modq("ingest", input: lines.joined(separator: "\n")).status == 0)
      return trial
    }

    @Test(arguments: TamperingTrials.forgeries)
    func whatWasChangedIsNamed(_ forgery: Forgery) throws {
      let trial = try log()
      try forge(trial, forgery.statements)
      let run = try trial.modq("verify")
      #expect(run.status == 3)
      #expect(
        run.errors
          == "modq: \(forgery.complaint ?? "")\n      Compare with a backup; the file was not touched.\n")
    }

    /// The entries are whole, but every writer refuses the file.
    @Test func moreFoldedThanThereIsIsNamed() throws {
      let trial = try log()
      try trial.sql("UPDATE state SET folded = folded + 1")
      let run = try trial.modq("verify")
      #expect(run.status == 3 && run.output.hasPrefix(#"{"ok":false,"#))
      #expect(
        run.errors.hasPrefix(
          "modq: the log is in order, but the file is damaged: 22 entries are folded and the log has but 21\n"
        ),
        "\(run.errors)")
    }

    /// Without an index nothing is wrong, and everything slow: `replay` makes it anew.
    @Test func anIndexThatIsGoneIsNamedByDoctor() throws {
      let trial = try log()
      try trial.sql("DROP INDEX comment_0_0")
      #expect(try trial.modq("verify").status == 0)
      let run = try trial.modq("doctor")
      #expect(run.status == 3)
      #expect(
        run.output.contains(
          #"{"what":"indexes of the projections are gone: of comment","do":"run `modq replay`, which makes them anew"}"#
        ))
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.modq("doctor").output.contains(#""ok":true"#))
    }

    /// The entries are whole, and all else is made anew of them.
    @Test(arguments: ["DROP TABLE tally", "DELETE FROM state", "DROP TABLE state", "DROP TABLE comment"])
    func projectionsThatAreNotWholeAreMadeAnew(damage: String) throws {
      let trial = try log()
      let before = try trial.modq("stats").output
      try trial.sql(damage)
      let told = try trial.modq("verify")
      #expect(
        told.errors.hasSuffix(
          "or not whole\n      Run `modq replay` once: it makes them anew from the log.\n"), "\(told.errors)")
      #expect(try trial.modq("doctor").output.hasPrefix(#"{"ok":false,"#))
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.modq("verify").status == 0)
      #expect(try trial.modq("stats").output == before)
    }

    @Test func aKeyWithoutANoteIsASlip() throws {
      let run = try log().modq("verify", "--pubkey", "key")
      #expect(run.status == 64 && run.errors.contains("--pubkey is the key of the note that --since names."))
    }

    /// Who took the guards away may have cut off the end: without a note nobody is told that all is in order.
    @Test func alteredGuardsAreNotExcused() throws {
      let trial = try log()
      try trial.sql("DROP TRIGGER event_update; DROP INDEX event_id")
      let run = try trial.modq("verify")
      #expect(run.status == 3)
      #expect(
        run.errors == """
          modq: guards of the log were altered: event_id, event_update
                Whoever altered them could cut off the last entries: compare with a backup, or with a note of \
          `modq checkpoint` (--since); the file was not touched.

          """)
    }

    /// With a note that holds, a log without its guards can be made anew of its entries.
    @Test func aLogWithoutItsGuardsIsMadeAnewFromItsEntries() throws {
      let trial = try notedLog()
      try trial.sql("DROP TRIGGER event_update; DROP INDEX event_id")
      let run = try trial.modq("verify", "--since", "note", "--pubkey", "key")
      #expect(run.status == 3)
      #expect(
        run.errors == """
          modq: guards of the log were altered: event_id, event_update
                The entries up to the note are in order: `modq export --full | modq ingest --as-recorded --db NEW` makes \
          a log with all guards; the file was not touched.

          """)
      #expect(
        try trial.shell(
          "modq export --full | modq ingest --as-recorded --db new.db && modq verify --db new.db"
        ).status == 0)
    }

    /// The guards are gone and so is the last entry: that is what is told, and no advice washes it out.
    @Test func aCutTailWithoutGuardsIsTold() throws {
      let trial = try notedLog()
      try trial.sql("DROP TRIGGER event_delete; DELETE FROM event WHERE seq = 21")
      let told = try trial.modq("verify", "--since", "note", "--pubkey", "key")
      #expect(told.status == 3 && told.output.contains(#""holds":false"#))
      #expect(
        told.errors == """
          modq: the note is of 21 entries, and the log has but 20: the last ones are gone
                Compare with a backup; the file was not touched.

          """)
      let blind = try trial.modq("verify")
      #expect(blind.status == 3)
      #expect(
        blind.errors == """
          modq: the file is damaged: 21 entries are folded and the log has but 20
                Compare with a backup; the file was not touched.

          """)
    }

    /// The end of a chain, or all of it, can be made anew by whoever has the file: what is left fits together.
    ///
    /// What is said of it then is that the file alone cannot tell; a note of before, kept elsewhere, tells.
    private func expectToldByNote(_ forged: Trial, _ path: String, _ complaint: String) throws {
      let blind = try forged.modq("verify", "--db", path)
      #expect(blind.status == 0 && blind.output.hasPrefix(#"{"ok":true,"#), "\(blind)")
      #expect(blind.output.contains(TamperingTrials.cannotTell) && blind.errors == "")
      let told = try forged.modq("verify", "--db", path, "--since", "note", "--pubkey", "key")
      #expect(told.status == 3 && told.output.hasPrefix(#"{"ok":false,"#), "\(told)")
      #expect(!told.output.contains("cannot_tell"))
      #expect(
        told.errors == "modq: \(complaint)\n      Compare with a backup; the file was not touched.\n")
    }

    private static let cannotTell =
      #""since":null,"cannot_tell":"whether last entries were cut off or all was written anew: --since NOTE can","#

    /// A log in a folder of its own, with a note of it and the key beside that folder.
    private func notedLog() throws -> Trial {
      let trial = try log()
      _ = try trial.shell("mkdir log && mv modq.db* log/")
      let note = try trial.modq("checkpoint", "--db", "log/modq.db", "--key", "key")
      try #require(note.status == 0)
      try trial.write(note.output, to: "note")
      _ = try trial.shell("mv log/modq.db* .")
      return trial
    }

    @Test func aTailThatWasCutOffIsNamedByANoteOfBefore() throws {
      let trial = try notedLog()
      try forge(trial, "DELETE FROM event WHERE seq > 18")
      // What was folded goes too, and is made anew by the next replay.
      #expect(try trial.modq("verify").status == 3)
      try trial.sql("UPDATE state SET version = 0")
      try #require(try trial.modq("replay").status == 0)
      try expectToldByNote(
        trial, "modq.db", "the note is of 21 entries, and the log has but 18: the last ones are gone")
      // Grown again, it is as long as it was.
      let more = (1...3).map {
        #"{"type":"comment","id":"new\#($0)","thread":"t","nick":"n","body":"other"}"#
      }
      try #require(try trial.modq("ingest", input: more.joined(separator: "\n")).status == 0)
      try expectToldByNote(
        trial, "modq.db", "the entries up to 21 are not those that the note is of: the log was written anew")
    }

    /// Every hash from entry 7 on is computed anew, as whoever has the program can do.
    @Test func aChainThatWasRewrittenFromAnEntryOnIsNamedByANoteOfBefore() throws {
      let trial = try notedLog()
      let lines = try trial.modq("export", "--full").lines.dropLast()
      var head = HashChain.origin
      for line in lines {
        var entry = try EntryLine.read(Array(line.utf8).span)
        if entry.seq == 8 { entry.content.payload = Array(#"{"body":"body seven","nick":"n"}"#.utf8) }
        entry.hash = HashChain.hash(
          of: entry, after: head,
          payloadDigest: HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt),
          privateDigest: HashChain.digest(of: entry.content.privates, salt: entry.privateSalt))
        head = entry.hash
        try forge(
          trial,
          """
          UPDATE event SET payload = CAST('\(String(decoding: entry.content.payload ?? [], as: UTF8.self)
            .replacingOccurrences(of: "'", with: "''"))' AS BLOB), hash = X'\(hexadecimal(entry.hash))'
          WHERE seq = \(entry.seq)
          """)
      }
      try trial.sql("UPDATE state SET version = 0")
      try #require(try trial.modq("replay").status == 0)
      #expect(try trial.modq("export").output.contains("body seven"))
      try expectToldByNote(
        trial, "modq.db", "the entries up to 21 are not those that the note is of: the log was written anew")
    }

    @Test func aLogThatWasWrittenAnewAsAWholeIsNamedByANoteOfBefore() throws {
      let trial = try notedLog()
      let forged = try trial.modq("export").output.replacingOccurrences(of: "body 7", with: "body seven")
      try #require(try trial.modq("ingest", "--db", "other.db", input: forged).status == 0)
      try expectToldByNote(
        trial, "other.db",
        "the note is of a log that begins otherwise: it is another log's, or this one was written anew")
    }
  }
}
