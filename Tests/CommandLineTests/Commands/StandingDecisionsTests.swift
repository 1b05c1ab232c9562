import Foundation
import Testing

/// A decision that says again what stands changes nothing, so none is logged: the next undo takes back what it should.
struct StandingDecisionsTests {
  private func entries(_ workshop: Workshop) throws -> String {
    try workshop.modq("log", "--format", "count").output
  }

  @Test(arguments: ["approve", "reject", "spam", "escalate"])
  func whatIsDecidedSoAlreadyIsNotDecidedAgain(_ verb: String) throws {
    let workshop = try Workshop(story)
    try workshop.modq(verb, "c3", "--by", "ken")
    let before = try entries(workshop)
    for name in ["ken", "aya"] {
      let run = try workshop.modq(verb, "c3", "--by", name, "--reason", "again")
      #expect(run.status == 0 && run.output == "")
      let participle =
        ["approve": "approved", "reject": "rejected", "spam": "marked as spam"][verb] ?? "escalated"
      #expect(
        run.errors.replacing(#/at \d{4}-\d\d-\d\d \d\d:\d\d/#, with: "at T")
          == "modq: c3 is \(participle) already, by ken at T: nothing was changed\n")
    }
    #expect(try entries(workshop) == before)
    // One undo changes what the decision had changed.
    try workshop.modq("undo")
    #expect(try workshop.modq("queue", "--format", "ids").output == "c3\n")
    #expect(try workshop.modq("queue", "--where", "escalated=yes", "--format", "count").output == "0\n")
  }

  @Test func whatChangesAnythingIsDecided() throws {
    let workshop = try Workshop(story)
    for arguments in [
      ["approve", "c3"], ["reject", "c3"], ["spam", "c3"], ["approve", "c3"], ["escalate", "c3"],
      // It ends the escalation.
      ["approve", "c3"], ["note", "c3", "--reason", "a"], ["note", "c3", "--reason", "a"],
      ["snooze", "c3", "--until", "2090-01-01T00:00:00Z"],
      ["snooze", "c3", "--until", "2091-01-01T00:00:00Z"],
    ] {
      let run = try workshop.modq(arguments)
      #expect(run.status == 0 && run.errors == "" && run.output != "", "\(arguments): \(run.errors)")
    }
    try workshop.ingest(
      #"{"type":"edit","id":"e1","at":"2025-06-02T00:00:00Z","comment":"c2","body":"よろしく"}"# + "\n"
        + #"{"type":"edit","id":"e2","at":"2025-06-02T00:00:00Z","comment":"c4","body":"HELLO"}"# + "\n")
    // A rejected comment stays so when it is edited; its new text was judged by nobody.
    try workshop.modq("reject", "c4")
    try workshop.ingest(
      #"{"type":"edit","id":"e3","at":"2025-06-03T00:00:00Z","comment":"c4","body":"HI"}"# + "\n")
    #expect(try workshop.modq("reject", "c4").output.contains(#""action":"reject","comment":"c4""#))
    // A word on a comment is one on the reports that came before it.
    try workshop.ingest(
      #"{"type":"report","id":"r9","at":"2025-06-04T00:00:00Z","comment":"c4","reporter":"Xenia"}"# + "\n")
    #expect(try workshop.modq("reject", "c4").output.contains(#""action":"reject","comment":"c4""#))
    #expect(try workshop.modq("reject", "c4").output == "")
    #expect(try workshop.modq("verify").status == 0)
  }

  @Test func ofSeveralTheOthersAreDecided() throws {
    let workshop = try Workshop(story)
    try workshop.modq("approve", "c2", "--by", "ken")
    let run = try workshop.modq("approve", "c1", "c2", "c3", "c4")
    #expect(run.output.split(separator: "\n").count == 2)
    // c1 was approved by aya in the story.
    #expect(
      run.errors.split(separator: "\n").map { $0.prefix(29) } == [
        "modq: c1 is approved already,", "modq: c2 is approved already,",
      ])
    let bulk = try workshop.modq("approve", "--where", "status=published", "--yes")
    #expect(bulk.errors == "modq: 4 of them are decided so already\n", "\(bulk.errors)")
    #expect(
      bulk.output.contains(#""decided":0,"changed":0,"overtaken":0,"standing":4,"erased":0,"batch":null"#))
  }

  @Test func aWordOnANicknameStandsToo() throws {
    let workshop = try Workshop(story)
    func errors(_ arguments: String...) throws -> String {
      let run = try workshop.modq(arguments)
      #expect(run.status == 0, "\(arguments)")
      return run.errors.replacing(#/at \d{4}-\d\d-\d\d \d\d:\d\d/#, with: "at T")
    }
    #expect(try errors("clear", "Bob") == "modq: no block or trust of Bob is in force: nothing was changed\n")
    #expect(try errors("block", "Bob") == "")
    #expect(try errors("block", "BOB") == "modq: BOB is blocked already, by aya at T: nothing was changed\n")
    #expect(try errors("block", "Bob", "--until", "2090-01-01T00:00:00Z") == "")
    #expect(try errors("trust", "Bob") == "")
    #expect(try errors("clear", "Bob") == "")
    #expect(try errors("clear", "Bob") == "modq: no block or trust of Bob is in force: nothing was changed\n")
    #expect(try errors("block", "--ip", "203.0.113.7") == "")
    #expect(
      try errors("block", "--ip", "203.0.113.7")
        == "modq: 203.0.113.7 is blocked already, by aya at T: nothing was changed\n")
    #expect(
      try errors("block", "Zoe") == "modq: nobody has signed Zoe yet; it holds from now on\n")
    #expect(try errors("block", "Zoe") == "modq: Zoe is blocked already, by aya at T: nothing was changed\n")
    // A nickname is no id: the word that ends its block is another.
    #expect(
      try workshop.modq("undo", "Zoe").errors == """
        modq: there is no comment, decision or batch Zoe
              `modq log --kind decision` lists the decisions; `modq clear NICK` ends a block or a trust of a nickname.

        """)
    #expect(try workshop.modq("verify").status == 0)
  }

  @Test func theScreenSaysWhatStands() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.screens("s\np\ns\n").last?.contains("c1 is marked as spam already, by aya at ") == true)
    #expect(
      try workshop.screens("t\nt\n", "--nick", "Bob").last?.contains("Bob is trusted already, by aya at ")
        == true)
  }
}

