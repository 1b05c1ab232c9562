import Foundation
import Testing

extension Trials.Files {
  /// Files that somebody or a disk has spoilt.
  @Suite struct DamageTrials {
    private static let events = """
      {"type":"comment","id":"identifier-of-it","at":0,"thread":"thread-of-it","nick":"nick-of-it","body":"body-of-it","ip":"192.0.2.77"}
      {"type":"reply","id":"answer-to-it","at":0,"parent":"identifier-of-it","thread":"thread-of-it","nick":"another","body":"x"}
      {"type":"decision","id":"word-on-it","at":0,"action":"block","nick":"nick-of-it","by":"moderator-of-it"}

      """

    /// Every place in the file where a word of the events stands, in the log itself, in what was folded from it or in an
    /// index: one changed letter is found in each.
    @Test func aChangedLetterIsFoundWhereverItIs() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: DamageTrials.events).status == 0)
      let sound = try trial.bytes(of: "modq.db")
      var places = 0
      for word in [
        "identifier-of-it", "thread-of-it", "nick-of-it", "body-of-it", "192.0.2.77", "moderator-of-it",
      ] {
        for place in occurrences(of: word, in: sound) {
          var spoilt = sound
          spoilt[place + 2] ^= 1
          try Data(spoilt).write(to: trial.file("modq.db"))
          let run = try trial.modq("verify")
          #expect(run.status == 3 && run.output.hasPrefix(#"{"ok":false,"#), "\(word) at byte \(place)")
          #expect(
            run.errors.hasSuffix("\n      Compare with a backup; the file was not touched.\n")
              || run.errors.hasSuffix("\n      `modq replay` rebuilds them; the file was not touched.\n"),
            "\(run.errors)")
          #expect(try trial.bytes(of: "modq.db") == spoilt, "\(word) at byte \(place)")
          places += 1
        }
      }
      // The log, its index, the comments, the authors, the names, the decisions.
      #expect(places >= 15)
    }

    private func occurrences(of word: String, in bytes: [UInt8]) -> [Int] {
      let word = Array(word.utf8)
      return (0...bytes.count - word.count).filter {
        bytes[$0] == word[0] && bytes[$0..<$0 + word.count].elementsEqual(word)
      }
    }

    @Test(arguments: [
      "truncate -s 40960 modq.db", "truncate -s 41000 modq.db",
      "dd if=/dev/zero of=modq.db bs=4096 seek=1 count=30 conv=notrunc",
    ])
    func aFileThatIsBrokenIsToldByEveryCommand(_ script: String) throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: TrialStream(seed: 18, count: 60).text).status == 0)
      #expect(try trial.shell(script).status == 0)
      for command in ["verify", "ingest", "check", "queue", "export", "replay", "approve e0"] {
        let run = try trial.shell("modq \(command)", input: TrialStream(seed: 18, count: 60).text)
        #expect(run.status == 3, "\(command): \(run.errors)")
        #expect(
          run.errors.hasPrefix("modq: ") && run.errors.contains("modq.db is damaged: "),
          "\(command): \(run.errors)")
      }
    }
  }
}
