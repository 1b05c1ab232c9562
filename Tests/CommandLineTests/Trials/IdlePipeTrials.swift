import Foundation
import Glibc
import Testing

extension Trials.Processes {
  @Suite struct IdlePipeTrials {
    private func comment(_ number: Int) -> String {
      #"{"type":"comment","id":"c\#(number)","at":"2025-06-01T00:00:00Z","thread":"t","nick":"n\#(number)","#
        + #""body":"hello \#(number)"}"# + "\n"
    }

    @Test func aLineOnAnIdlePipeIsAnsweredBeforeTheNextComes() throws {
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      for number in 1...3 {
        let clock = ContinuousClock.now
        try run.send(comment(number))
        let line = try #require(try run.line())
        #expect(try PrintedLine(line).id == "c\(number)")
        print("line \(number) on an idle pipe was answered after \(ContinuousClock.now - clock)")
      }
      // Half a line is no line.
      try run.send(#"{"type":"comment","id":"c4","#)
      run.closeInput()
      #expect(try run.lines() == [])
      let (status, errors) = try run.end()
      #expect(status == 1)
      #expect(
        errors == """
          modq: line 4, column 29: not JSON: where a key in double quotes should be, the line ends (write one object of JSON a line)
          ingested 3 events: 3 judged (3 publish, 0 hold, 0 reject), 0 already known, 1 refused

          """)
    }

    /// The commits are counted in the write-ahead log, where the last frame of each says how large the file is then.
    @Test func linesThatComeTogetherAreOneCommit() throws {
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      try run.send(comment(0))
      _ = try run.line()
      // On a busy machine 50 ms may pass between two of five lines, but not every time.
      var fewest = Int.max
      for round in 0..<8 where fewest > 1 {
        let before = try WriteAheadLog(trial.bytes(of: "modq.db-wal")).commits
        try run.send((1...5).map { comment(10 * round + $0) }.joined())
        for _ in 1...5 { _ = try #require(try run.line()) }
        fewest = min(fewest, try WriteAheadLog(trial.bytes(of: "modq.db-wal")).commits - before)
      }
      #expect(fewest == 1)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalOnAnIdlePipeEndsTheRunAndSaysThroughWhichLine(_ number: Int32) throws {
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      try run.send(comment(1) + comment(2))
      _ = try run.line()
      _ = try run.line()
      run.signal(number)
      #expect(try run.lines() == [])
      let (status, errors) = try run.end()
      #expect(status == 0)
      #expect(
        errors == """
          modq: stopped after line 2 of standard input: everything up to there is kept
          ingested 2 events: 2 judged (2 publish, 0 hold, 0 reject), 0 already known, 0 refused

          """)
      try trial.verify()
    }

    /// The input goes on all the time: the run ends nevertheless, at a line, and what it printed is what it kept.
    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalInTheMiddleOfAStreamKeepsWhatWasPrinted(_ number: Int32) throws {
      let stream = TrialStream(seed: 5, count: 9_000)
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--verbose")
      run.feed(stream.text)
      var lines = [try #require(try run.line())]
      run.signal(number)
      lines += try run.lines()
      let (status, errors) = try run.end()
      #expect(status == 0)
      #expect(lines.count < 9_000)
      #expect(
        errors.hasPrefix(
          "modq: stopped after line \(lines.count) of standard input: everything up to there is kept\n"
            + "ingested \(lines.count) events: "), "\(errors)")
      #expect(try lines.map { try PrintedLine($0).id } == (0..<lines.count).map { "e\($0)" })
      // The rule set is an entry too.
      #expect(try trial.verify().entries == lines.count + 1)
    }

    @Test func aReaderThatGoesAwayIsNoFaultAndLosesNothing() throws {
      let stream = TrialStream(seed: 6, count: 9_000)
      let trial = try Trial()
      try trial.write(stream.text, to: "events.jsonl")
      let run = try trial.shell("{ modq ingest events.jsonl; echo $? > status; } | head -n 1")
      #expect(run.errors == "")
      #expect(try trial.text(of: "status") == "0\n")
      let again = try trial.modq("ingest", "events.jsonl")
      #expect(again.lines.first.map(PrintedLine.first) == run.lines.first)
      #expect(try PrintedLine(#require(again.lines.first)).known)
      let whole = try Trial()
      #expect(try whole.modq("ingest", input: stream.text).lines == again.lines.map(PrintedLine.first))
      #expect(try trial.verify().projections == whole.verify().projections)
    }

    private static let again =
      "      What was committed stands: give the same input again, and each known line's first verdict is printed.\n"

    /// The numbers of streams that were closed must not be given to the log or the lock beside it.
    @Test(arguments: [
      (">&-", 74, "modq: cannot write the output: Bad file descriptor\n\(again)"),
      (">/dev/full", 74, "modq: cannot write the output: No space left on device\n\(again)"),
      (">/dev/null 2>&-", 0, ""),
      ("<&- >&-", 74, "modq: cannot write the output: Bad file descriptor\n\(again)"),
    ])
    func aClosedStreamIsNeverTakenForTheLog(_ streams: String, _ status: Int32, _ errors: String) throws {
      let trial = try Trial()
      try trial.write((1...40).map { comment($0) }.joined(), to: "events.jsonl")
      #expect(
        try trial.shell("modq ingest events.jsonl \(streams)") == Trial.Run(errors: errors, status: status))
      #expect(try trial.bytes(of: "modq.db-lock") == [])
      let again = try trial.modq("ingest", "events.jsonl")
      #expect(again.lines.count == 40 && again.status == 0)
      try trial.verify()
    }

    @Test func pipesThatDoNotWaitLoseNothing() throws {
      let stream = TrialStream(seed: 19, count: 3_000)
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--verbose", withPipesThatWait: false)
      run.feed(stream.text)
      // More than the pipe holds (64 KiB) is ready before anything is read.
      usleep(2_000_000)
      let lines = try run.lines()
      #expect(try run.end().status == 0)
      #expect(try lines == Trial().modq("ingest", "--verbose", input: stream.text).lines)
    }

    @Test func closedInputIsNoInput() throws {
      let trial = try Trial()
      #expect(
        try trial.shell("modq ingest <&-")
          == Trial.Run(
            errors: """
              modq: standard input: can't read: Bad file descriptor
                    Name a file of JSON Lines, or - for standard input.

              """, status: 66))
    }
  }
}
