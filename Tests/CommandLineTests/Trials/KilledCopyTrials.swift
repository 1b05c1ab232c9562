import Foundation
import Glibc
import SeededNumbers
import Testing

extension Trials.Interruptions {
  /// Backups, what is restored from them, and migrations, killed at some moment.
  @Suite struct KilledCopyTrials {
    private let rounds = Trials.rounds ?? (Trials.areLong ? 100 : 4)

    private func log(_ count: Int = 400) throws -> Trial {
      let trial = try Trial()
      try #require(try trial.modq("ingest", input: TrialStream(seed: 61, count: count).text).status == 0)
      return trial
    }

    private func isThere(_ name: String, in trial: Trial) -> Bool {
      FileManager.default.fileExists(atPath: trial.file(name).path)
    }

    private func drafts(in trial: Trial) throws -> [String] {
      try trial.listing().filter { $0.contains("-draft-") }
    }

    /// How long `run` goes on when nobody kills it.
    private func microseconds(_ run: LiveRun) throws -> Int {
      let begin = ContinuousClock.now
      _ = try run.lines()
      let duration = ContinuousClock.now - begin
      let (status, errors) = try run.end()
      try #require(status == 0, "\(errors)")
      return max(10, Int(duration / .microseconds(1)))
    }

    /// Kills `run` at some moment of the `span` that it takes undisturbed; whether that came before its end.
    ///
    /// The first round is killed early, so that one is killed however fast the machine has become meanwhile.
    private func kill(
      _ run: LiveRun, round: Int, span: Int, _ random: inout SplitMix64
    ) throws -> Bool {
      let moment = random.below(span)
      usleep(UInt32(round == 0 ? span / 10 : moment))
      run.signal(SIGKILL)
      return try run.end().status == -SIGKILL
    }

    /// What was killed left the whole copy under its name, or a draft that `doctor` tells of and a later run may leave there.
    @Test func aKilledBackupOrRestorationIsWholeOrNotThere() throws {
      let trial = try log()
      let head = try trial.verify().head
      let spans = [
        try microseconds(try LiveRun(trial, "backup", "kept.db")),
        try microseconds(try LiveRun(trial, "restore", "kept.db", "--db", "new.db")),
      ]
      _ = try trial.shell("rm -f new.db*")
      var random = SplitMix64(seed: Trials.seed)
      var killed = 0
      for round in 0..<rounds {
        let place = "seed \(Trials.seed), round \(round)"
        let (words, product) =
          round % 2 == 0
          ? (["backup", "copy.db"], "copy.db") : (["restore", "kept.db", "--db", "new.db"], "new.db")
        let run =
          words.count == 2
          ? try LiveRun(trial, words[0], words[1])
          : try LiveRun(trial, words[0], words[1], words[2], words[3])
        if try kill(run, round: round, span: spans[round % 2], &random) { killed += 1 }
        let left = try drafts(in: trial)
        let told = try trial.modq("doctor")
        for draft in left { #expect(told.output.contains(draft), "\(place): \(told.output)") }
        #expect(told.status == (left.isEmpty ? 0 : 3), "\(place)")
        if isThere(product, in: trial) {
          #expect(try trial.modq("verify", "--db", product).output.contains(head), "\(place)")
          try FileManager.default.removeItem(at: trial.file(product))
        }
        #expect(try trial.shell("modq " + words.joined(separator: " ")).status == 0, "\(place)")
        #expect(try trial.modq("verify", "--db", product).output.contains(head), "\(place)")
        _ = try trial.shell("rm -f \(product)* *-draft-*")
      }
      #expect(killed > 0)
      #expect(try trial.verify().head == head)
      print("killed copies, seed \(Trials.seed): \(rounds) rounds, \(killed) killed before their end")
    }

    /// A log of an older modq is brought up to date as a whole, or is as it was.
    @Test func aKilledMigrationIsWholeOrNeverWas() throws {
      let pattern = try log()
      let before = try pattern.verify()
      try pattern.makeSchemaOlder()
      // What the statements above left in the write-ahead log belongs to the file.
      try pattern.sql("PRAGMA wal_checkpoint(TRUNCATE)")
      let bytes = try Data(pattern.bytes(of: "modq.db"))
      let undisturbed = try Trial()
      try bytes.write(to: undisturbed.file("modq.db"))
      let span = try microseconds(try LiveRun(undisturbed, "note", "e0", "--reason", "x"))
      var random = SplitMix64(seed: Trials.seed)
      var killed = 0
      for round in 0..<rounds {
        let place = "seed \(Trials.seed), round \(round)"
        let trial = try Trial()
        try bytes.write(to: trial.file("modq.db"))
        let run = try LiveRun(trial, "note", "e0", "--reason", "x")
        if try kill(run, round: round, span: span, &random) { killed += 1 }
        // Readers need no writer to have finished it.
        #expect(try trial.modq("queue", "--format", "count").status == 0, "\(place)")
        #expect(try trial.modq("note", "e0", "--reason", "y").status == 0, "\(place)")
        let after = try trial.verify()
        #expect([1, 2].contains(after.entries - before.entries), "\(place)")
      }
      #expect(killed > 0)
      print("killed migrations, seed \(Trials.seed): \(rounds) rounds, \(killed) killed before their end")
    }
  }
}
