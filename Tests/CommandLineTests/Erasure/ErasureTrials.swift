import Foundation
import Testing

/// What was said is gone from every file of the log, and nothing else is.
extension Trials.Files {
  @Suite struct ErasureTrials {
    private func standing(_ trial: Trial) throws -> [String] {
      try trial.modq("reputation", "--format", "json").output
        .replacing(/"nick(_key)?":("[^"]*"|null),?/, with: "").components(separatedBy: "},{")
    }

    @Test func everythingOfOnePersonIsGoneFromEveryFile() throws {
      let trial = try Trial.told()
      #expect(try trial.found(Trial.secrets).count >= Trial.secrets.count)
      let statuses = try trial.modq("changes").output
      let before = try standing(trial)
      let run = try trial.modq("erase", "--nick", "ひみつの名前", "--reason", "by letter", "--yes")
      #expect(
        run
          == Trial.Run(
            output: """
              {"seqs":[14],"erased":{"comment":1,"vote":1,"edit":1,"report":2,"decision":4},"refused_lines":2}

              """,
            errors: """
              modq: to be erased for good: 1 comment, 1 vote, 1 edit, 2 reports, 4 decisions: z1
              What remains: ids, times, threads, verdicts (rules and numbers), statuses, standing under a number;
              decisions on addresses and proofs keep what they are about (name them by id to erase that too: `modq log --kind
              decision`); and whatever has a copy: backups, exports, the site itself, what others quoted.

              """))
      #expect(try trial.found(Trial.secrets) == [])
      #expect(try trial.found(["花子", "こんにちは", "198.51.100.8"]).count == 3)
      // The chain, the guards and a fresh fold; statuses and standing hold.
      #expect(try trial.verify().entries == 14)
      #expect(try trial.modq("changes").output == statuses)
      #expect(try standing(trial) == before)
      // What is folded from here on is folded as if by a fresh fold.
      #expect(try trial.modq("approve", "c3").status == 0)
      try trial.verify()
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.modq("refused", "--format", "count").output == "0\n")
    }

