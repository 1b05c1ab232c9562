import Foundation
import Testing

extension Trials.Files {
  /// What `--db` names is not a log that can be used.
  ///
  /// Whatever it is, it stays as it is.
  @Suite struct BadFileTrials {
    private static let comment =
      #"{"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t","nick":"n","body":"hello"}"#
      + "\n"

    /// Runs every way of opening a log, and expects the same words of each, and nothing else.
    private func expectRefused(_ trial: Trial, _ errors: String, status: Int32) throws {
      let before = try (trial.listing(), trial.bytes(of: "modq.db"))
      for command in ["ingest", "check", "queue", "verify", "approve c1", "replay"] {
        let run = try trial.shell("modq \(command)", input: BadFileTrials.comment)
        #expect(run == Trial.Run(errors: errors, status: status), "\(command)")
      }
      #expect(try trial.listing() == before.0)
      #expect(try trial.bytes(of: "modq.db") == before.1)
    }

    @Test(arguments: ["hello, I am a diary\n", String(repeating: "x", count: 5_000), "SQLite format 3"])
    func aTextIsNoLog(_ text: String) throws {
      let trial = try Trial()
      try trial.write(text, to: "modq.db")
      try expectRefused(
        trial,
        """
        modq: modq.db is not a modq log: it is no SQLite file
              Name another file with --db or MODQ_DB; this one was not touched.

        """, status: 65)
    }

