import Foundation
import Glibc
import SeededNumbers
import Testing

extension Trials.Interruptions {
  @Suite struct KillTrials {
    /// How often each log is killed.
    private static let killsOfOneLog = 10

    /// A log for each.
    private static let seeds = (0..<max(1, (Trials.rounds ?? (Trials.areLong ? 2_000 : 100)) / killsOfOneLog))
      .map { Trials.seed + UInt64($0) }

    /// Kills `ingest` at some moment, again and again on the same log, while a pipe feeds it the same stream; then lets
    /// it go through once.
    @Test(arguments: KillTrials.seeds)
    func whateverWasPrintedBeforeAKillIsInTheLogOnce(seed: UInt64) throws {
      let stream = TrialStream(seed: seed, count: Trials.areLong ? 4_000 : 600)
      let undisturbed = try Trial()
      let expected = try undisturbed.modq("ingest", input: stream.text)
      try #require(expected.status == 0, "\(expected.errors)")

      let trial = try Trial()
      var random = SplitMix64(seed: seed)
      var printed: [String: Int] = [:]
      for round in 0..<KillTrials.killsOfOneLog {
        let run = try LiveRun(trial, "ingest")
        run.feed(stream.text)
        var lines: [String] = []
        // Half of the rounds are killed while the log is opened, half while lines go through.
        if round % 2 == 1, let line = try run.line() { lines.append(line) }
        usleep(UInt32(5_000 + random.below(295_000)))
        run.signal(SIGKILL)
        lines += try run.lines()
        _ = try run.end()
        for line in try lines.map({ try PrintedLine($0) }) {
          let before = printed.updateValue(line.seq, forKey: line.id)
          #expect(line.known || before == nil, "seed \(seed), round \(round): \(line.id) was lost")
          #expect(
            before == nil || before == line.seq, "seed \(seed), round \(round): \(line.id) is there twice")
        }
        if round % 5 == 1 {
          let proof = try trial.verify()
          #expect(proof.entries >= printed.values.max() ?? 0, "seed \(seed), round \(round)")
        }
      }

      let last = try trial.modq("ingest", input: stream.text)
      #expect(last.status == 0 && last.lines.map(PrintedLine.first) == expected.lines, "seed \(seed)")
      for line in try last.lines.map({ try PrintedLine($0) }) where printed[line.id] != nil {
        #expect(line.known && line.seq == printed[line.id], "seed \(seed): \(line.id) was lost")
      }
      #expect(try trial.verify().projections == undisturbed.verify().projections, "seed \(seed)")
      print(
        "killed, seed \(seed): \(KillTrials.killsOfOneLog) times, \(printed.count) verdicts printed before")
    }

    /// A replay that is killed leaves the old projections in use, and the next one goes through.
    @Test func aKilledReplayLeavesTheProjectionsAsTheyWere() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 3, count: 400).text).status == 0)
      let before = try trial.verify()
      var random = SplitMix64(seed: 3)
      for _ in 0..<(Trials.areLong ? 50 : 3) {
        let run = try LiveRun(trial, "replay")
        usleep(UInt32(5_000 + random.below(295_000)))
        run.signal(SIGKILL)
        _ = try run.end()
        #expect(try trial.verify() == before)
      }
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.verify() == before)
    }

    /// A copy that is killed never looks like a whole one.
    @Test func aKilledCopyIsEmptyAndCanBeMadeAgain() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 23, count: 400).text).status == 0)
      var random = SplitMix64(seed: 23)
      for _ in 0..<(Trials.areLong ? 50 : 3) {
        let run = try LiveRun(trial, "replay", "--until", "390", "--into", "copy.db")
        usleep(UInt32(5_000 + random.below(295_000)))
        run.signal(SIGKILL)
        _ = try run.end()
        guard FileManager.default.fileExists(atPath: trial.file("copy.db").path) else { continue }
        let stats = try trial.modq("verify", "--db", "copy.db")
        // Before its tables were made it is no log yet.
        #expect(
          stats.status == 65
            || ["0", "390"].contains { stats.output.hasPrefix(#"{"ok":true,"entries":\#($0),"#) })
        if stats.output.hasPrefix(#"{"ok":true,"entries":390,"#) { _ = try trial.shell("rm copy.db*") }
      }
      #expect(
        try trial.modq("replay", "--until", "390", "--into", "copy.db")
          == Trial.Run(errors: "copied 390 entries into copy.db\n"))
      #expect(
        try trial.modq("export", "--full", "--db", "copy.db").lines.dropLast()
          == trial.modq("export", "--full").lines.prefix(390))
      #expect(
        try trial.modq("replay", "--until", "390", "--into", "copy.db")
          == Trial.Run(
            errors: "modq: copy.db: it is there already; a copy is made into a new file\n", status: 74))
    }

    /// What was killed while an export was taken in leaves nothing in the way.
    @Test func aKilledRestorationLeavesAnEmptyLogAndCanBeRunAgain() throws {
      let source = try Trial()
      #expect(try source.modq("ingest", input: TrialStream(seed: 4, count: 400).text).status == 0)
      let export = try source.modq("export", "--full").output
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--as-recorded")
      // The first lines without the end: the program has begun and waits for more.
      try run.send(String(export.prefix(60_000)))
      usleep(300_000)
      run.signal(SIGKILL)
      _ = try run.end()
      let left = try trial.modq("verify")
      // Before its tables were made it is no log yet.
      #expect(left.status == 65 || left.output.hasPrefix(#"{"ok":true,"entries":0,"#), "\(left)")
      #expect(
        try trial.modq("ingest", "--as-recorded", input: export)
          == Trial.Run(errors: "restored \(source.verify().entries) entries as recorded\n"))
      #expect(try trial.verify() == source.verify())
    }
  }
}
