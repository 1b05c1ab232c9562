import Foundation
import Testing

extension Trials.Files {
  @Suite struct BackupTrials {
    private struct Copied: Decodable, Equatable {
      var path: String
      var bytes: Int
      var entries: Int
      var head: String
    }

    private func copied(_ run: Trial.Run) throws -> Copied {
      try #require(run.status == 0 && run.errors == "", "\(run.errors)")
      return try JSONDecoder().decode(Copied.self, from: Data(run.output.utf8))
    }

    private func log() throws -> Trial {
      let trial = try Trial()
      try #require(try trial.modq("ingest", input: TrialStream(seed: 51, count: 200).text).status == 0)
      return trial
    }

    @Test func aBackupIsTheSameLogAndComesBackAsIt() throws {
      let trial = try log()
      let before = try trial.verify()
      let backup = try copied(trial.modq("backup", "copy.db"))
      #expect(backup.entries == before.entries && backup.head == before.head)
      let mode = try FileManager.default.attributesOfItem(atPath: trial.file("copy.db").path)[
        .posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try trial.modq("approve", "e0").status == 0)
      for name in try trial.listing() where name.hasPrefix("modq.db") {
        try FileManager.default.removeItem(at: trial.file(name))
      }
      #expect(try copied(trial.modq("restore", "copy.db")).head == before.head)
      #expect(try trial.verify() == before)
      // And it can be gone on with.
      #expect(try trial.modq("approve", "e0").status == 0)
      try trial.verify()
      #expect(
        try trial.listing()
          == ["copy.db", "modq.db", "modq.db-lock", "modq.db-shm", "modq.db-wal"].filter {
            FileManager.default.fileExists(atPath: trial.file($0).path)
          })
    }

    @Test func aLinkThatLeadsNowhereKeepsItsName() throws {
      let trial = try log()
      #expect(try trial.shell("ln -s nowhere copy.db").status == 0)
      let run = try trial.modq("backup", "copy.db")
      #expect(run.status == 64 && run.errors.hasPrefix("modq: copy.db is there already\n"), "\(run.errors)")
      #expect(try !trial.listing().contains { $0.contains("draft") || $0 == "nowhere" })
    }

    @Test func aBackupWhileOthersWriteIsOneStateOfTheLog() throws {
      let trial = try log()
      let run = try LiveRun(trial, "ingest", "--verbose")
      run.feed(TrialStream(seed: 52, count: 1_500, prefix: "z").text)
      _ = try run.line()
      var entries: [Int] = []
      for round in 0..<3 {
        let backup = try copied(trial.modq("backup", "copy-\(round).db"))
        entries.append(backup.entries)
        #expect(try trial.modq("verify", "--db", "copy-\(round).db").status == 0)
      }
      _ = try run.lines()
      #expect(try run.end().status == 0)
      #expect(entries == entries.sorted())
      let proof = try trial.verify()
      #expect(proof.entries == 1_701 && entries.allSatisfy { (201...1_701).contains($0) })
    }

    @Test func nothingIsWrittenOver() throws {
      let trial = try log()
      try trial.write("precious", to: "copy.db")
      #expect(
        try trial.modq("backup", "copy.db")
          == Trial.Run(
            errors: """
              modq: copy.db is there already
                    It was not touched: name a new file, or move it away.

              """, status: 64))
      #expect(try trial.text(of: "copy.db") == "precious")
      _ = try copied(trial.modq("backup", "other.db"))
      let before = try trial.verify()
      #expect(try trial.modq("restore", "other.db").status == 64)
      #expect(try trial.verify() == before)
      try trial.write("", to: "new.db-wal")
      #expect(
        try trial.modq("restore", "other.db", "--db", "new.db").errors
          == """
          modq: new.db-wal is left of another file, and would be taken for the new one's
                Move it away, to where its file is.

          """)
      #expect(try trial.listing().filter { $0.contains("draft") || $0 == "new.db" } == [])
    }

    @Test func aDamagedBackupIsNotRestored() throws {
      let trial = try log()
      _ = try copied(trial.modq("backup", "copy.db"))
      var bytes = Data(try trial.bytes(of: "copy.db"))
      let place = try #require(bytes.range(of: Data("hello".utf8), options: .backwards))
      bytes[place.lowerBound] ^= 1
      try bytes.write(to: trial.file("copy.db"))
      let run = try trial.modq("restore", "copy.db", "--db", "new.db")
      #expect(run.status == 3 && run.output == "" && run.errors.contains("nothing was restored"))
      try trial.write("no log at all", to: "copy.db")
      #expect(try trial.modq("restore", "copy.db", "--db", "new.db").status == 65)
      #expect(try trial.modq("restore", "nowhere.db", "--db", "new.db").status == 66)
      #expect(try trial.modq("backup", "nowhere/copy.db").status == 74)
      #expect(try trial.listing().filter { $0.hasPrefix("new") || $0.contains("draft") } == [])
    }

    @Test func doctorSaysWhatIsWrong() throws {
      let trial = try log()
      let run = try trial.modq("doctor")
      #expect(
        run.status == 0
          && run.output.hasPrefix(#"{"ok":true,"problems":[],"versions":{"modq":"0.1.0","sqlite":"3."#))
      #expect(run.output.contains(#""entries":201,"folded":201"#) && run.errors == "")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: trial.file("modq.db").path)
      let open = try trial.modq("doctor", "--format", "table")
      #expect(open.status == 3 && open.errors == "")
      #expect(
        open.lines.suffix(2) == [
          "To do", "others can read the log (its mode is 644): run `chmod 600 modq.db*`",
        ])
      #expect(try trial.modq("doctor", "--db", "nowhere.db").status == 66)
      // While somebody has it open.
      let other = try LiveRun(trial, "ingest")
      try other.send(#"{"type":"comment","id":"q","thread":"t","nick":"n","body":"x"}"# + "\n")
      _ = try other.line()
      #expect(try trial.modq("doctor").output.contains(#""open_by":[\#(other.identifier)]"#))
      other.closeInput()
      #expect(try other.end().status == 0)
    }
  }
}
