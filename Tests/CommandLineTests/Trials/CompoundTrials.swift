import Foundation
import Glibc
import SeededNumbers
import Testing

extension Trials.Interruptions {
  /// A second misfortune while the first is being mended.
  @Suite struct CompoundTrials {
    private static let stream = TrialStream(seed: 51, count: 300)

    /// Tables of an earlier modq are made anew before anything is asked of them.
    @Test func aLogOfAnEarlierModQIsFoldedAnewBeforeItIsUsed() throws {
      let trial = try Trial()
      try #require(try trial.modq("ingest", input: CompoundTrials.stream.text).status == 0)
      let before = try trial.verify()
      try trial.sql("UPDATE state SET version = 0")
      let reader = try trial.modq("queue", "--format", "count")
      #expect(reader.status == 65 && reader.output == "")
      #expect(
        reader.errors == """
          modq: the projections in modq.db are those of another version of modq, or not whole
                Run `modq replay` once: it makes them anew from the log.

          """)
      let run = try trial.modq("note", "e0", "--reason", "first of the new modq")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try trial.verify().entries == before.entries + 1)
    }

    /// Killed at some moment while tables are made anew, while a log that was killed is mended, or while it is replayed:
    /// whoever reads next finds what was there, or is told, and never an empty list.
    @Test func aKillDuringAnyMendingLeavesWhatWasThere() throws {
      let pattern = try Trial()
      try #require(try pattern.modq("ingest", input: CompoundTrials.stream.text).status == 0)
      let before = try pattern.verify()
      let waiting = try pattern.modq("queue", "--format", "count").output
      try #require(waiting != "0\n")
      var random = SplitMix64(seed: Trials.seed)
      let rounds = Trials.rounds ?? (Trials.areLong ? 500 : 20)
      var killed = 0
      for round in 0..<rounds {
        let place = "seed \(Trials.seed), round \(round)"
        let trial = try Trial()
        try FileManager.default.copyItem(at: pattern.file("modq.db"), to: trial.file("modq.db"))
        var extra = 0
        switch round % 4 {
        case 0:
          try trial.sql("UPDATE state SET version = 0")
          let run = try LiveRun(trial, "note", "e0", "--reason", "x")
          extra += try kill(run, &random, &killed)
        case 1:
          let feeding = try LiveRun(trial, "ingest", "--verbose")
          try feeding.send(TrialStream(seed: 52, count: 3, prefix: "more").text)
          extra += try (0..<3).map { _ in try feeding.line() }.filter { $0 != nil }.count
          feeding.signal(SIGKILL)
          _ = try feeding.end()
          // Whoever comes next brings back what is in the write-ahead log, and is killed too.
          let run = try LiveRun(trial, "note", "e0", "--reason", "x")
          extra += try kill(run, &random, &killed)
        case 2:
          // The log's own tables are brought up to date, and those folded from it are made anew.
          try trial.makeSchemaOlder()
          try trial.sql("UPDATE state SET version = 0")
          let run = try LiveRun(trial, "note", "e0", "--reason", "x")
          extra += try kill(run, &random, &killed)
        default:
          let run = try LiveRun(trial, "replay")
          _ = try kill(run, &random, &killed)
        }
        let reader = try trial.modq("queue", "--format", "count")
        #expect(
          reader.status == 65 && reader.errors.contains("modq replay")
            || reader.status == 0 && reader.output != "0\n",
          "\(place): \(reader)")
        #expect(try trial.modq("note", "e0", "--reason", "y").status == 0, "\(place)")
        let after = try trial.verify()
        // The note that was killed may have been logged without having said so.
        #expect(
          (extra + 1...extra + 2).contains(after.entries - before.entries), "\(place): \(after.entries)")
      }
      #expect(killed > 0)
      print("compound, seed \(Trials.seed): \(rounds) rounds, \(killed) killed before their end")
    }

    /// Kills `run` soon; gives how many decisions it printed.
    private func kill(_ run: LiveRun, _ random: inout SplitMix64, _ killed: inout Int) throws -> Int {
      usleep(UInt32(5_000 + random.below(295_000)))
      run.signal(SIGKILL)
      let count = try run.lines().filter { $0.hasPrefix(#"{"seq":"#) }.count
      if try run.end().status == -SIGKILL { killed += 1 }
      return count
    }
  }
}