/// Whose a decision was that an undo takes back.
struct UndoneDecisionsTests {
  @Test func anUndoNamesWhatItTookBack() throws {
    let workshop = try Workshop(story)
    try workshop.modq("spam", "c2", "--by", "ken")
    func undone(_ arguments: String...) throws -> String {
      let output = try workshop.modq(["undo"] + arguments).output
      let part = output.firstMatch(of: #/"undone":\{.*?\}/#).map { String($0.0) } ?? output
      return part.replacing(#/"at":"[^"]*"/#, with: #""at":"T""#)
    }
    #expect(try undone() == #""undone":{"action":"spam","comment":"c2","by":"ken","at":"T","decisions":1}"#)
    try workshop.modq("reject", "c2", "c3", "--by", "mari")
    #expect(
      try undone() == #""undone":{"action":"reject","comment":"c2","by":"mari","at":"T","decisions":2}"#)
    try workshop.modq("block", "Bob", "--by", "ken")
    #expect(try undone() == #""undone":{"action":"block","nick":"Bob","by":"ken","at":"T","decisions":1}"#)
    #expect(
      try undone("c1") == #""undone":{"action":"approve","comment":"c1","by":"aya","at":"T","decisions":1}"#)
  }

  @Test func aPersonIsToldInWords() throws {
    let workshop = try Workshop(story)
    try workshop.modq("reject", "c2", "c3", "--by", "ken")
    let terminal = try PseudoTerminal(workshop, ["undo"])
    try terminal.wait {
      $0.contains("undo reject c2 and 1 more by ken at 20") && $0.contains("c2: rejected → published")
    }
    #expect(terminal.end() == 0)
  }
}
