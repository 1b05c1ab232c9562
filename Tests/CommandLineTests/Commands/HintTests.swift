import Foundation
import Testing

/// What is said to who slipped: what is wrong, and what to write instead.
struct HintTests {
  private func refusal(_ workshop: Workshop, _ arguments: String..., status: Int32 = 64) throws -> String {
    let run = try workshop.modq(arguments)
    #expect(run.status == status && run.output == "", "\(arguments): \(run.output)")
    return run.errors
  }

  @Test func aDateIsItsMidnight() throws {
    let workshop = try Workshop.reviewed()
    func ids(_ filter: String) throws -> String {
      try workshop.modq("queue", "--where", filter, "--format", "ids").output
    }
    #expect(try ids("at>2025-06-01") == "c1\nc3\nc5\n".replacing("c1\n", with: ""))
    #expect(try ids("at>=2025-06-01") == "c1\nc3\nc5\n")
    #expect(try ids("at>2025-06-02") == "")
    #expect(try ids("before=2025-06-02") == "c1\nc3\nc5\n")
    #expect(try refusal(workshop, "queue", "--where", "at>2025-06-31").contains("“2025-06-31” is no time"))
  }

  @Test func capitalsAreNoWordsOfTheFilter() throws {
    let workshop = try Workshop.reviewed()
    for (filter, message, hint) in [
      ("nick=Bob AND score>1", "“and” or “or” is missing before this", "write and in small letters"),
      ("(nick=Bob OR score>1)", "“)”, “and” or “or” is missing before this", "write or in small letters"),
      ("NOT nick=Bob", "there is no key “NOT”", "write not in small letters"),
    ] {
      let errors = try refusal(workshop, "queue", "--where", filter)
      #expect(errors.hasPrefix("modq: --where: \(message)\n"), "\(errors)")
      #expect(errors.hasSuffix("      \(hint)\n"), "\(errors)")
    }
  }

  @Test func whatBeginsAfterItsEndIsRefused() throws {
    let workshop = try Workshop.reviewed()
    for arguments in [["report"], ["log"]] {
      let run = try workshop.modq(
        arguments + ["--since", "2025-06-02T00:00:00Z", "--until", "2025-06-01T00:00:00Z"])
      #expect(
        run.errors == """
          modq: --since 2025-06-02T00:00:00.000Z is later than --until 2025-06-01T00:00:00.000Z
                Nothing lies between them: exchange the two.

          """)
      #expect(run.status == 64 && run.output == "")
    }
    #expect(
      try refusal(workshop, "log", "--since", "5", "--until", "2").contains(
        "--since 5 is later than --until 2"))
    #expect(
      try refusal(workshop, "rules", "backtest", "--since", "1d", "--until", "2d").contains("is later than"))
  }

  @Test(arguments: ["2", "200%", "0%", "two", "%"])
  func aShareSaysItsForm(_ share: String) throws {
    let workshop = try Workshop.reviewed()
    for command in ["queue", "report"] {
      #expect(
        try refusal(workshop, command, "--sample", share) == """
          modq: --sample \(share) is no share
                Give more than 0% and at most 100%, with the sign: 2%, 0.5%.

          """)
    }
  }

  @Test func aFileThatIsNotThereIsNamedForWhatItIs() throws {
    let workshop = try Workshop.reviewed()
    for (arguments, advice) in [
      (
        ["verify", "--since", "none.note"], "--since takes the file of a note that `modq checkpoint` printed."
      ),
      (
        ["review", "--script", "none.keys"],
        "--script takes a file of keys: lines as a, x x A, text …, resize 40x24."
      ),
      (
        ["review", "--keys", "wordpres"],
        "Did you mean wordpress? --keys takes standard, wordpress, coral, vi, or a file of lines as: f approve"
      ),
    ] {
      let run = try workshop.modq(arguments)
      #expect(run.status == 66 && run.errors.hasSuffix("\n      \(advice)\n"), "\(run.errors)")
    }
    let note = workshop.folder.appendingPathComponent("some.note").path
    try Data("no note\n".utf8).write(to: URL(fileURLWithPath: note))
    #expect(
      try refusal(workshop, "verify", "--since", note, status: 65).hasSuffix(
        "\n      --since takes the file of one, kept as it was printed.\n"))
    #expect(
      try refusal(workshop, "check", "--rules", "none", status: 78)
        == "modq: none: No such file or directory\n      name a directory of rules with --rules or $MODQ_RULES\n"
    )
    #expect(try refusal(workshop, "backup", "/proc/x", status: 74).hasPrefix("modq: /proc/x: "))
  }

  @Test func aDecisionHasNoLimit() throws {
    let errors = try refusal(Workshop.reviewed(), "reject", "--where", "nick=Bob", "--limit", "3", "--yes")
    #expect(
      errors.contains(
        "A decision has no --limit: `modq queue --where … --limit 3 --format ids` lists the first"),
      "\(errors)")
  }

  @Test(arguments: ["modq:x", "a\u{7}b", "a\nb", "a\u{1B}[31mb"])
  func aNameThatNobodyHasIsRefused(_ name: String) throws {
    let workshop = try Workshop.reviewed()
    let before = try workshop.modq("log", "--format", "count").output
    let run = try workshop.modq("approve", "c1", "--by", name)
    #expect(
      run.status == 64 && run.errors.hasSuffix("\n      Give another with --by NAME.\n"), "\(run.errors)")
    #expect(try workshop.modq("log", "--format", "count").output == before)
  }

  @Test func aKeyDoesOneThing() throws {
    let workshop = try Workshop.reviewed()
    let file = workshop.folder.appendingPathComponent("keys").path
    for (keys, problem) in [
      ("f approve\nf reject\n", "FILE:2: error: f is approve already: a key does one thing\n"),
      ("f approve\nb none\nf approve\n", "FILE:3: error: f is approve already: a key does one thing\n"),
      ("f approve\npreset vi\n", "FILE:2: error: a preset stands before the keys, which it would undo\n"),
    ] {
      try Data(keys.utf8).write(to: URL(fileURLWithPath: file))
      let run = try workshop.modq("review", "--script", "-", "--keys", file)
      #expect(run.status == 64 && run.errors.replacing(file, with: "FILE") == problem, "\(run.errors)")
    }
  }

  @Test func nobodyAnswersThemselves() throws {
    let workshop = try Workshop()
    let run = try workshop.ingest(
      #"{"type":"reply","id":"c1","parent":"c1","at":"2025-06-01T00:00:00Z","thread":"t","nick":"Bob","body":"hm"}"#
        + "\n")
    #expect(
      run.errors.contains(
        #"modq: line 1, column 36: "parent" is the reply itself: "c1" (name the comment that it answers, or send a comment)"#
      ), "\(run.errors)")
    #expect(run.status == 1)
  }
}
