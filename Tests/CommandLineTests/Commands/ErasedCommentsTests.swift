import Testing

/// Nobody can judge a text that was erased: it waits for nobody, and nobody publishes it.
struct ErasedCommentsTests {
  private func erased(_ id: String) throws -> Workshop {
    let workshop = try Workshop.reviewed()
    #expect(try workshop.modq("erase", id, "--reason", "a letter", "--yes").status == 0)
    return workshop
  }

  @Test func itLeavesTheQueueAndAllThatCountsIt() throws {
    let workshop = try erased("c3")
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc5\n")
    #expect(try workshop.modq("stats", "--format", "json").output.contains(#""queue":{"waiting":2,"#))
    #expect(try workshop.modq("report", "--format", "json").output.contains(#""waiting":2"#))
    #expect(try workshop.screens("")[0].contains("modq review · 2 wait"))
    #expect(try workshop.authors("h\nh\n") == ["折口", "折ロ", ""])
    // It is held for whoever asks for that, and the site sees no change.
    #expect(try workshop.modq("show", "c3").output.contains(#""status":"held""#))
    #expect(try workshop.modq("verify").status == 0)
    #expect(try workshop.modq("replay").status == 0)
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc5\n")
  }

  @Test func anEscalatedOneLeavesToo() throws {
    let workshop = try Workshop.reviewed()
    try workshop.modq("escalate", "c3")
    try workshop.modq("erase", "c3", "--reason", "a letter", "--yes")
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc5\n")
    #expect(try workshop.authors("", "--escalated") == [""])
  }

  @Test func itCanBeRejectedButNotPublished() throws {
    let workshop = try erased("c3")
    for verb in ["approve", "escalate"] {
      let run = try workshop.modq(verb, "c3")
      #expect(
        run.errors == """
          modq: the text of c3 was erased: there is nothing to \(verb)
                It waits for nobody; `modq reject c3` says that it stays away.

          """)
      #expect(run.status == 64 && run.output == "")
    }
    let bulk = try workshop.modq("approve", "--where", "thread=t1 and status=held", "--yes")
    #expect(bulk.errors == "modq: 1 of them is erased: there is nothing to approve\n")
    #expect(bulk.output.contains(#""decided":2"#))
    #expect(try workshop.modq("note", "c3", "--reason", "asked by letter").status == 0)
    #expect(try workshop.modq("reject", "c3").output.contains(#""from":"held","to":"rejected""#))
    #expect(try workshop.modq("verify").status == 0)
  }

  @Test func whatIsErasedWhileSomebodyLooksIsNotDecidedAbout() throws {
    let workshop = try Workshop.reviewed()
    let terminal = try PseudoTerminal(workshop, ["review"])
    try terminal.wait { $0.contains("c1 in t1") && $0.contains("q quit") }
    #expect(try workshop.modq("erase", "c1", "--reason", "a letter", "--yes").status == 0)
    try terminal.press("a")
    // The first look at what others did comes before the key, or after it.
    try terminal.wait {
      $0.contains("the text of c1 was erased meanwhile")
        || $0.contains("the text of c1 was erased: there is nothing to approve")
    }
    try terminal.press("q")
    #expect(terminal.end() == 0)
    #expect(try workshop.modq("show", "c1").output.contains(#""status":"held""#))
  }
}
