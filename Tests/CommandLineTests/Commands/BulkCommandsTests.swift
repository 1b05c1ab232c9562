import Testing

/// Deciding about whatever a filter means.
struct BulkCommandsTests {
  private func workshop() throws -> Workshop {
    try Workshop(
      (0..<6).map {
        #"{"type":"comment","id":"c\#($0)","at":"2025-06-01T0\#($0):00:00Z","thread":"t\#($0 % 2)","nick":"n\#($0)","body":"casino \#($0)"}"#
      }.joined(separator: "\n") + "\n")
  }

  @Test func whatFitsIsShownAndOffATerminalNothingIsChanged() throws {
    let workshop = try workshop()
    let run = try workshop.modq("reject", "--where", "rule=casino and thread=t0 or id=c1")
    #expect(run.output == "" && run.status == 64)
    #expect(
      run.errors == """
        4 comments fit:
          c0 (held) n0: casino 0
          c1 (held) n1: casino 1
          c2 (held) n2: casino 2
          and 1 more
        modq: nobody is there to be asked, and nothing was changed
              Add --yes if it is what you mean; `modq queue --where` lists what waits of it.

        """)
    #expect(try workshop.modq("queue", "--format", "count").output == "6\n")
  }

  @Test func oneBatchIsMadeAndOneUndoTakesItBack() throws {
    let workshop = try workshop()
    let run = try workshop.modq("spam", "--where", "thread=t1", "--yes", "--reason", "flood")
    #expect(
      run.output == """
        {"action":"spam","by":"aya","site":"","decided":3,"changed":3,"overtaken":0,"standing":0,"erased":0,"batch":"modq:batch-8",\
        "first":8,"last":10}

        """)
    #expect(run.errors == "" && run.status == 0)
    #expect(try workshop.modq("queue", "--format", "ids").output == "c0\nc2\nc4\n")
    let log = try workshop.modq("log", "--kind", "decision", "--by", "aya", "--format", "count")
    #expect(log.output == "3\n")
    #expect(try workshop.modq("undo").output.contains(#""undoes":"modq:batch-8""#))
    #expect(try workshop.modq("queue", "--format", "count").output == "6\n")
    #expect(try workshop.modq("verify").status == 0)
  }

  @Test(arguments: [
    (["escalate"], #""decided":2,"changed":0"#), (["note", "--reason", "seen"], #""decided":2,"changed":0"#),
    (["snooze", "--until", "2d"], #""decided":2,"changed":0"#), (["approve"], #""decided":2,"changed":2"#),
  ])
  func eachDecisionCanBeAboutMany(command: [String], report: String) throws {
    let run = try workshop().modq(command + ["--where", "id=c1 or id=c2", "--yes"])
    #expect(run.output.contains(report), "\(run.output)\(run.errors)")
  }

  @Test func whereNothingFitsNothingIsDone() throws {
    let run = try workshop().modq("reject", "--where", "nick=n1 and score>100", "--yes")
    #expect(run.errors == "no comment fits: nothing was changed\n" && run.output == "" && run.status == 0)
  }

  @Test func aFaultIsShownAtItsPlace() throws {
    let run = try workshop().modq("reject", "--where", "nick=折口 and thraed=x", "--yes")
    #expect(
      run.errors == """
        modq: --where: there is no key “thraed”
              nick=折口 and thraed=x
                            ^
              did you mean thread?

        """)
    #expect(run.status == 64)
    let unknown = try workshop().modq("queue", "--where", "rule=casinoo")
    #expect(
      unknown.errors == """
        modq: --where: no rule “casinoo” ever fired here
              rule=casinoo
                   ^
              did you mean casino?

        """)
  }

  @Test func idsAndAFilterDoNotGoTogether() throws {
    let workshop = try workshop()
    for arguments in [
      ["reject"], ["reject", "c1", "--where", "id=c1"], ["reject", "c1", "--yes"],
      ["reject", "--where", "id=c1", "--if-undecided"],
    ] {
      #expect(try workshop.modq(arguments).status == 64, "\(arguments)")
    }
  }

  @Test func whatSomebodyDecidedAlreadyIsLeftAloneAndNamed() throws {
    let workshop = try workshop()
    try workshop.modq("approve", "c1", "--by", "ken")
    let run = try workshop.modq("spam", "c1", "c2", "--if-undecided")
    #expect(run.errors == "modq: c1 is published already by ken: nothing was decided about it\n")
    #expect(run.status == 1)
    #expect(run.output.contains(#""comment":"c2""#) && !run.output.contains(#""comment":"c1""#))
  }

  @Test func anAddressThatIsNoneIsRefusedUnlessSomethingCameFromIt() throws {
    let workshop = try workshop()
    let run = try workshop.modq("block", "--ip", "999.1.1.1")
    #expect(
      run.errors == """
        modq: 999.1.1.1 is no IP address, and nothing came from it
              Write it as 203.0.113.7 or 2001:db8::1.

        """)
    #expect(run.status == 64)
    try workshop.ingest(
      #"{"type":"comment","id":"h","at":"2025-06-02T00:00:00Z","thread":"t","nick":"x","body":"a","ip":"h:9f3a"}"#
    )
    for address in ["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7", "h:9f3a"] {
      #expect(try workshop.modq("block", "--ip", address).status == 0, "\(address)")
    }
  }

  @Test(arguments: [
    (Array("c3\nc".utf8) + [0xFF], "line 2 is not UTF-8"),
    (Array("c3\n".utf8) + [UInt8](repeating: 0x78, count: 5_000), "line 2 is longer than any id"),
  ])
  func idsThatCannotBeReadDecideNothing(input: [UInt8], complaint: String) throws {
    let workshop = try Workshop(story)
    let run = try ModQProcess(
      program: ModQProcess.executable, ["spam", "-", "--by", "aya"], input: input, environment: [:],
      directory: workshop.folder)
    #expect(run.status == 64)
    #expect(
      run.errors == """
        modq: standard input, \(complaint): nothing was decided
              Give one id a line, as `--format ids` writes them.

        """)
    #expect(try workshop.modq("log", "--kind", "decision", "--format", "count").output == "1\n")
  }
}
