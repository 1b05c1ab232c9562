import Foundation
import Testing

extension Trials.Processes {
  /// What must not matter: the language, the clock's zone, the order of hash tables, how the events are cut up.
  @Suite struct SurroundingsTrials {
    @Test func theSameStreamGivesTheSameBytesEverywhere() throws {
      let stream = TrialStream(seed: 7, count: 250)
      let lists = "for list in export changes queue reputation stats; do modq $list || exit; done"
      let plain = try Trial()
      let expected = try plain.modq("ingest", "--verbose", input: stream.text)
      #expect(expected.status == 0)
      let (proof, listed) = try (plain.verify(), plain.shell(lists))
      #expect(listed.status == 0 && listed.errors == "")
      let surroundings = [
        ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"],
        ["LC_ALL": "ja_JP.eucJP", "LANGUAGE": "ja", "TZ": "Asia/Tokyo", "COLUMNS": "7"],
        ["LC_ALL": "C", "SWIFT_DETERMINISTIC_HASHING": "1", "HOME": "/nowhere"],
      ]
      for environment in surroundings {
        let other = try Trial(environment: environment)
        #expect(try other.modq("ingest", "--verbose", input: stream.text) == expected, "\(environment)")
        #expect(try other.verify().projections == proof.projections, "\(environment)")
        #expect(try other.shell(lists) == listed, "\(environment)")
      }
    }

    @Test func oneEventAProcessIsTheSameAsAllInOne() throws {
      let stream = TrialStream(seed: 8, count: Trials.areLong ? 400 : 15)
      let together = try Trial()
      let apart = try Trial()
      let expected = try together.modq("ingest", "--verbose", input: stream.text)
      var lines: [String] = []
      for line in stream.lines { lines += try apart.modq("ingest", "--verbose", input: line + "\n").lines }
      #expect(lines == expected.lines)
      #expect(try apart.verify().projections == together.verify().projections)
    }

    @Test func checkSaysWhatIngestWillSayAndLeavesNothing() throws {
      let stream = TrialStream(seed: 9, count: 200)
      let trial = try Trial()
      let first = try trial.modq("check", "--verbose", input: stream.lines[..<100].map { $0 + "\n" }.joined())
      #expect(try trial.listing() == [])
      let said = try trial.modq("ingest", "--verbose", input: stream.lines[..<100].map { $0 + "\n" }.joined())
      #expect(first.lines == said.lines)
      let before = try trial.verify()
      let rest = stream.lines[100...].map { $0 + "\n" }.joined()
      let second = try trial.modq("check", "--verbose", input: rest)
      #expect(try trial.verify() == before)
      #expect(try trial.modq("ingest", "--verbose", input: rest).lines == second.lines)
    }
  }
}
