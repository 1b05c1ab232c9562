import Testing

/// What a moderator sees in a window of any size: nothing is decided about a text that is not on the screen, the keys
/// that decide are always named, and no message is cut where there is room for it.
struct ReviewWindowTests {
  /// The last row of each window, and that of the message above it after `a`.
  private func rows(_ size: String) throws -> (keys: String, after: String, held: String) {
    let workshop = try Workshop.reviewed()
    let screens = try workshop.screens("a\n", "--size", size)
    let lines = screens.map { $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
    let footer = String(lines[0].last ?? "")
    return (footer, screens[1], try workshop.modq("queue", "--format", "count").output)
  }

  @Test(arguments: [
    ("80x24", "a approve  r reject  s spam  h skip  z undo  e escalate  ? help  q quit"),
    ("51x24", "a approve  r reject  s spam  h skip  ? help  q quit"),
    ("50x24", "a approve r reject s spam h skip ? q"), ("36x24", "a approve r reject s spam h skip ? q"),
    ("35x24", "a r s h z e x b t n c / ? q"), ("20x24", "a r s h z e x b ? q"),
  ])
  func theKeysThatDecideAreAlwaysNamed(_ size: String, _ keys: String) throws {
    let footer = try rows(size).keys
    #expect(footer == keys)
  }

  @Test(arguments: [("80x24", "2\n"), ("80x8", "2\n"), ("80x7", "3\n"), ("30x9", "3\n"), ("20x6", "3\n")])
  func nothingIsDecidedAboutATextThatIsNotOnTheScreen(_ size: String, _ held: String) throws {
    let window = try rows(size)
    #expect(window.held == held, "\(window.after)")
    #expect(window.after.contains("window too small") == (held == "3\n"), "\(window.after)")
  }

  @Test func theSizeThatIsNeededIsTheOneThatIsEnough() throws {
    let workshop = try Workshop.reviewed()
    let refusal = try workshop.screens("a\n", "--size", "40x9")[1]
    let needed = try #require(refusal.firstMatch(of: #/40×(\d+)/#)?.1, "\(refusal)")
    let last = try #require(Int(needed))
    for (rows, held) in [(last - 1, "3\n"), (last, "2\n")] {
      let workshop = try Workshop.reviewed()
      _ = try workshop.screens("a\n", "--size", "40x\(rows)")
      #expect(try workshop.modq("queue", "--format", "count").output == held, "\(rows)")
    }
  }

  @Test(arguments: ["r", "s", "e", "b", "t", "x"])
  func noKeySaysAnythingOfATextThatIsNotSeen(_ key: String) throws {
    let workshop = try Workshop.reviewed()
    let before = try workshop.modq("log", "--format", "count").output
    #expect(try workshop.screens("\(key)\n", "--size", "30x8")[1].contains("window too small"))
    #expect(try workshop.modq("log", "--format", "count").output == before)
  }

  /// Whoever scrolls to the text has seen it, and whoever scrolls on in a long one saw its start.
  @Test func whatIsScrolledToIsSeen() throws {
    let workshop = try Workshop.reviewed()
    _ = try workshop.screens("down down down down\na\n", "--size", "80x7")
    #expect(try workshop.modq("queue", "--format", "count").output == "2\n")
    _ = try workshop.screens("end\na\n", "--size", "80x12")
    #expect(try workshop.modq("queue", "--format", "count").output == "1\n")
  }

  @Test func noPromptIsCut() throws {
    let workshop = try Workshop.reviewed()
    let prompt = try workshop.screens("/\n")[1]
    #expect(
      prompt.contains(
        """
        rule=ID, tag=T, nick=N, thread=T, several with and; empty is all. Enter takes
        it, Esc cancels
        show:
        """), "\(prompt)")
    let narrow = try workshop.screens("", "--size", "40x24")[0]
    for word in ["publishes,", "hides,", "takes back,", "explains"] {
      #expect(narrow.contains(word), "\(narrow)")
    }
  }
}