    /// The two numbers in the head of an SQLite file that say whose it is and of which version
    /// (https://www.sqlite.org/fileformat.html, offsets 68 and 60).
    private func logWith(applicationID: [UInt8]? = nil, version: UInt8? = nil) throws -> Trial {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: BadFileTrials.comment).status == 0)
      var bytes = try trial.bytes(of: "modq.db")
      if let applicationID { bytes.replaceSubrange(68..<72, with: applicationID) }
      if let version { bytes[63] = version }
      try Data(bytes).write(to: trial.file("modq.db"))
      for name in try trial.listing() where name != "modq.db" {
        try FileManager.default.removeItem(at: trial.file(name))
      }
      return trial
    }

    @Test(arguments: [([0, 0, 0, 0] as [UInt8], 0), ([0x0F, 0x05, 0x51, 0x12] as [UInt8], 252_006_674)])
    func theFileOfAnotherProgramIsRefused(_ applicationID: [UInt8], _ number: Int) throws {
      try expectRefused(
        logWith(applicationID: applicationID),
        """
        modq: modq.db is not a modq log: its application_id is \(number), which is another program's
              Name another file with --db or MODQ_DB; this one was not touched.

        """, status: 65)
    }

    @Test func aLaterSchemaIsRefused() throws {
      try expectRefused(
        logWith(version: 99),
        """
        modq: modq.db was written by a later modq: its schema is 99, this program knows up to 2
              Use a modq at least as new as the one that wrote it.

        """, status: 65)
    }

    @Test(arguments: [
      (
        "ingest", "no/such/folder.db", 74,
        "modq: no/such/folder.db: No such file or directory\n      Its folder is not there: make it, or name another place.\n"
      ),
      ("check", "no/such/folder.db", 0, ""),
      (
        "queue", "no/such/folder.db", 66,
        """
        modq: there is no log at no/such/folder.db
              Name it with --db or MODQ_DB; `modq ingest` makes a new one.

        """
      ),
      ("ingest", "Rules", 74, "modq: Rules: it is a directory\n"),
      ("check", "Rules", 74, "modq: Rules: it is a directory\n"),
      ("ingest", "/dev/null", 74, "modq: /dev/null: it is no regular file\n"),
      ("ingest", "/proc/modq.db", 74, "modq: /proc/modq.db: No such file or directory\n"),
      ("ingest", "modq.db/modq.db", 74, "modq: modq.db/modq.db: Not a directory\n"),
    ])
    func aPlaceWhereNoLogCanBeIsTold(_ command: String, _ path: String, _ status: Int32, _ errors: String)
      throws
    {
      let trial = try Trial()
      if path.hasPrefix("modq.db/") { try trial.write("", to: "modq.db") }
      let run = try trial.modq(command, "--db", path, input: BadFileTrials.comment)
      #expect(run.errors == errors)
      #expect(run.status == status)
      #expect(try trial.listing() == (path.hasPrefix("modq.db/") ? ["modq.db"] : []))
    }

    private static let look = "      See who may write to it and to its folder: `ls -ld` shows that.\n"

    @Test func aFolderThatIsNotThereIsToldWithWhatToDo() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: BadFileTrials.comment).status == 0)
      let advice = "      Its folder is not there: make it, or name another place.\n"
      for (command, path) in [
        (["backup", "nope/copy.db"], "nope/copy.db"), (["ingest", "--db", "nope/x.db"], "nope/x.db"),
      ] {
        #expect(
          try trial.modq(command, input: BadFileTrials.comment)
            == Trial.Run(errors: "modq: \(path): No such file or directory\n" + advice, status: 74))
      }
    }

    /// Root may write anywhere, so that the program is run as somebody else.
    @Test(.enabled(if: ProcessInfo.processInfo.userName != "root" || Trial.canBecomeNobody))
    func aFolderThatMayNotBeWrittenIsTold() throws {
      let trial = try Trial()
      let asSomebody =
        ProcessInfo.processInfo.userName == "root"
        ? "LLVM_PROFILE_FILE=/dev/null setpriv --reuid 65534 --clear-groups " : ""
      #expect(try trial.modq("ingest", input: BadFileTrials.comment).status == 0)
      let before = try trial.verify()
      _ = try trial.shell("chmod 0644 modq.db; mkdir closed; chmod 0555 . closed")
      #expect(
        try trial.shell(asSomebody + "modq ingest --db closed/modq.db", input: BadFileTrials.comment)
          == Trial.Run(errors: "modq: closed/modq.db: Permission denied\n" + BadFileTrials.look, status: 74))
      if !asSomebody.isEmpty {
        #expect(
          try trial.shell(asSomebody + "modq ingest", input: BadFileTrials.comment)
            == Trial.Run(errors: "modq: modq.db-lock: Permission denied\n" + BadFileTrials.look, status: 74))
      }
      _ = try trial.shell("chmod 0755 . closed; mkdir -m 0700 locked; touch locked/modq.db")
      if !asSomebody.isEmpty {
        #expect(
          try trial.shell(asSomebody + "modq verify --db locked/modq.db")
            == Trial.Run(errors: "modq: locked/modq.db: Permission denied\n" + BadFileTrials.look, status: 74)
        )
      }
      #expect(try trial.verify() == before)
    }

    /// Root helps out once: whoever has the log goes on afterwards.
    @Test(.enabled(if: ProcessInfo.processInfo.userName == "root" && Trial.canBecomeNobody))
    func whatRootMakesBesideALogBelongsToItsOwner() throws {
      let trial = try Trial(environment: ModQProcess.withoutCoverage)
      #expect(try trial.modq("ingest", input: BadFileTrials.comment).status == 0)
      _ = try trial.shell("rm modq.db-lock; chown -R 65534:65534 .")
      #expect(try trial.modq("note", "c1", "--reason", "seen").status == 0)
      #expect(try trial.shell("stat -c %u modq.db-lock").output == "65534\n")
      #expect(
        try trial.shell("setpriv --reuid 65534 --clear-groups modq note c1 --reason mine --by nobody").status
          == 0)
      _ = try trial.shell("chown -R 0:0 .")
      try trial.verify()
    }

    /// What is wrong with the rules is told before the log is made or touched.
    @Test(arguments: [
      (
        "rm -r Rules",
        "modq: Rules: No such file or directory\n      name a directory of rules with --rules or $MODQ_RULES\n"
      ),
      ("echo 'rules: [{id: x}]' > Rules/broken.yml", "Rules/broken.yml:1:"),
      ("echo 'rules: [' > Rules/broken.yml", "Rules/broken.yml:"),
      (
        "echo 'rules: [{id: x, title: t, match: {a: {field: body, regex: \"(\"}}}]' > Rules/broken.yml",
        "Rules/broken.yml:1:"
      ),
      ("echo 'thresholds: {hold: 9, reject: 1}' > Rules/policy.yml", "Rules/policy.yml:1:"),
      (
        "sed -i 's/{miss: casino}/{miss: casino 死ね}/' Rules/trial.yml",
        "Rules/trial.yml:14:32: error: expected miss, got hit\nmodq: tests in the rules fail\n"
      ),
    ])
    func brokenRulesAreToldBeforeTheLogIsMade(_ script: String, _ start: String) throws {
      let trial = try Trial()
      #expect(try trial.shell(script).status == 0)
      for command in ["ingest", "check"] {
        let run = try trial.modq(command, input: BadFileTrials.comment)
        #expect(run.status == 78)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix(start), "\(run.errors)")
        #expect(try trial.listing() == [])
      }
    }

    @Test func rulesThatBreakLaterLeaveTheLogAlone() throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: BadFileTrials.comment).status == 0)
      let before = try trial.verify()
      _ = try trial.shell("sed -i 's/{miss: casino}/{miss: casino 死ね}/' Rules/trial.yml")
      let run = try trial.modq("ingest", input: BadFileTrials.comment)
      #expect(run.status == 78 && run.output == "")
      #expect(try trial.verify() == before)
      // What judges nothing needs no rules.
      #expect(try trial.modq("approve", "c1").status == 0)
    }
  }
}

extension Trial {
  /// Whether a run may change its user, as root and with util-linux there.
  static let canBecomeNobody: Bool = {
    guard let trial = try? Trial() else { return false }
    return (try? trial.shell("setpriv --reuid 65534 --clear-groups modq --version"))?.status == 0
  }()
}
