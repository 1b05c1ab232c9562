import Testing

struct ShowCommandTests {
  @Test func oneCommentIsShownWithAllAroundIt() throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq("show", "c1", "--format", "table")
    #expect(
      run.output == """
        c1 in t1
        published, comment of 2025-06-01 00:00:00 UTC
        by “折口”, new, 0.36–0.97, 1 comment, 1 approved, 0 rejected
        votes +0 −0 (0.00 weighted), reports 0, replies 1, risk 10.00

        │ best casino hxxps://spam[.]example/x

        after
          c2 by “花子”, 2025-06-01 00:01, published
          │ こんにちは、みなさん
          c3 by “Bob”, 2025-06-01 00:02, held
          │ no casino, please

        verdict
        hold, score 9.50
          casino  5.00
          newcomer_link  4.50

        decisions
          2025-06-01 01:00:00 UTC  approve by aya: a quotation  [d1]

        """)
  }

  @Test func itsObjectHasTheKeysOfTheContract() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("show", "c2").output
        == """
        {"id":"c2","site":"","thread":"t1","nick":"花子","at":"2025-06-01T00:01:00.000Z","body":"こんにちは、みなさん",\
        "score":0,"risk":0.5014,"verdict":"publish","rules":[],"reports":0,"claimed_by":null,"tier":"new",\
        "parent":null,"status":"published","votes":{"up":1,"down":0,"weighted":0.1},"decisions":[],\
        "verdict_line":{"seq":3,"id":"c2","site":"","type":"comment","nick":"花子","verdict":"publish","score":0,\
        "reasons":[],"shadow":[],"errors":[],"author":{"tier":"new","expected":0.5,"lower":0.13,"upper":0.87},\
        "learned":null,"ruleset":"DIGEST","known":true},"around":[{"id":"c1","nick":"折口",\
        "at":"2025-06-01T00:00:00.000Z","status":"published","body":"best casino https://spam.example/x"},\
        {"id":"c3","nick":"Bob","at":"2025-06-01T00:02:00.000Z","status":"held","body":"no casino, please"}]}

        """.replacing("DIGEST", with: digest(of: workshop)))
  }

  @Test func anUnknownIDAndOneOfSeveralSitesAreTold() throws {
    let workshop = try Workshop(story)
    for command in ["show", "explain"] {
      let unknown = try workshop.modq(command, "c99")
      #expect(unknown.status == 66)
      #expect(unknown.errors == "modq: there is no comment c99\n      `modq log` lists what the log has.\n")
      #expect(unknown.output == "")
    }
    #expect(try workshop.modq("show", "r1").errors == "modq: r1 is no comment but a report\n")
    try workshop.ingest(
      #"{"type":"comment","id":"c1","site":"blog","at":"2025-06-01T00:00:00Z","thread":"t","nick":"Bob","body":"hi"}"#
    )
    let several = try workshop.modq("show", "c1")
    #expect(several.status == 64)
    #expect(several.errors == "modq: several sites have c1: \"\", \"blog\"\n      Say which with --site.\n")
    #expect(try workshop.modq("show", "c1", "--site", "blog").status == 0)
  }
}

struct ExplainCommandTests {
  @Test func everyRuleSaysWhatItSawAndWhatItChanged() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("explain", "c1").output
        == """
        {"id":"c1","site":"","seq":2,"type":"comment","at":"2025-06-01T00:00:00.000Z","thread":"t1","nick":"折口",\
        "body":"best casino https://spam.example/x","status":"published","verdict":"hold","score":9.5,\
        "thresholds":{"hold":4,"reject":10},"reasons":[{"rule":"casino","score":5,"matches":[{"name":"word",\
        "field":"body","start":5,"end":11,"text":"casino"}],"values":{},"title":"Advertises a casino",\
        "without":"hold"},{"rule":"newcomer_link","score":4.5,"matches":[],"values":{"author.approved":0,"links":1},\
        "title":"A link from a newcomer","without":"hold"}],"shadow":[],"errors":[],"author":{"tier":"new",\
        "expected":0.5,"lower":0.13,"upper":0.87},"learned":null,"ruleset":{"digest":"DIGEST","seq":1},\
        "risk":{"score":9.5,"reports":0,"reach":0.5,"age":0.0021,"total":10.0021}}

        """.replacing("DIGEST", with: digest(of: workshop)))
  }

  @Test func rulesInTrialAreToldApart() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("explain", "c4", "--format", "table").output
        == """
        c4: publish, score 0.00
        hold from 4.00, reject from 10.00; judged as comment c4 of 2025-06-01 00:03:00 UTC
        author then: new, expected 0.50, 0.13–0.87
        rules: DIGEST, entry 1
        now: published

        in trial, without effect

        shouting  2.00
          Capitals throughout
          loud in body, bytes 0–11:
            │ HELLO WORLD

        risk 0.00
          score           0.00
          reports         0.00
          reach           0.00
          age             0.00

        """.replacing("DIGEST", with: digest(of: workshop)))
  }

  @Test func aReportThatRaisedADoubtIsExplained() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"report","id":"r2","at":"2025-06-01T02:02:00Z","comment":"c4","reporter":"花子"}
      {"type":"report","id":"r3","at":"2025-06-01T02:03:00Z","comment":"c4","reporter":"折口"}
      """)
    for id in ["c4", "r3"] {
      let run = try workshop.modq("explain", id)
      #expect(run.output.hasPrefix(#"{"id":"c4","site":"","seq":10,"type":"report","#), "\(id)")
      #expect(
        run.output.contains(#""rule":"reported","score":4,"matches":[],"values":{"reports":2},"#), "\(id)")
      #expect(run.output.contains(#""title":"Two reports","without":"publish""#), "\(id)")
    }
    #expect(try workshop.modq("explain", "v1").status == 64)
  }
}

/// The digest of the rules, as the log names it.
func digest(of workshop: Workshop) throws -> String {
  let entry = try workshop.modq("log", "--kind", "ruleset", "--limit", "1").output
  return try #require(entry.firstMatch(of: /sha256:[0-9a-f]{64}/)).output.description
}
