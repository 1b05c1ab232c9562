import Testing

struct QuestionTests {
  @Test func whatWasTypedBeforeAQuestionIsNoAnswerToIt() throws {
    let workshop = try Workshop(story)
    let before = try workshop.modq("log").output
    let terminal = try PseudoTerminal(
      workshop, ["reject", "--where", "nick=Bob and status=published"], typedAhead: "y\n")
    try terminal.wait { $0.text.contains("[y/N]") }
    try terminal.press("n\n")
    #expect(terminal.end() == 0)
    #expect(try workshop.modq("log").output == before)
  }

  @Test func yesIsTaken() throws {
    let workshop = try Workshop(story)
    let before = try workshop.modq("log").output
    let terminal = try PseudoTerminal(workshop, ["reject", "--where", "nick=Bob and status=published"])
    try terminal.wait { $0.text.contains("[y/N]") }
    try terminal.press("y\n")
    #expect(terminal.end() == 0)
    #expect(try workshop.modq("log").output != before)
  }
}
