import Testing

struct ReportCommandTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T01:00:00Z","action":"reject","comment":"c1","by":"ken"}
      {"type":"decision","id":"d3","at":"2025-06-02T01:00:00Z","action":"approve","comment":"c2","by":"ken"}
      {"type":"decision","id":"d4","at":"2025-06-02T01:00:00Z","action":"spam","comment":"c4","by":"ken"}
      """)
    return workshop
  }

  @Test func aReportIsOneObject() throws {
    let run = try workshop().modq("report", "--sample", "100%")
    #expect(
      run.output == """
        {"decisions":4,"swept":0,"people":[\
        {"by":"ken","decisions":3,"approve":1,"reject":1,"spam":1,"escalate":0,"snooze":0,"note":0,"block":0,"trust":0,\
        "clear":0,"undo":0,"release":0,"agreed":1,"disagreed":1,"reversed":0},\
        {"by":"aya","decisions":1,"approve":1,"reject":0,"spam":0,"escalate":0,"snooze":0,"note":0,"block":0,"trust":0,\
        "clear":0,"undo":0,"release":0,"agreed":0,"disagreed":0,"reversed":1}],\
        "rules":{"held":{"approved":1,"rejected":1},"published":{"confirmed":1,"overturned":1},\
        "rejected":{"confirmed":0,"overturned":0}},\
        "days":[{"day":"2025-06-01","decisions":2},{"day":"2025-06-02","decisions":2}],\
        "queue":{"waiting":1,"snoozed":0,"escalated":0,"oldest":"2025-06-01T00:02:00.000Z",\
        "ages":{"1h":0,"6h":0,"1d":0,"3d":0,"7d":0,"older":1}},\
        "sample":{"published":{"drawn":2,"checked":2,"wrong":1,"error":0.5,"error_at_most":0.8358},\
        "rejected":{"drawn":0,"checked":0,"wrong":0,"error":null,"error_at_most":null}}}

        """)
  }

  @Test func aPageShowsPeopleDaysAndTheQueue() throws {
    let run = try workshop().modq("report", "--format", "table", "--since", "2025-01-01T00:00:00Z")
    #expect(
      run.output == """
        decisions: 4

        BY   ALL  APPROVE  REJECT  SPAM  OTHER  AGREED  DISAGREED  REVERSED
        ken    3        1       1     1              1          1
        aya    1        1                                                 1

        decisions a day
          2025-06-01  ████████████████████████████████████████ 2
          2025-06-02  ████████████████████████████████████████ 2

        what moderators said of the rules' word
          held       1 approved, 1 rejected
          published  1 confirmed, 1 overturned
          rejected   0 confirmed, 0 overturned

        waiting 1, snoozed 0, escalated 0
          up to 1h  0
          up to 6h  0
          up to 1d  0
          up to 3d  0
          up to 7d  0
          older     ████████████████████████████████████████ 1
        the oldest is of 2025-06-01 00:02 UTC

        """)
  }

  @Test func aSampleIsTheSameEachTimeAndShrinksAsItIsLookedAt() throws {
    let workshop = try Workshop(story)
    let first = try workshop.modq("queue", "--sample", "100%", "--format", "ids").output
    #expect(first == "c4\nc2\n")
    #expect(try workshop.modq("queue", "--sample", "100%", "--format", "ids").output == first)
    #expect(
      try workshop.modq("queue", "--sample", "100%", "--thread", "t2").output.contains(
        #""status":"published"}"#))
    try workshop.modq("approve", "c4")
    #expect(try workshop.modq("queue", "--sample", "100%", "--format", "ids").output == "c2\n")
    for share in ["0%", "101%", "2", "x%", "-1%"] {
      #expect(try workshop.modq("queue", "--sample=\(share)").status == 64, "\(share)")
    }
  }

  @Test func theFormsOfATimeAreSaidWhereThereIsNone() throws {
    let workshop = try Workshop(story)
    for (command, option) in [
      (["report"], "--since"), (["report"], "--until"), (["sweep"], "--since"),
      (["rules", "stats"], "--until"), (["rules", "backtest"], "--since"), (["reputation", "Bob"], "--at"),
    ] {
      let run = try workshop.modq(command + [option, "7x"])
      #expect(
        run.errors == """
          modq: \(option) 7x is no time that is past
                Give a time as 2026-04-01T00:00:00Z or 2026-04-01, or a span as 12h, 7d: at most 36500d.

          """, "\(command)")
      #expect(run.status == 64 && run.output == "", "\(command)")
    }
  }
}
