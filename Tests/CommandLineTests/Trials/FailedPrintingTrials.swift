import Foundation
import Testing

extension Trials {
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
  }
}
