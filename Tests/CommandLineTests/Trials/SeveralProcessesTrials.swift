import Foundation
import Glibc
import Testing

extension Trials {
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
      #expect(lines.count == before.entries)
      #expect(try trial.verify().entries == before.entries + 20)
    }
  }
}
