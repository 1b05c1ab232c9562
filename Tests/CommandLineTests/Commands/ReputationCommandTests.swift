import Testing

struct ReputationCommandTests {
  @Test func standingIsThatOfTheAuthorsLastEvent() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("reputation", "折口", "--why").output == """
        {"nick":"折口","nick_key":"折口","site":"","tier":"new","r":1,"s":0,"expected":0.6667,"lower":0.3646,"upper":0.9687,\
        "comments":1,"approved":1,"rejected":0,"votes_up":0,"votes_down":0,"first_seen":"2025-06-01T00:00:00.000Z",\
        "last_seen":"2025-06-01T00:05:00.000Z","evidence":[{"seq":8,"at":"2025-06-01T01:00:00.000Z","kind":"approved",\
        "r":1,"s":0,"id":"d1"}]}

        """)
  }

  @Test func aVoteIsAnEventOfItsVoter() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"vote","id":"v8","at":"2025-06-01T05:00:00Z","comment":"c3","voter":"折口","value":1}
      {"type":"vote","id":"v9","at":"2025-06-01T04:00:00Z","comment":"c2","voter":"bob","value":1}
      """)
    #expect(
      try workshop.modq("reputation", "折口").output.contains(#""last_seen":"2025-06-01T05:00:00.000Z""#))
    #expect(
      try workshop.modq("reputation", "bob").output.contains(#""last_seen":"2025-06-01T04:00:00.000Z""#))
  }

  @Test func anUndoneDecisionIsNoEvidence() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c3","by":"ken"}
      {"type":"decision","id":"d3","at":"2025-06-01T03:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      """)
    #expect(try workshop.modq("reputation", "折口", "--why").output.contains(#""r":0,"s":0,"#))
    #expect(
      try workshop.modq("reputation", "bob", "--why").output.contains(
        #""s":3,"expected":0.2,"lower":0,"upper":0.4093"#))
    #expect(
      try workshop.modq("reputation", "Bob", "--why", "--format", "table").output == """
        NICK  TIER        R     S  LOWER  UPPER  COMMENTS  LAST_SEEN
        Bob   suspect  0.00  3.00   0.00   0.41         2  2025-06-01 00:03

          2025-06-01 02:00  spam      -3.00  d2

        """)
  }

  @Test func anEarlierMomentKnowsNothingOfWhatCameLater() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("reputation", "折口", "--at", "2025-06-01T00:30:00Z").output == """
        {"nick":"折口","nick_key":"折口","site":"","tier":"new","r":0,"s":0,"expected":0.5,"lower":0.13,"upper":0.87,\
        "comments":1,"approved":0,"rejected":0,"votes_up":0,"votes_down":0,"first_seen":"2025-06-01T00:00:00.000Z",\
        "last_seen":"2025-06-01T00:05:00.000Z"}

        """)
    #expect(
      try workshop.modq("reputation", "--at", "2025-06-01T00:00:30Z", "--format", "ids").output == "折口\n")
    #expect(try workshop.modq("reputation", "花子", "--at", "2025-06-01T00:00:30Z").status == 66)
  }

  @Test func aLaterMomentHasFadedAndSettled() throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq("reputation", "折口", "--at", "2025-08-30T01:00:00Z")
    #expect(run.output.contains(#""r":0.5,"s":0,"#))
    let settled = try workshop.modq("reputation", "Bob", "--at", "2025-06-08T00:03:00Z", "--why")
    #expect(
      settled.output.contains(
        #""evidence":[{"seq":5,"at":"2025-06-08T00:03:00.000Z","kind":"settled","r":0.2,"s":0,"id":"c4"}]"#))
    #expect(settled.output.contains(#""r":0.2,"s":0,"#))
  }

  @Test func theRankingGoesByTheLowerBound() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c3","by":"ken"}"#)
    #expect(try workshop.modq("reputation", "--format", "ids").output == "折口\n花子\nBob\n")
    #expect(try workshop.modq("reputation", "--format", "ids", "--limit", "1").output == "折口\n")
    #expect(
      try workshop.modq("reputation", "--format", "table").output == """
        NICK  TIER        R     S  LOWER  UPPER  COMMENTS  LAST_SEEN
        折口  new      1.00  0.00   0.36   0.97         1  2025-06-01 00:05
        花子  new      0.01  0.00   0.13   0.87         1  2025-06-01 00:04
        Bob   suspect  0.00  3.00   0.00   0.41         2  2025-06-01 00:03

        """)
  }

  @Test func everyBearerOfANameIsListed() throws {
    let workshop = try Workshop(
      """
      {"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t","nick":"Ann","body":"a","proof":"p1"}
      {"type":"comment","id":"c2","at":"2025-06-01T00:01:00Z","thread":"t","nick":"ANN","body":"b","proof":"p2"}
      """)
    #expect(
      try workshop.modq("reputation", "ann", "--format", "csv").output.split(separator: "\n").count == 3)
    #expect(!(try workshop.modq("reputation", "ann").output.contains("p1")))
    #expect(try workshop.modq("reputation", "ann", "--format", "ids").output == "Ann\nANN\n")
  }

  @Test func anUnknownNameAndOneOfSeveralSitesAreTold() throws {
    let workshop = try Workshop(story)
    let unknown = try workshop.modq("reputation", "nobody")
    #expect(unknown.status == 66)
    #expect(unknown.errors == "modq: nobody signed as nobody\n      `modq reputation` lists the nicknames.\n")
    try workshop.ingest(
      #"{"type":"comment","id":"c1","site":"blog","at":"2025-06-01T00:00:00Z","thread":"t","nick":"Bob","body":"hi"}"#
    )
    let several = try workshop.modq("reputation", "Bob")
    #expect(several.status == 64)
    #expect(several.errors == "modq: several sites have Bob: \"\", \"blog\"\n      Say which with --site.\n")
    #expect(try workshop.modq("reputation", "Bob", "--site", "blog").status == 0)
  }

  @Test func peopleOfOneNicknameAreToldApart() throws {
    let workshop = try Workshop(
      """
      {"type":"comment","id":"a","at":"2025-06-01T00:00:00Z","thread":"t","nick":"花子","proof":"p1","body":"一"}
      {"type":"comment","id":"b","at":"2025-06-01T00:01:00Z","thread":"t","nick":"花子","body":"二"}
      {"type":"comment","id":"c","at":"2025-06-01T00:02:00Z","thread":"t","nick":"花子","proof":"p2","body":"三"}
      """)
    #expect(
      try workshop.modq("reputation", "花子", "--format", "table").output == """
        NICK  TIER     R     S  LOWER  UPPER  COMMENTS  LAST_SEEN         PROOF
        花子  new   0.00  0.00   0.13   0.87         1  2025-06-01 00:00  #1
        花子  new   0.00  0.00   0.13   0.87         1  2025-06-01 00:01  without proof
        花子  new   0.00  0.00   0.13   0.87         1  2025-06-01 00:02  #3

        """)
    let proofs = try workshop.modq("reputation", "花子", "--private", "--format", "jsonl").output
    #expect(proofs.matches(of: /"proof":"[^"]*"/).map { $0.output } == [#""proof":"p1""#, #""proof":"p2""#])
    let open = try workshop.modq("reputation", "花子", "--format", "jsonl").output
    #expect(!open.contains("p1") && open.contains(#""proven":false,"bearer":2}"#))
  }

  @Test func aMomentToComeIsRefused() throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq("reputation", "折口", "--at", "2999-01-01")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors == """
        modq: --at 2999-01-01 is yet to come
              Give a time that is past as 2026-04-01, or a span before now as 12h, 7d.

        """)
  }

  @Test(arguments: [
    (
      ["reputation", "折口", "--at", "-7d"],
      "--at -7d is no time that is past", "--at 7d is so long before now."
    ),
    (
      ["block", "折口", "--until", "-7d"],
      "--until -7d is no time to come", "--until 7d ends it so long from now."
    ),
    (
      ["snooze", "c1", "--until", "-2h"],
      "--until -2h is no time to come", "--until 2h ends it so long from now."
    ),
  ])
  func aSpanWithAMinusIsAnsweredWithTheOneToWrite(command: [String], fault: String, word: String) throws {
    let run = try Workshop(story).modq(command)
    #expect(run.status == 64)
    #expect(run.errors == "modq: \(fault)\n      Write the span without the minus: \(word)\n")
  }
}
