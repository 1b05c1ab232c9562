import Foundation
import Glibc
import Testing

extension Trials.Processes {
  @Suite struct SeveralProcessesTrials {
    /// Two pipes feed the same log while a moderator decides: nobody is told to try again, nothing is lost or mixed up.
    @Test func twoPipesAndAModeratorShareALog() throws {
      let count = Trials.areLong ? 5_000 : 300
      let streams = ["a", "b"].enumerated().map {
        TrialStream(seed: UInt64(10 + $0.offset), count: count, prefix: $0.element)
      }
      let trial = try Trial()
      // Both may be the one that makes the file.
      let runs = try streams.map { stream in
        let run = try LiveRun(trial, "ingest", "--verbose")
        run.feed(stream.text)
        return run
      }
      let first = try PrintedLine(#require(try runs[0].line()))
      var decisions = 0
      for action in ["approve", "reject", "escalate", "note", "spam", "approve"] {
        let run = try trial.modq(action, first.id, "--reason", "trial")
        #expect(run.status == 0 && run.errors == "")
        decisions += run.lines.count
      }
      var seqs = [first.seq]
      for run in runs {
        seqs += try run.lines().map { try PrintedLine($0).seq }
        let (status, errors) = try run.end()
        #expect(status == 0)
        #expect(errors.hasPrefix("ingested \(count) events: "), "\(errors)")
      }
      #expect(decisions == 6)
      #expect(Set(seqs).count == 2 * count)
      let proof = try trial.verify()
      #expect(proof.entries == 2 * count + decisions + 1)
      #expect(try trial.modq("replay").status == 0)
      #expect(try trial.verify() == proof)
    }

    /// Each begins anew what the other has begun, and both end well.
    @Test func replaysAtOnceComeToTheSameEnd() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 20, count: 500).text).status == 0)
      let before = try trial.verify()
      let replays = try (0..<4).map { _ in try LiveRun(trial, "replay") }
      for replay in replays {
        _ = try replay.lines()
        let (status, errors) = try replay.end()
        #expect(status == 0)
        #expect(errors == "" || errors.hasPrefix("modq: old and new were not compared: "), "\(errors)")
      }
      #expect(try trial.verify() == before)
    }

    /// Old and new are compared as of one entry, whoever appends meanwhile.
    @Test func aReplayBesideWritersFindsBothEqual() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 23, count: 500).text).status == 0)
      let before = try trial.verify().entries
      let feed = try LiveRun(trial, "ingest")
      feed.feed(TrialStream(seed: 24, count: Trials.areLong ? 20_000 : 3_000, prefix: "w").text)
      _ = try #require(try feed.line())
      for _ in 0..<4 {
        let replay = try trial.modq("replay")
        #expect(replay.status == 0)
        #expect(!replay.output.contains(#""equal":false"#), "\(replay.output)")
        #expect(
          replay.output.contains(#""equal":true"#) != replay.output.contains(#""equal":null"#),
          "\(replay.output)")
      }
      _ = try feed.lines()
      #expect(try feed.end().status == 0)
      let still = try trial.modq("replay")
      #expect(still.errors == "" && still.output.contains(#""equal":true"#), "\(still.output)")
      #expect(try trial.verify().entries > before)
    }

    /// Commits to a file that nobody will ever open again would succeed: the run says so instead.
    @Test(arguments: [
      "mv modq.db away.db", "rm modq.db modq.db-wal modq.db-shm", "cp modq.db new.db && mv new.db modq.db",
    ])
    func aLogThatIsTakenAwayIsNoLongerWrittenTo(_ script: String) throws {
      let lines = TrialStream(seed: 21, count: 2).lines
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      try run.send(lines[0] + "\n")
      _ = try #require(try run.line())
      let follower = try LiveRun(trial, "changes", "--follow")
      _ = try #require(try follower.line())
      #expect(try trial.shell(script).status == 0)
      try run.send(lines[1] + "\n")
      #expect(try run.lines() == [])
      let (status, errors) = try run.end()
      #expect(status == 74)
      #expect(errors == "modq: modq.db: it was moved, deleted or replaced while it was open\n")
      _ = try follower.lines()
      #expect(try follower.end().status == 74)
    }

    /// Two processes would each hold a lock of their own.
    @Test func aLockFileThatIsRemovedIsMadeAgain() throws {
      let lines = TrialStream(seed: 22, count: 2).lines
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      for line in lines {
        try run.send(line + "\n")
        _ = try #require(try run.line())
        #expect(try trial.shell("rm modq.db-lock").status == 0)
      }
      run.closeInput()
      #expect(try run.end().status == 0)
      #expect(try trial.listing() == ["modq.db", "modq.db-lock"])
      try trial.verify()
    }

    /// A reader in the middle of a long list does not keep writers waiting, and sees one state from end to end.
    @Test func aReaderThatDawdlesHoldsNobodyUp() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 12, count: 900).text).status == 0)
      let before = try trial.verify()
      let reader = try LiveRun(trial, "export", "--full")
      var lines = [try #require(try reader.line())]
      let more = TrialStream(seed: 13, count: 20, prefix: "later").text
      #expect(try trial.modq("ingest", input: more).status == 0)
      lines += try reader.lines()
      #expect(try reader.end().status == 0)
      // Each entry, and the line that says how many there are.
      #expect(lines.count == before.entries + 1)
      #expect(try trial.verify().entries == before.entries + 20)
    }

    /// Who takes no verdicts off the pipe stops the run that prints them, and no other.
    @Test func verdictsThatNobodyReadsHoldNobodyUp() throws {
      let count = 9_000
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--verbose")
      run.feed(TrialStream(seed: 26, count: count).text)
      var lines = [try #require(try run.line())]
      let first = try PrintedLine(lines[0])
      for _ in 0..<3 {
        let note = try trial.modq("note", first.id, "--reason", "meanwhile")
        #expect(note.status == 0 && note.errors == "", "\(note.errors)")
      }
      #expect(run.isRunning)
      lines += try run.lines()
      let (status, errors) = try run.end()
      #expect(status == 0, "\(errors)")
      #expect(try lines.map { try PrintedLine($0).id } == (0..<count).map { "e\($0)" })
    }
  }
}
