import Foundation
import Testing

extension Trials.Processes {
  /// Four pipes, four moderators, somebody who replays and two who read, all on one log and all at the same time.
  @Suite struct ManyAtOnceTrials {
    /// Begins all of them, and ends when the four pipes have ended; what anybody complained of is in `failures`.
    private static let script = """
      touch busy failures
      pipes=
      for name in a b c d; do
        (modq ingest --verbose $name.jsonl > $name.out 2> $name.err &
          trap "kill $!; wait $!" TERM
          wait $! || echo "ingest $name: $?" >> failures) &
        pipes="$pipes $!"
      done
      while ! [ -s a.out ]; do
        [ -s failures ] && { kill $pipes 2> /dev/null; wait; exit 1; }
        sleep 0.05
      done
      for moderator in 1 2 3 4; do
        (while [ -e busy ]; do
          for word in approve reject spam escalate note; do
            modq $word ae0 --by moderator$moderator --reason trial >> $moderator.out 2>> $moderator.err ||
              echo "$word: $?" >> failures
          done
        done) &
      done
      (while [ -e busy ]; do modq replay > /dev/null 2>> replay.err || echo "replay: $?" >> failures; done) &
      (while [ -e busy ]; do
        modq export --full 2>> export.err | tail -n 1 | grep -q '^{"end":' || echo "export: $?" >> failures
        stat -c %s modq.db-wal >> wal 2> /dev/null
      done) &
      (while [ -e busy ]; do
        modq queue --limit 20 > /dev/null 2>> queue.err || echo "queue: $?" >> failures
        stat -c %s modq.db-wal >> wal 2> /dev/null
      done) &
      wait $pipes
      rm busy
      wait
      # Who comes second with the same word is told so, and who waits for more than a second.
      cat [1-4].err replay.err export.err queue.err |
        grep -v -e ': nothing was changed$' -e '^modq: waiting for another process' || true
      """

    @Test func everybodyEndsWellAndNothingIsLostOrMixedUp() throws {
      let count = Trials.rounds ?? (Trials.areLong ? 250_000 : 250)
      let trial = try Trial()
      for (number, name) in ["a", "b", "c", "d"].enumerated() {
        let stream = TrialStream(seed: Trials.seed + UInt64(number), count: count, prefix: name)
        try trial.write(stream.text, to: "\(name).jsonl")
      }
      let run = try trial.shell(ManyAtOnceTrials.script)
      #expect(run.status == 0 && run.output == "", "seed \(Trials.seed): \(run)")
      #expect(try trial.text(of: "failures") == "", "seed \(Trials.seed)")
      // What each pipe and each moderator was told is in the log once, at that place.
      var seqs: [Int] = []
      for name in ["a", "b", "c", "d"] {
        let lines = try trial.text(of: "\(name).out").split(separator: "\n").map {
          try PrintedLine(String($0))
        }
        #expect(lines.map(\.id) == (0..<count).map { "\(name)e\($0)" }, "seed \(Trials.seed)")
        seqs += lines.map(\.seq)
      }
      let events = seqs.count
      for moderator in 1...4 {
        seqs += try trial.text(of: "\(moderator).out").split(separator: "\n").map {
          try #require(try JSONDecoder().decode([String: SeqOrNot].self, from: Data($0.utf8))["seq"]?.value)
        }
      }
      #expect(seqs.count > events && Set(seqs).count == seqs.count, "seed \(Trials.seed)")
      // And the rule set that was in use.
      let proof = try trial.verify()
      #expect(proof.entries == seqs.count + 1 && seqs.max() == proof.entries)
      let logBytes = try trial.text(of: "wal").split(separator: "\n").compactMap { Int($0) }.max() ?? 0
      // A group, and what a reader or a replay keeps from being moved meanwhile.
      #expect(logBytes < 256 << 20)
      print(
        "many at once, seed \(Trials.seed): \(events) events, \(seqs.count - events) decisions,",
        "the write-ahead log at most \(logBytes >> 10) KiB")
    }

    /// One value of a line of which only the number matters.
    private struct SeqOrNot: Decodable {
      var value: Int?

      init(from decoder: any Decoder) throws {
        value = try? decoder.singleValueContainer().decode(Int.self)
      }
    }
  }
}
