import Testing

struct QueueCommandTests {
  @Test func whatIsHeldIsListedRiskiestFirst() throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq("queue")
    #expect(
      run.output == """
        {"id":"c3","site":"","thread":"t1","nick":"Bob","at":"2025-06-01T00:02:00.000Z","body":"no casino, please",\
        "score":5,"risk":7.0007,"verdict":"hold","rules":["casino"],"reports":1,"claimed_by":null,"tier":"new"}

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test func undoingAnApprovalBringsTheCommentBack() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}"#)
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc3\n")
    #expect(try workshop.modq("queue", "--format", "count").output == "2\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--limit", "1").output == "c1\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--sort", "age").output == "c1\nc3\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--rule", "newcomer_link").output == "c1\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--tag", "games").output == "c1\nc3\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--tag", "ja").status == 64)
    #expect(try workshop.modq("queue", "--format", "ids", "--nick", "ＢＯＢ").output == "c3\n")
    #expect(try workshop.modq("queue", "--format", "ids", "--thread", "t2").output == "")
    #expect(try workshop.modq("queue", "--format", "json", "--thread", "t2").output == "[]\n")
  }

  @Test func aTableFitsEightyColumns() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}"#)
    let run = try workshop.modq("queue", "--format", "table")
    #expect(
      run.output == """
        ID  NICK  BODY                                 SCORE  RULES                 TIER
        c1  折口  best casino hxxps://spam[.]example…   9.50  casino newcomer_link  new
        c3  Bob   no casino, please                     5.00  casino                new

        """)
  }

  @Test func anEditIsListedWithItsTextAndItsVerdict() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"edit","id":"e1","at":"2025-06-01T02:00:00Z","comment":"c2","body":"casino 開店"}"#)
    let run = try workshop.modq("queue", "--nick", "花子")
    #expect(
      run.output == """
        {"id":"c2","site":"","thread":"t1","nick":"花子","at":"2025-06-01T00:01:00.000Z","body":"casino 開店",\
        "score":5,"risk":5.5014,"verdict":"hold","rules":["casino"],"reports":0,"claimed_by":null,"tier":"new"}

        """)
  }

  @Test func escalatedOnesComeLastWhateverTheirStatus() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"escalate","comment":"c2","by":"ken"}
      {"type":"decision","id":"d3","at":"2025-06-01T02:00:00Z","action":"escalate","comment":"c3","by":"ken"}
      {"type":"comment","id":"c9","at":"2025-06-01T03:00:00Z","thread":"t1","nick":"Zoe","body":"casino"}
      """)
    #expect(try workshop.modq("queue", "--format", "ids").output == "c9\nc3\nc2\n")
    #expect(
      try workshop.modq("queue", "--format", "table").output == """
        ID  NICK  BODY                  SCORE  RULES   TIER
        c9  Zoe   casino                 5.00  casino  new

        escalated:
        c3  Bob   no casino, please      5.00  casino  new
        c2  花子  こんにちは、みなさん   0.00          new

        """)
    let line = try workshop.modq("queue", "--thread", "t1", "--nick", "bob").output
    #expect(line.hasSuffix("\"tier\":\"new\",\"escalated\":true}\n"))
  }

  @Test func whatIsSnoozedIsHiddenUntilItsTime() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"snooze","comment":"c3","by":"ken","until":"2999-01-01T00:00:00Z"}
      """)
    let hidden = try workshop.modq("queue", "--format", "table")
    #expect(hidden.output == "")
    #expect(hidden.errors == "nothing waits\n1 snoozed: hidden until their time\n")
    #expect(try workshop.modq("stats", "--format", "json").output.contains(#""queue":{"waiting":1,"#))
    try workshop.ingest(
      """
      {"type":"decision","id":"d3","at":"2025-06-01T02:00:01Z","action":"snooze","comment":"c3","by":"ken","until":"2025-06-02T00:00:00Z"}
      """)
    #expect(try workshop.modq("queue", "--format", "ids").output == "c3\n")
  }

  @Test func otherSitesAreLeftOutWhenOneIsNamed() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"comment","id":"c1","site":"blog","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"Ann","body":"casino"}"#
    )
    #expect(try workshop.modq("queue", "--site", "blog", "--format", "ids").output == "c1\n")
    for command in [["queue"], ["queue", "--claim"], ["changes"], ["log"], ["reputation"], ["report"]] {
      let nowhere = try workshop.modq(command + ["--site", "nowhere"])
      #expect(
        nowhere.errors == """
          modq: nothing came from the site "nowhere"
                The log has "", "blog".

          """)
      #expect(nowhere.status == 66 && nowhere.output == "", "\(command)")
    }
    #expect(
      try workshop.modq("queue", "--format", "table").output == """
        ID  SITE  NICK  BODY               SCORE  RULES   TIER
        c3        Bob   no casino, please   5.00  casino  new
        c1  blog  Ann   casino              5.00  casino  new

        """)
  }
}
