import Foundation
import Testing

extension Trials.Files {
  /// What `private_retention` lets go at the end of an input.
  @Suite struct RetentionTrials {
    private static func line(_ id: String, at: String, ip: String) -> String {
      #"{"type":"comment","id":"\#(id)","at":"\#(at)","thread":"t2","nick":"花子","body":"hi","ip":"\#(ip)"}"#
        + "\n"
    }

    private static func trial() throws -> Trial {
      let trial = try Trial.told()
      try trial.write("thresholds: {hold: 4, reject: 10}\nprivate_retention: 90d\n", to: "Rules/policy.yml")
      return trial
    }

    @Test func whatIsOverByTheTimeOfTheEventsGoesAtTheEndOfTheInput() throws {
      let trial = try RetentionTrials.trial()
      let late = RetentionTrials.line("late", at: "2025-08-31T00:00:00Z", ip: "198.51.100.99")
      let run = try trial.modq("ingest", input: late)
      #expect(
        run.errors
          == """
          ingested 1 events: 1 judged (1 publish, 0 hold, 0 reject), 0 already known, 0 refused
          modq: erased, since private_retention is over: private parts of entries: 3, refused lines: 0

          """)
      #expect(try trial.found(["198.51.100.8\"", "Netscape-9"]) == [])
      #expect(try trial.found(["Zarathustra spoke", "198.51.100.99"]).count == 2)
      let erasure = try trial.modq("log", "--kind", "erase", "--format", "json").output
      #expect(erasure.contains(#""by":"modq:retention""#), "\(erasure)")
      let proof = try trial.verify()
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.verify() == proof)
      #expect(try trial.modq("doctor").output.contains(#""erasure":null"#))
      // The same line again is known, and nothing more is over.
      #expect(try trial.modq("ingest", input: late).errors.hasSuffix("1 already known, 0 refused\n"))
      #expect(try trial.verify() == proof)
    }

    /// All is folded anew for it: once a day is enough.
    @Test func aDayIsLetGoAtOnce() throws {
      let trial = try RetentionTrials.trial()
      func errors(_ id: String, at: String) throws -> String {
        try trial.modq("ingest", input: RetentionTrials.line(id, at: at, ip: "198.51.100.1")).errors
      }
      #expect(try errors("a", at: "2025-08-31T00:00:00Z").contains("entries: 3,"))
      #expect(try errors("b", at: "2025-08-31T12:00:00Z").hasSuffix("0 refused\n"))
      #expect(try errors("c", at: "2025-08-31T23:59:59Z").hasSuffix("0 refused\n"))
      #expect(try errors("d", at: "2025-11-29T12:00:00Z").contains("entries: 1,"))
      #expect(try errors("e", at: "2025-12-01T00:00:00Z").contains("entries: 2,"))
    }

    /// Who waits for verdicts does not wait for that, and what was cut short is not its end.
    @Test func anInputThatIsNotAtItsEndErasesNothing() throws {
      let trial = try RetentionTrials.trial()
      let run = try LiveRun(trial, "ingest")
      try run.send(RetentionTrials.line("late", at: "2025-08-31T00:00:00Z", ip: "198.51.100.99"))
      _ = try #require(try run.line())
      run.signal(SIGTERM)
      _ = try run.lines()
      #expect(try run.end().errors.contains("stopped after line 1"))
      #expect(try trial.found(["Netscape-9"]).count == 1)
    }

    /// The verdicts are printed: what is left to do is said, and done by the next run.
    @Test func whatAReaderKeptIsFinishedByTheNextRun() throws {
      let trial = try RetentionTrials.trial()
      let late = RetentionTrials.line("late", at: "2025-08-31T00:00:00Z", ip: "198.51.100.99")
      try trial.withReader {
        let run = try trial.modq("ingest", input: late)
        #expect(run.status == 0 && run.output.contains(#""id":"late""#))
        #expect(run.errors.hasSuffix("the next run goes on with it\n"), "\(run.errors)")
        #expect(try trial.modq("doctor").output.contains(#""erasure":"checkpoint""#))
      }
      #expect(
        try trial.modq("ingest", input: late).errors.hasSuffix(
          "modq: an erasure that was stopped before is finished\n"))
      #expect(try trial.found(["Netscape-9"]) == [])
      #expect(try trial.modq("doctor").output.contains(#""erasure":null"#))
    }

    /// One that comes late, as of another site, does not turn the time back.
    @Test func theLatestEventCountsAndNotTheLast() throws {
      let trial = try RetentionTrials.trial()
      let lines =
        RetentionTrials.line("late", at: "2025-08-31T00:00:00Z", ip: "198.51.100.99")
        + RetentionTrials.line("old", at: "2025-06-03T00:00:00Z", ip: "198.51.100.98")
      #expect(try trial.modq("ingest", input: lines).errors.contains("entries: 3,"))
    }

    /// Nobody asked for it who could sign for it.
    @Test func itsNameIsNobodyElses() throws {
      let trial = try Trial.told()
      #expect(try trial.modq("approve", "c2", "--by", "modq:retention").status == 64)
    }
  }
}
