import Foundation
import Testing

extension Trials.Processes {
  @Suite struct UsageTrials {
    @Test(arguments: [
      ["ingest", "--bogus"], ["ingest", "--refusals", "xml"], ["ingest", "--as-recorded", "a", "b"],
      ["ingset"], ["approve"],
      ["snooze", "c1"], ["snooze", "c1", "--until", "soon"], ["block"], ["replay", "--until", "3"],
      ["export", "x"], ["backup", "''"], ["restore", "''"], ["log", "--db", "''"],
      ["replay", "--until=-1", "--into", "c"], ["replay", "--until", "1", "--into", "''"],
    ])
    func whatIsNotUnderstoodChangesNothing(_ arguments: [String]) throws {
      let trial = try Trial()
      for name in ["a", "b"] { try trial.write("", to: name) }
      let run = try trial.shell("modq \(arguments.joined(separator: " "))")
      #expect(run.status == 64 && run.output == "", "\(run.errors)")
      #expect(run.errors.hasPrefix("modq: ") || run.errors.hasPrefix("Error: "), "\(run.errors)")
      #expect(try trial.listing() == ["a", "b"])
    }

    /// One comment on two sites, and nothing else.
    private func twoSites() throws -> Trial {
      let trial = try Trial()
      let lines = ["a", "b"].map {
        #"{"type":"comment","id":"c1","site":"\#($0)","at":0,"thread":"t","nick":"n","body":"hello \#($0)"}"#
      }
      #expect(try trial.modq("ingest", input: lines.joined(separator: "\n")).status == 0)
      return trial
    }

    @Test(arguments: [
      ("approve nobody", 66, "modq: there is no comment nobody\n      `modq log` lists what the log has.\n"),
      (
        "approve c1 nobody --site a", 66,
        "modq: there is no comment nobody\n      `modq log` lists what the log has.\n"
      ),
      ("show nobody", 66, "modq: there is no comment nobody\n      `modq log` lists what the log has.\n"),
      ("explain nobody", 66, "modq: there is no comment nobody\n      `modq log` lists what the log has.\n"),
      ("undo", 66, "modq: there is no decision to undo\n"),
      (
        "replay --until 99 --into copy.db", 64,
        "modq: there is no entry 99: the log ends with 3\n      `modq backup` copies all of it.\n"
      ),
      (
        "undo nobody", 66,
        """
        modq: there is no comment, decision or batch nobody
              `modq log --kind decision` lists the decisions; `modq clear NICK` ends a block or a trust of a nickname.

        """
      ),
      ("approve c1", 64, "modq: several sites have c1: \"a\", \"b\"\n      Say which with --site.\n"),
      ("show c1", 64, "modq: several sites have c1: \"a\", \"b\"\n      Say which with --site.\n"),
      ("block n", 64, "modq: several sites have n: \"a\", \"b\"\n      Say which with --site.\n"),
      (
        "approve c1 --site a --by rules", 64,
        "modq: rules is the name under which sweeps decide\n      Give another with --by NAME.\n"
      ),
      (
        "approve c1 --site a --by ' '", 64,
        "modq: the name of who decides is empty\n      Give --by NAME or set MODQ_MODERATOR.\n"
      ),
      (
        "queue --claim --by ''", 64,
        "modq: the name of who decides is empty\n      Give --by NAME or set MODQ_MODERATOR.\n"
      ),
      (
        "approve c1 --site c", 66, "modq: there is no comment c1\n      `modq log` lists what the log has.\n"
      ),
    ])
    func whatIsUnknownOrNamedTwiceIsToldAndNothingIsDecided(
      _ command: String, _ status: Int32, _ errors: String
    ) throws {
      let trial = try twoSites()
      let before = try trial.verify()
      #expect(try trial.shell("modq \(command)") == Trial.Run(errors: errors, status: status))
      #expect(try trial.verify() == before)
    }
  }
}