    @Test func aCommentGoesWithItsEditsAndWhatWasSaidOfIt() throws {
      let trial = try Trial.told()
      let run = try trial.modq("erase", "z1", "--yes")
      #expect(
        run.output
          == """
          {"seqs":[14],"erased":{"comment":1,"edit":1,"report":2,"decision":3},"refused_lines":2}

          """)
      // Their vote and what a moderator said of them are not the comment's.
      #expect(
        try trial.found(["Zarathustra spoke", "whispered", "retold", "zz@secret.example", "Netscape-9"])
          == [])
      #expect(try trial.found(["ひみつの名前", "proof-4711"]).count >= 2)
      try trial.verify()
      let shown = try trial.modq("show", "z1")
      #expect(
        shown.status == 0 && shown.output.contains(#""nick":null"#) && shown.output.contains(#""body":null"#))
      #expect(shown.output.contains(#""status":"published""#))
      #expect(try trial.modq("explain", "z1").output.contains(#""text":null"#))
    }

    @Test func aLineThatComesAgainIsKnownAndLeavesNoTrace() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("erase", "--nick", "ひみつの名前", "--yes").status == 0)
      let lines = Trial.toldLines.split(separator: "\n").dropLast(1).joined(separator: "\n") + "\n"
      let run = try trial.modq("ingest", input: lines)
      #expect(
        run.errors
          == "ingested 13 events: 0 judged (0 publish, 0 hold, 0 reject), 13 already known, 0 refused\n")
      #expect(run.status == 0)
      #expect(try trial.found(Trial.secrets) == [])
      // What never had any bytes is a conflict still.
      let other =
        #"{"type":"vote","id":"v0","at":"2025-06-01T00:00:00Z","comment":"z1","value":1,"voter":"x"}"#
      #expect(try trial.modq("ingest", input: other + "\n").status == 1)
    }

    @Test func theReasonOfAnErasureCanBeErasedToo() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("erase", "z1", "--reason", "asked by Ahab", "--yes").status == 0)
      #expect(try trial.found(["Ahab"]) == ["modq.db: Ahab"])
      #expect(
        try trial.modq("erase", "modq:erase-14", "--yes").output == """
          {"seqs":[15],"erased":{"erase":1},"refused_lines":0}

          """)
      #expect(try trial.found(["Ahab"]) == [])
      #expect(try trial.verify().entries == 15)
    }

    @Test func aFullExportOfWhatWasErasedComesBackAsTheSameLog() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("erase", "--nick", "ひみつの名前", "--yes").status == 0)
      let copy = try Trial()
      let export = try trial.modq("export", "--full").output
      #expect(try copy.modq("ingest", "--as-recorded", input: export).status == 0)
      #expect(try copy.verify() == trial.verify())
      let events = try trial.modq("export")
      #expect(events.errors == "modq: left out, since their texts were erased: 6\n")
      for secret in Trial.secrets {
        #expect(!events.output.contains(secret) && !export.contains(secret))
      }
      let fresh = try Trial()
      #expect(try fresh.modq("ingest", input: events.output).status == 0)
    }

    @Test func privatePartsThatAreOverGoAndNothingElse() throws {
      let trial = try Trial.told()
      try trial.write("thresholds: {hold: 4, reject: 10}\nprivate_retention: 90d\n", to: "Rules/policy.yml")
      // By the time of the events nothing is over yet, by the clock all is but the refused lines.
      let line =
        #"{"type":"comment","id":"new","at":"2025-06-02T00:00:00Z","thread":"t2","nick":"花子","body":"hi","ip":"198.51.100.99"}"#
      #expect(try trial.modq("ingest", input: line + "\n").errors.hasSuffix("0 refused\n"))
      let problem = try trial.modq("doctor")
      #expect(problem.status == 3 && problem.output.contains(#""expired":4"#))
      #expect(
        try trial.modq("erase", "--expired", "--yes").output
          == """
          {"seqs":[16],"erased":{"comment":3,"vote":1},"refused_lines":0}

          """)
      let gone = ["198.51.100.99", "198.51.100.8\"", "proof-4711", "Netscape-9"]
      #expect(try trial.found(gone) == [])
      #expect(try trial.found(["Zarathustra spoke", "dropped"]).count == 2)
      try trial.verify()
      #expect(try trial.modq("doctor").status == 0)
      // A timer asks again and again.
      #expect(
        try trial.modq("erase", "--expired", "--yes")
          == Trial.Run(errors: "nothing private is older than private_retention\n"))
      // The same lines are known, though they have more than is left.
      let lines = Trial.toldLines.split(separator: "\n").prefix(12).joined(separator: "\n") + "\n"
      #expect(try trial.modq("ingest", input: lines).errors.hasSuffix("12 already known, 0 refused\n"))
    }

    /// A line that is refused once more after an erasure has nothing that an id or a nickname could name.
    @Test func refusedLinesAreErasedByThemselves() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("erase", "--nick", "ひみつの名前", "--yes").status == 0)
      let line =
        #"{"type":"comment","id":"z1","thread":"t1","nick":"ひみつの名前","body":"dropped by Zarathustra""# + "\n"
      #expect(try trial.modq("ingest", input: line).status == 1)
      #expect(try trial.found(["dropped"]) == ["modq.db: dropped"])
      let before = try trial.verify()
      let run = try trial.modq("erase", "z1", "--yes")
      #expect(run.status == 66)
      #expect(run.errors.hasSuffix("`modq refused` lists them, `modq erase --refused` erases them.\n"))
      #expect(try trial.modq("erase", "--refused").status == 64)
      #expect(
        try trial.modq("erase", "--refused", "--yes")
          == Trial.Run(
            output: """
              {"seqs":[],"erased":{},"refused_lines":1}

              """,
            errors: "modq: to be erased for good: 1 refused line, which `modq refused` lists\n"))
      #expect(try trial.found(Trial.secrets) == [])
      #expect(try trial.verify() == before)
      #expect(try trial.modq("erase", "--refused", "--yes") == Trial.Run(errors: "no refused line is kept\n"))
    }

    @Test func whoWritesMeanwhileGoesOn() throws {
      let trial = try Trial.told()
      let run = try LiveRun(trial, "ingest")
      func send(_ id: String) throws -> String? {
        try run.send(#"{"type":"comment","id":"\#(id)","thread":"t","nick":"花子","body":"\#(id)"}"# + "\n")
        return try run.line()
      }
      #expect(try send("w1")?.contains(#""id":"w1""#) == true)
      #expect(try trial.modq("erase", "--nick", "ひみつの名前", "--yes").status == 0)
      #expect(try send("w2")?.contains(#""id":"w2""#) == true)
      run.closeInput()
      #expect(try run.end().status == 0)
      #expect(try trial.found(Trial.secrets) == [])
      #expect(try trial.verify().entries == 16)
    }

    @Test func aCopyOfTheTimeBeforeSaysWhatItLacks() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("erase", "z1", "--yes").status == 0)
      #expect(
        try trial.modq("replay", "--until", "13", "--into", "before.db").errors
          == """
          copied 13 entries into before.db
          modq: 7 of them were erased after entry 13, where the digests stand that verify needs

          """)
      #expect(try trial.modq("verify", "--db", "before.db").status == 3)
      #expect(
        try trial.modq("replay", "--until", "14", "--into", "after.db").errors
          == "copied 14 entries into after.db\n")
      #expect(try trial.modq("verify", "--db", "after.db").status == 0)
    }

    @Test(arguments: [
      (
        ["c3"], 64,
        "modq: nothing was done: this has to be confirmed\n      Run it again with --yes to do it.\n"
      ),
      (
        ["--nick", "nobody", "--yes"], 66,
        "modq: nobody signed as nobody\n      `modq reputation` lists the nicknames.\n"
      ),
      (["c0", "--yes"], 66, "modq: there is no comment c0\n      `modq log` lists what the log has.\n"),
      (["modq:ruleset-2", "--yes"], 64, "modq: modq:ruleset-2 is no comment but a ruleset\n"),
      (
        ["--expired", "--yes"], 64,
        "modq: the policy keeps private parts for ever\n      Set private_retention in policy.yml (as 90d), "
          + "and let modq ingest use it once.\n"
      ),
      (["--finish"], 0, "nothing is left to do of any erasure\n"),
    ])
    func whatCannotBeErasedIsSaidAndNothingChanges(arguments: [String], status: Int32, message: String) throws
    {
      let trial = try Trial.told()
      let before = try trial.verify()
      let run = try trial.shell("modq erase \(arguments.map { "'\($0)'" }.joined(separator: " "))")
      #expect(run.status == status && run.output == "")
      #expect(run.errors.hasSuffix(message), "\(run.errors)")
      #expect(try trial.verify() == before)
    }
  }
}
