import Foundation
import Testing

extension Trials.Processes {
  /// A decision whose output can't be written stands all the same, and whoever made it is told so.
  struct FailedPrintingTrials {
    private func run(_ workshop: Workshop, _ command: String) throws -> ModQProcess {
      try ModQProcess(
        program: URL(fileURLWithPath: "/bin/bash"),
        ["-c", "\(ModQProcess.executable.path) \(command) > /dev/full"],
        input: [],
        environment: [
          "MODQ_DB": workshop.folder.appendingPathComponent("modq.db").path, "MODQ_MODERATOR": "aya",
        ], directory: workshop.folder)
    }

    @Test(arguments: [
      ("approve c3", "modq:decision-9 was recorded and stands"),
      ("reject c2 c3", "modq:decision-9 and 1 more were recorded and stand"),
      ("undo d1", "modq:decision-9 was recorded and stands"),
      ("block Bob", "modq:decision-9 was recorded and stands"),
      ("spam --where thread=t1 --yes", "modq:batch-9 was recorded and stands"),
    ])
    func theDecisionStandsAndIsNamed(_ command: String, _ words: String) throws {
      let workshop = try Workshop(story)
      let run = try run(workshop, command)
      #expect(
        run.errors == """
          modq: \(words); only printing that failed: No space left on device
                Nothing has to be done again; `modq log --kind decision` shows what was decided.

          """)
      #expect(run.status == 74)
      #expect(
        try workshop.modq("log", "--kind", "decision", "--format", "ids").output.contains("modq:decision-9\n")
      )
    }

    /// What the argument parser would print itself.
    @Test(arguments: [
      "--help", "--version", "queue --help", "help approve", "", "--generate-completion-script bash",
    ])
    func helpThatNobodyGotIsNoSuccess(_ command: String) throws {
      let run = try run(try Workshop(story), command)
      #expect(run.errors == "modq: cannot write the output: No space left on device\n")
      #expect(run.status == 74)
    }

    @Test(arguments: [
      (
        "sweep --apply --yes --rules rules",
        "modq:batch-10 was recorded and stands; only printing that failed: No space left on device\n"
          + "      Nothing has to be done again; `modq log --kind decision` shows what was decided.\n"
      ),
      (
        "erase c3 --yes",
        "what was named is erased (2 entries, 0 refused lines); only printing that failed: No space left on device\n"
          + "      Nothing has to be done again; `modq log --kind erase` shows it.\n"
      ),
      (
        "backup copy.db",
        "copy.db was made and proven; only printing that failed: No space left on device\n"
          + "      Nothing has to be done again; `modq verify --db FILE` proves it again.\n"
      ),
      (
        "replay",
        "the projections were made anew; only printing that failed: No space left on device\n"
          + "      Nothing has to be done again; `modq verify` compares them.\n"
      ),
      (
        "claim c3",
        "what is free is claimed; only printing that failed: No space left on device\n"
          + "      Nothing has to be done again; `modq queue --claimed-by NAME` lists it.\n"
      ),
      // Nothing is done by it: nothing stands.
      ("check more.jsonl --rules rules", "cannot write the output: No space left on device\n"),
      (
        "ingest more.jsonl --rules rules",
        "cannot write the output: No space left on device\n      What was committed stands: give the same "
          + "input again, and each known line's first verdict is printed.\n"
      ),
    ])
    func whatWasDoneStandsAndIsSaid(_ command: String, _ words: String) throws {
      let workshop = try Workshop(story)
      try Data(
        """
        {"type":"comment","id":"m1","thread":"t","nick":"May","body":"hello"}

        """.utf8
      ).write(to: workshop.folder.appendingPathComponent("more.jsonl"))
      try Data(
        "rules: [{id: shout, title: Shouting, score: 4, match: {shout: {field: body, regex: '^[A-Z ]{8,}$'}}, tests: [{hit: HELLO WORLD}, {miss: hello}]}]\n"
          .utf8
      )
      .write(to: workshop.folder.appendingPathComponent("rules/test.yml"))
      let run = try run(workshop, command)
      #expect(run.errors.hasSuffix("modq: \(words)"), "\(run.errors)")
      #expect(run.status == 74)
      #expect(try workshop.modq("verify").status == 0)
    }
  }
}
