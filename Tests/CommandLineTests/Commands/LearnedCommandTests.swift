import Testing

struct LearnedCommandTests {
  /// Comments of two kinds, each with its decision.
  private static func taught(_ count: Int) -> String {
    (0..<count).map { index in
      let isSpam = index % 2 == 0
      let body = isSpam ? "buy \\u202Efollowers \(index)" : "今日の記事を読みました"
      let action = isSpam ? "spam" : "approve"
      return """
        {"type":"comment","id":"c\(index)","at":"2025-06-01T00:00:00Z","thread":"t\(index)","nick":"n\(index)","body":"\(body)"}
        {"type":"decision","id":"d\(index)","at":"2025-06-01T00:00:00Z","action":"\(action)","comment":"c\(index)","by":"aya"}

        """
    }.joined()
  }

  @Test func aLogWithFewDecisionsHasTaughtNothing() throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq("learned")
    #expect(
      run.output == """
        {"ready":false,"decisions":1,"k":null,"next":40,"fine":1,"spam":0,"features":0,"bytes":0,\
        "validation":{"predicted":0,"hits":0,"false_alarms":0,"missed":0,"passed":0,"accuracy":0,"precision":0,\
        "recall":0,"f1":0}}

        """)
    #expect(run.status == 0)
    let one = try workshop.modq("learned", "c1")
    #expect(
      one.errors == """
        modq: nothing is learned yet
              It takes 20 comments approved, and as many rejected or spam.

        """)
    #expect(one.status == 66)
  }

  @Test func theReportSaysHowWellEachDecisionWasPredicted() throws {
    let workshop = try Workshop(Self.taught(50))
    let text = try workshop.modq("learned", "--format", "table").output
    #expect(text.hasPrefix("learned from the first 48 of 50 decisions: 24 fine, 24 spam\n"), "\(text)")
    #expect(
      text.hasSuffix(
        """
        learns again at 52 decisions

        each of 10 decisions predicted before it was learned
          accuracy   1.00
          precision  1.00  5 of 5 taken for spam were
          recall     1.00  5 of 5 spam were found
          F1         1.00

        """), "\(text)")
  }

  @Test func foreignTextInAClueIsMadeVisible() throws {
    let workshop = try Workshop(
      Self.taught(40).replacing("buy", with: "b\\u001b[31muy"))
    for format in ["json", "table"] {
      let output = try workshop.modq("learned", "c0", "--format", format).output
      #expect(output.contains("followers"), "\(output)")
      #expect(!output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E }, "\(output)")
    }
  }
}
