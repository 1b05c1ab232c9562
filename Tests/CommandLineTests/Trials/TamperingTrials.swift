import Foundation
import Testing

extension Trials {
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

    /// The end of a chain, or all of it, can be made anew by whoever has the file: what is left fits together, and only what
    /// was written down elsewhere shows that it is another log.
    @Test func aTailThatWasCutOffIsTheHeadThatChanged() throws {
      let trial = try log()
      let before = try trial.verify()
      // What was folded goes too, and is made anew by the next replay.
      try forge(trial, "DELETE FROM event WHERE seq > 18")
      #expect(try trial.modq("verify").status == 3)
      try trial.sql("UPDATE state SET version = 0")
      try #require(try trial.modq("replay").status == 0)
      let after = try trial.verify()
      #expect(after.entries == 18 && after.head != before.head)
    }

    @Test func aChainThatWasRewrittenIsTheHeadThatChanged() throws {
      let trial = try log()
      let before = try trial.verify()
      let forged = try trial.modq("export").output.replacingOccurrences(of: "body 7", with: "body seven")
      let other = try Trial()
      try #require(try other.modq("ingest", input: forged).status == 0)
      let after = try other.verify()
      #expect(after.entries == before.entries && after.head != before.head)
    }
  }
}
