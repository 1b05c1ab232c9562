import Foundation
import Glibc
import SeededNumbers
import Testing

extension Trials.Interruptions {
  /// Erasures that came to no end, and what finishes them.
  @Suite struct StoppedErasureTrials {
    /// Runs `command` while a reader of an older state keeps the write-ahead log, so that it can't come to its end, and `then`
    /// before that reader ends.
    private func stop(
      _ command: [String], in trial: Trial, _ then: (Trial.Run) throws -> Void = { _ in }
    ) throws {
      try trial.withReader {
        let run = try trial.modq(command)
        #expect(run.status == 75 && run.output == "")
        try then(run)
      }
    }

    @Test func aReaderThatDoesNotEndIsNamedAndTheRestIsDoneLater() throws {
      let trial = try Trial.told()
      try stop(["erase", "z1", "--yes"], in: trial) { run in
        #expect(run.errors.hasSuffix("then run `modq erase --finish`.\n"), "\(run.errors)")
        #expect(try trial.modq("doctor").output.contains(#""erasure":"checkpoint""#))
        try trial.verify()
      }
      #expect(try trial.modq("erase", "--finish").status == 0)
      #expect(try trial.found(["Zarathustra spoke", "whispered"]) == [])
      #expect(try trial.modq("doctor").output.contains(#""erasure":null"#))
    }

    /// Whoever was told to make room and try again gives the same command again.
    @Test(arguments: [["z1"], ["--nick", "ひみつの名前"]])
    func theSameCommandAgainFinishesWhatWasStopped(_ target: [String]) throws {
      let trial = try Trial.told()
      let command = ["erase"] + target + ["--yes"]
      try stop(command, in: trial)
      #expect(
        try trial.modq(command)
          == Trial.Run(
            errors: """
              modq: an erasure was stopped before its end: that is finished first
              modq: nothing more is to be erased there

              """))
      #expect(try trial.found(["Zarathustra spoke", "whispered"]) == [])
      #expect(try trial.modq("doctor").output.contains(#""erasure":null"#))
      #expect(try trial.modq(command).status == 66)
    }

    /// A slip beside an erasure that was stopped is still one.
    @Test func anUnknownIdIsNotTakenForDone() throws {
      let trial = try Trial.told()
      try stop(["erase", "z1", "--yes"], in: trial)
      #expect(try trial.modq("erase", "c2", "zz", "--yes").status == 66)
      #expect(try trial.modq("erase", "--refused", "--reason", "x", "--yes").status == 64)
    }

    /// The names are out of the log and still in its projections, and would be in those of a copy.
    @Test func noCopyIsMadeOfWhatIsHalfErased() throws {
      let trial = try Trial.told()
      try trial.sql("INSERT INTO memo (name, seq, at, value) VALUES ('erasure', 13, 0, 'fold')")
      let run = try trial.modq("backup", "copy.db")
      #expect(run.status == 3)
      #expect(
        run.errors.hasPrefix(
          "modq: an erasure is not finished, and a copy would keep what was erased: `modq erase --finish` goes on with it\n"
        ),
        "\(run.errors)")
      #expect(try !trial.listing().contains("copy.db"))
    }

    @Test func aKilledErasureIsFinishedOrNeverWas() throws {
      var random = SplitMix64(seed: 9)
      for round in 0..<(Trials.areLong ? 20 : 4) {
        let trial = try Trial.told()
        let before = try trial.modq("changes").output
        let run = try LiveRun(trial, "erase", "z1", "--yes")
        usleep(UInt32(20_000 + random.below(200_000)))
        run.signal(SIGKILL)
        _ = try run.end()
        _ = try trial.modq("erase", "--finish")
        let isErased = try trial.verify().entries == 14
        let left = try trial.found(["Zarathustra spoke", "whispered"])
        #expect(left.isEmpty == isErased, "round \(round)")
        #expect(try trial.modq("changes").output == before, "round \(round)")
        #expect(try trial.modq("doctor").status == 0, "round \(round)")
      }
    }
  }
}
