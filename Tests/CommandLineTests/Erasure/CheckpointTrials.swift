import Foundation
import Testing

extension Trials.Files {
  @Suite struct CheckpointTrials {
    private func log(count: Int = 60, seed: UInt64 = 41) throws -> Trial {
      let trial = try Trial()
      try #require(try trial.modq("ingest", input: TrialStream(seed: seed, count: count).text).status == 0)
      try FileManager.default.createDirectory(at: trial.file("log"), withIntermediateDirectories: true)
      try trial.write("", to: "note")
      return trial
    }

    /// The log moved into a folder of its own, so that a key may lie beside that folder.
    private func apart(_ trial: Trial) throws -> String {
      for name in try trial.listing() where name.hasPrefix("modq.db") {
        try FileManager.default.moveItem(at: trial.file(name), to: trial.file("log/\(name)"))
      }
      return "log/modq.db"
    }

    @Test func aNoteProvesThatNothingBeforeItWasChanged() throws {
      let trial = try log()
      let path = try apart(trial)
      let first = try trial.modq("checkpoint", "--db", path, "--key", "key")
      #expect(first.status == 0 && first.errors.hasPrefix("made a key at key; its public half,"))
      let mode = try FileManager.default.attributesOfItem(atPath: trial.file("key").path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      try trial.write(first.output, to: "note")
      let again = try trial.modq("checkpoint", "--db", path, "--key", "key")
      #expect(again.errors == "" && again.lines.prefix(3) == first.lines.prefix(3))
      #expect(
        try trial.modq("ingest", "--db", path, input: TrialStream(seed: 5, count: 9, prefix: "x").text).status
          == 0)
      let proven = try trial.modq("verify", "--db", path, "--since", "note", "--pubkey", "key")
      #expect(proven.status == 0 && proven.errors == "")
      #expect(proven.output.contains(#""signed":true,"holds":true}"#))
      let key = try #require(first.errors.split(separator: "\n").last)
      #expect(try trial.modq("verify", "--db", path, "--since", "note", "--pubkey", String(key)) == proven)
      let half = try trial.modq("checkpoint", "--key", "key", "--public")
      #expect(half == Trial.Run(output: key + "\n"))
      #expect(try trial.modq("checkpoint", "--key", "nokey", "--public").status == 66)
      // Without the key the numbers are compared all the same.
      let unsigned = try trial.modq("verify", "--db", path, "--since", "note")
      #expect(unsigned.status == 0 && unsigned.output.contains(#""signed":null,"holds":true}"#))
      #expect(
        unsigned.errors == "modq: the signature of the note was not looked at: name its key with --pubkey\n")
      #expect(try trial.modq("doctor", "--db", path).output.contains(#""checkpoint":{"seq":61,"#))
    }

    /// A named pipe would be waited for until somebody writes to it.
    @Test func aKeyIsAFile() throws {
      let trial = try log()
      let path = try apart(trial)
      _ = try trial.shell("mkfifo pipe")
      for arguments in [["--key", "pipe"], ["--key", "pipe", "--public"]] {
        let run = try trial.modq(["checkpoint", "--db", path] + arguments)
        #expect(
          run.status == 65 && run.errors.hasPrefix("modq: pipe holds no key of modq's\n"), "\(run.errors)")
      }
    }

    @Test func aCutTailAndAChainWrittenAnewAreFound() throws {
      let trial = try log()
      let path = try apart(trial)
      try trial.write(trial.modq("checkpoint", "--db", path, "--key", "key").output, to: "note")
      // A copy of fewer entries is in order in itself.
      #expect(try trial.modq("replay", "--db", path, "--until", "50", "--into", "cut.db").status == 0)
      func verify(_ log: String) throws -> (status: Int32, complaint: Substring?) {
        let run = try trial.modq("verify", "--db", log, "--since", "note", "--pubkey", "key")
        #expect(run.output.contains(run.status == 0 ? #""holds":true"# : #""holds":false"#))
        return (run.status, run.errors.split(separator: "\n").first)
      }
      #expect(try trial.modq("verify", "--db", "cut.db").status == 0)
      #expect(
        try verify("cut.db") == (
          3, "modq: the note is of 61 entries, and the log has but 50: the last ones are gone"
        ))
      // Grown again with others, it is as long, and its chain fits.
      #expect(
        try trial.modq("ingest", "--db", "cut.db", input: TrialStream(seed: 6, count: 30, prefix: "y").text)
          .status == 0)
      #expect(try trial.modq("verify", "--db", "cut.db").status == 0)
      #expect(
        try verify("cut.db")
          == (3, "modq: the entries up to 61 are not those that the note is of: the log was written anew"))
      #expect(
        try trial.modq("ingest", "--db", "anew.db", input: trial.modq("export", "--db", path).output).status
          == 0)
      #expect(
        try verify("anew.db")
          == (
            3,
            "modq: the note is of a log that begins otherwise: it is another log's, or this one was written anew"
          ))
      #expect(try verify(path) == (0, nil))
    }

    @Test func aNoteThatWasChangedOrIsNoneProvesNothing() throws {
      let trial = try log()
      let path = try apart(trial)
      let note = try trial.modq("checkpoint", "--db", path, "--key", "key").output
      _ = try trial.modq("checkpoint", "--db", path, "--key", "other")
      func complaint(_ note: String, key: String = "key") throws -> (Int32, Substring?) {
        try trial.write(note, to: "note")
        let run = try trial.modq("verify", "--db", path, "--since", "note", "--pubkey", key)
        #expect(run.output == "")
        return (run.status, run.errors.split(separator: "\n").first)
      }
      #expect(
        try complaint(note.replacingOccurrences(of: "\n61\n", with: "\n60\n"))
          == (65, "modq: the signature of note is wrong: the note was changed"))
      // Both keys are named modq: the number tells them apart.
      let names = try ["key", "other"].map {
        try trial.modq("checkpoint", "--db", path, "--key", $0, "--public").output
          .split(separator: "+").prefix(2).joined(separator: "+")
      }
      try #require(names[0] != names[1])
      #expect(
        try complaint(note, key: "other")
          == (65, "modq: note is not signed by that key (\(names[1])), but by \(names[0])"))
      #expect(try complaint("hello\n") == (65, "modq: note is no note of `modq checkpoint`"))
      #expect(try complaint(note, key: "note") == (65, "modq: note holds no key of modq's"))
      #expect(try complaint(note, key: "nothing") == (66, "modq: nothing: No such file or directory"))
    }

    @Test func aKeyThatIsNoSecretIsNotUsed() throws {
      let trial = try log()
      #expect(
        try trial.modq("checkpoint", "--key", "key").errors.hasPrefix(
          "modq: key is in the folder of the log\n"))
      #expect(try trial.modq("checkpoint", "--key", "log/key").status == 64)
      // By way of a link it lies with the log all the same.
      _ = try trial.shell("mkdir elsewhere && ln -s ../modq.db elsewhere/link.db")
      #expect(
        try trial.modq("checkpoint", "--db", "elsewhere/link.db", "--key", "key").errors.hasPrefix(
          "modq: key is in the folder of the log\n"))
      #expect(try trial.modq("checkpoint").status == 64)
      let path = try apart(trial)
      #expect(try trial.modq("checkpoint", "--db", path, "--key", "key").status == 0)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: trial.file("key").path)
      let run = try trial.modq("checkpoint", "--db", path, "--key", "key")
      #expect(
        run.status == 64 && run.errors.hasPrefix("modq: others can read the key in key (its mode is 644)\n"))
    }
  }
}
