import Testing

struct LogCommandTests {
  private static let events = """
    {"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"Bob","body":"hi","ip":"203.0.113.7","email":"bob@a.example","shoe":42}
    {"type":"comment","id":"c2","site":"blog","at":"2025-06-02T00:00:00Z","thread":"t1","nick":"Ann","body":"casino"}
    {"type":"decision","id":"d1","at":"2025-06-03T00:00:00Z","action":"block","ip":"203.0.113.7","by":"aya","reason":"flood"}
    {"type":"decision","id":"d2","site":"blog","at":"2025-06-04T00:00:00Z","action":"approve","comment":"c2","by":"ken"}

    """

  /// With what differs from run to run blotted out.
  private func blotted(_ text: String) -> String {
    text.replacing(/"recorded_at":"[^"]+"/, with: "\"recorded_at\":…").replacing(
      /"hash":"[0-9a-f]{64}"/, with: "\"hash\":…")
  }

  @Test func entriesAreListedWithoutWhatIsPrivate() throws {
    let workshop = try Workshop(LogCommandTests.events)
    #expect(
      blotted(try workshop.modq("log", "--since", "1").output) == """
        {"seq":2,"at":"2025-06-01T00:00:00.000Z","recorded_at":…,"site":"","id":"c1","kind":"comment","thread":"t1",\
        "actor":1,"payload":{"body":"hi","nick":"Bob"},"verdict":{"author":["new",0.5,0.13,0.87],"ruleset":1},"hash":…}
        {"seq":3,"at":"2025-06-02T00:00:00.000Z","recorded_at":…,"site":"blog","id":"c2","kind":"comment","thread":"t1",\
        "actor":1,"payload":{"body":"casino","nick":"Ann"},"verdict":{"author":["new",0.5,0.13,0.87],"reasons":\
        [{"matches":[["word","body",0,6]],"rule":"casino","score":5}],"ruleset":1,"score":5,"verdict":"hold"},"hash":…}
        {"seq":4,"at":"2025-06-03T00:00:00.000Z","recorded_at":…,"site":"","id":"d1","kind":"decision","actor":null,\
        "facts":{"about":"ip","action":"block","by":"aya"},"payload":{"reason":"flood"},"hash":…}
        {"seq":5,"at":"2025-06-04T00:00:00.000Z","recorded_at":…,"site":"blog","id":"d2","kind":"decision","comment":"c2",\
        "actor":null,"facts":{"action":"approve","by":"ken"},"hash":…}

        """)
    let shown = try workshop.modq("log", "--private", "--kind", "comment", "--limit", "1").output
    #expect(shown.contains(#""private":{"email":"bob@a.example","ip":"203.0.113.7","shoe":42}"#))
    for format in ["table", "json", "jsonl", "csv"] {
      let output = try workshop.modq("log", "--format", format).output
      #expect(!output.contains("203.0.113.7") && !output.contains("bob@"), "\(format)")
    }
  }

  @Test(arguments: [
    (["--since", "3"], "d1 d2"), (["--until", "2"], "modq:ruleset-1 c1"),
    (["--since", "2", "--until", "4"], "c2 d1"),
    (["--since", "2025-06-03T00:00:00Z"], "d1 d2"),
    (["--until", "2025-06-02T00:00:00Z"], "modq:ruleset-1 c1"),
    (["--kind", "decision"], "d1 d2"), (["--kind", "decision", "--kind", "ruleset"], "modq:ruleset-1 d1 d2"),
    (["--by", "ken"], "d2"), (["--site", "blog"], "c2 d2"),
    (["--site", "blog", "--kind", "comment"], "c2"), (["--limit", "2"], "modq:ruleset-1 c1"),
    (["--by", "aya", "--until", "3"], ""),
  ])
  func filtersChoose(_ arguments: [String], _ ids: String) throws {
    let workshop = try Workshop(LogCommandTests.events)
    let output = try workshop.modq(["log", "--format", "ids"] + arguments).output
    #expect(output.split(separator: "\n").joined(separator: " ") == ids)
  }

  @Test func aTableSaysInWordsWhatHappened() throws {
    let workshop = try Workshop(LogCommandTests.events)
    #expect(
      try workshop.modq("log", "--format", "table", "--since", "1").output == """
        SEQ  AT                SITE  ID  KIND      WHAT
          2  2025-06-01 00:00        c1  comment   Bob: hi
          3  2025-06-02 00:00  blog  c2  comment   Ann: casino
          4  2025-06-03 00:00        d1  decision  block (ip) by aya: flood
          5  2025-06-04 00:00  blog  d2  decision  approve c2 by ken

        """)
  }

  @Test(arguments: [["--since", "soon"], ["--since", "-1"], ["--kind", "thought"], ["--limit", "0"]])
  func whatMakesNoSenseIsAUsageError(_ arguments: [String]) throws {
    let workshop = try Workshop(LogCommandTests.events)
    let run = try workshop.modq(["log"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("modq: "))
    #expect(run.output == "")
  }

  @Test(arguments: [["--by", "mio"], ["--by", "ken", "--site", ""], ["--by", ""]])
  func whoDecidedNothingIsNobody(_ arguments: [String]) throws {
    let workshop = try Workshop(LogCommandTests.events)
    let run = try workshop.modq(["log"] + arguments)
    #expect(
      run.errors == """
        modq: --by: “\(arguments[1])” decided nothing here
              `modq report` lists who decided.

        """)
    #expect(run.status == 64 && run.output == "")
  }
}

struct RefusedCommandTests {
  @Test func refusedLinesAreListedWithHowOftenTheyCame() throws {
    let workshop = try Workshop()
    for _ in 0..<2 { try workshop.ingest("{\"type\":\"comment\",\"id\":\"c1\",\"at\":\"yesterday\"}\n\n") }
    let run = try workshop.modq("refused")
    let line = run.output.replacing(/"last_at":"[^"]+"/, with: "\"last_at\":…")
    #expect(
      line == #"""
        {"last_at":…,"line":1,"seen":2,"reason":"bad_time",\#
        "message":"\"at\" is not a time: \"yesterday\" (write RFC 3339 or milliseconds)",\#
        "start":"{\"type\":\"comment\",\"id\":\"c1\",\"at\":\"yesterday\"}",\#
        "digest":"693969b2a2cbb2df72cc2b8d221d6b4c86d22531a9f9fbdc6b82d9e10640ff6f"}

        """#)
    #expect(try workshop.modq("refused", "--format", "count").output == "1\n")
  }

  @Test func whatIsPrivateIsShownOnRequestOnly() throws {
    let workshop = try Workshop()
    try workshop.ingest("{\"type\":\"comment\",\"id\":\"c1\",\"ip\":\"192.0.2.7\"}\n")
    #expect(try !workshop.modq("refused").output.contains("192.0.2.7"))
    #expect(try workshop.modq("refused", "--private").output.contains("192.0.2.7"))
  }
}

struct StatsCommandTests {
  @Test func everythingIsCounted() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("stats").output == """
        {"events":{"comment":3,"reply":1,"vote":1,"edit":0,"delete":0,"report":1,"decision":1,"ruleset":1,"erase":0},\
        "verdicts":{"publish":2,"hold":2,"reject":0},\
        "statuses":{"published":3,"held":1,"rejected":0,"spam":0,"deleted":0},\
        "queue":{"waiting":1,"oldest":"2025-06-01T00:02:00.000Z","escalated":0},"nicks":3,\
        "rules":{"casino":2,"newcomer_link":1},"shadow":{"shouting":1}}

        """)
    #expect(try workshop.modq("stats", "--site", "nowhere").status == 66)
  }
}
