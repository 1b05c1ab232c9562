import Testing

struct UndoCommandTests {
  private func entries(_ workshop: Workshop) throws -> String {
    try workshop.modq("log", "--format", "count").output
  }

  @Test func whatWasUndoneIsNotUndoneAgain() throws {
    let workshop = try Workshop(story)
    try workshop.modq("spam", "c2", "c3")
    try workshop.modq("undo", "d1", "--by", "ken")
    try workshop.modq("undo", "modq:batch-9", "--by", "ken")
    let before = try entries(workshop)
    for (id, undo) in [
      ("d1", "modq:decision-11"), ("modq:batch-9", "modq:decision-12"),
      ("modq:decision-9", "modq:decision-12"),
    ] {
      let run = try workshop.modq("undo", id)
      #expect(
        run.errors == """
          modq: \(id) was undone already by ken: nothing was changed
                `modq undo \(undo)` brings it back.

          """)
      #expect(run.status == 66 && run.output == "")
    }
    #expect(try entries(workshop) == before)
    // An undo is undone, and what it took back can be taken back anew.
    #expect(try workshop.modq("undo", "modq:decision-11").status == 0)
    #expect(try workshop.modq("undo", "modq:decision-11").status == 66)
    #expect(try workshop.modq("undo", "d1").status == 0)
    #expect(try workshop.modq("verify").status == 0)
  }

  /// Decisions of one's own have names that no line may have; an export says what it is.
  @Test func anExportWithUndosIsTakenInAgain() throws {
    let workshop = try Workshop(story)
    try workshop.modq("spam", "c2", "c3")
    try workshop.modq("undo", "modq:batch-9")
    let export = try workshop.modq("export").output
    #expect(export.contains(#""batch":"modq:batch-9","modq":"export"}"#))
    let other = try Workshop(export)
    for list in [["queue"], ["changes"], ["reputation", "--why"]] {
      // Entries have other numbers where those of rules were left out.
      #expect(
        try other.modq(list + ["--format", "ids"]).output == workshop.modq(list + ["--format", "ids"]).output)
    }
    #expect(try other.modq("export").output == export)
    #expect(try workshop.ingest(export).errors.hasSuffix(", 10 already known, 0 refused\n"))
    let slipped = export.replacing(#","modq":"export""#, with: "")
    let run = try Workshop().ingest(slipped)
    #expect(
      run.errors.contains(
        #"line 8, column 25: "id" begins with "modq:", as ours do: "modq:decision-9" (lines of an export say "modq":"export"; "#
      ), "\(run.errors)")
  }

  /// One of a batch, then the batch: to take back one of the two brings nothing back.
  @Test func whatWasUndoneTwiceIsBroughtBackByBoth() throws {
    let workshop = try Workshop(story)
    try workshop.modq("spam", "c2", "c3")
    try workshop.modq("undo", "modq:decision-9", "--by", "ken")
    try workshop.modq("undo", "modq:batch-9")
    for id in ["modq:decision-9", "modq:batch-9"] {
      #expect(
        try workshop.modq("undo", id).errors == """
          modq: \(id) was undone already by ken: nothing was changed
                `modq undo modq:decision-11` and `modq undo modq:decision-12` together bring it back.

          """)
    }
    let once = try workshop.modq("undo", "modq:decision-10").errors
    #expect(once.contains("`modq undo modq:decision-12` brings it back."), "\(once)")
    #expect(try workshop.modq("undo", "modq:decision-11").status == 0)
    let back = try workshop.modq("undo", "modq:decision-12").output
    #expect(back.contains(#"{"id":"c2","site":"","from":"published","to":"spam"}"#), "\(back)")
    #expect(try workshop.modq("verify").status == 0)
  }

  @Test func aSiteThatNothingCameFromIsRefused() throws {
    let workshop = try Workshop(story)
    for arguments in [["undo"], ["undo", "d1"], ["undo", "modq:ruleset-1"]] {
      let run = try workshop.modq(arguments + ["--site", "blog"])
      #expect(
        run.errors == """
          modq: nothing came from the site "blog"
                The log has "".

          """)
      #expect(run.status == 66 && run.output == "", "\(arguments)")
    }
  }

  @Test func theBoundsOfAnEndAreSaid() throws {
    let workshop = try Workshop(story)
    for (command, end) in [
      (["snooze", "c3"], "99999999d"), (["block", "Bob"], "0s"), (["trust", "Bob"], "soon"),
    ] {
      let run = try workshop.modq(command + ["--until", end])
      #expect(
        run.errors == """
          modq: --until \(end) is no time to come
                Give a time as 2026-04-01T00:00:00Z, or a span as 30m, 12h, 2d: at least 1s, at most 36500d.

          """)
      #expect(run.status == 64)
    }
  }

  @Test func aNameOfNothingIsNobodys() throws {
    let workshop = try Workshop(story)
    for arguments in [
      ["block", ""], ["block", "\u{200B} "], ["trust", "\u{2060}", "--site", ""], ["reputation", "\u{AD}"],
      ["erase", "--nick", "\u{200B}", "--site", "", "--yes"],
    ] {
      let run = try workshop.modq(arguments)
      #expect(
        run.errors == "modq: a nickname of which nothing is to be seen is nobody's\n" && run.status == 64,
        "\(arguments): \(run.errors)")
    }
  }
}
