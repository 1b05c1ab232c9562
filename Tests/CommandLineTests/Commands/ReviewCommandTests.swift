import Foundation
import Testing

struct ReviewCommandTests {
  /// Three comments wait: by two people whose names look the same, and by Bob.
  private func workshop() throws -> Workshop {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      {"type":"comment","id":"c5","at":"2025-06-01T03:00:00Z","thread":"t1","nick":"折ロ","body":"casino!","link":"https://blog.example/t1#c5"}
      """)
    return workshop
  }

  private func screens(_ workshop: Workshop, _ script: String, _ options: String...) throws -> [String] {
    let run = try workshop.modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ")
  }

  /// What came of each key: the line above that of the keys.
  private func messages(_ workshop: Workshop, _ script: String, _ options: String...) throws -> [String] {
    let run = try workshop.modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ").map { screen in
      let line = screen.components(separatedBy: "\n").dropLast(2).last ?? ""
      return line.replacing(#/ +(↓ \d+ more|↑ the end)$/#, with: "")
    }
  }

  /// The second line of each screen: who wrote the comment.
  private func authors(_ workshop: Workshop, _ script: String, _ options: String...) throws -> [String] {
    let run = try workshop.modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ").enumerated().map { index, screen in
      let lines = screen.components(separatedBy: "\n").dropFirst(index == 0 ? 1 : 2)
      return lines.first.map { $0.components(separatedBy: " — ")[0] } ?? ""
    }
  }

  @Test func theFirstScreenSaysWhatOneNeeds() throws {
    #expect(
      try screens(workshop(), "") == [
        """
         modq review · 3 wait · 0 decided                                           aya
        折口 — new, 0.13–0.87, 1 comment, 0 approved, 0 rejected
        c1 in t1, 2025-06-01 00:00, held
        score 9.50 (hold 4.00, reject 10.00), +0 −0 votes, 0 reports, 1 reply
        1 casino 5.00  2 newcomer_link 4.50
        │ best casino hxxps://spam[.]example/x
               111111
        1 casino 5.00 → without it still hold
          Advertises a casino
        2 newcomer_link 4.50 → without it still hold
          A link from a newcomer
          author.approved = 0, links = 1
        — decisions —
        2025-06-01 01:00 approve by aya: a quotation (undone)
        — names that look the same —
        折ロ — new, 1 comment
        — after —
        花子 2025-06-01 00:01, published
          │ こんにちは、みなさん
        Bob 2025-06-01 00:02, held
          │ no casino, please

        one key decides: a publishes, r hides, z takes back, ? explains
        a approve  r reject  s spam  h skip  z undo  e escalate  ? help  q quit

        """
      ])
  }

  @Test func aNarrowWindowShowsTheSame() throws {
    #expect(
      try screens(workshop(), "resize 40x24\n")[1] == """
        resize 40x24
         modq review · 3 wait · 0 decided   aya
        折口 — new, 0.13–0.87, 1 comment, 0
          approved, 0 rejected
        c1 in t1, 2025-06-01 00:00, held
        score 9.50 (hold 4.00, reject 10.00),
          +0 −0 votes, 0 reports, 1 reply
        1 casino 5.00  2 newcomer_link 4.50
        │ best casino hxxps://spam[.]example/x
               111111
        1 casino 5.00 → without it still hold
          Advertises a casino
        2 newcomer_link 4.50 → without it
          still hold
          A link from a newcomer
          author.approved = 0, links = 1
        — decisions —
        2025-06-01 01:00 approve by aya: a
          quotation (undone)
        — names that look the same —
        折ロ — new, 1 comment
        — after —
        花子 2025-06-01 00:01, published
        one key decides: a publishes, … ↓ 3 more
        a approve  r reject  ? help  q quit

        """)
  }

  @Test func aKeyDecidesAndTheNextComes() throws {
    let workshop = try workshop()
    #expect(
      try messages(workshop, "s\na\nr\na\n") == [
        "one key decides: a publishes, r hides, z takes back, ? explains",
        "marked as spam: c1 (z takes it back)", "published c3 (z takes it back)",
        "rejected c5 (z takes it back)", "no comment is shown",
      ])
    #expect(try workshop.modq("queue", "--format", "count").output == "0\n")
    let decided = try workshop.modq("changes", "--since", "10", "--format", "csv").output
    #expect(
      decided.split(separator: "\n").map { $0.split(separator: ",").dropFirst(2).joined(separator: " ") } == [
        "site id from to why by more", "c1 held spam decision aya", "c3 held published decision aya",
        "c5 held rejected decision aya",
      ])
  }

  @Test func whatWasTakenBackIsShownAgain() throws {
    let workshop = try workshop()
    #expect(
      try messages(workshop, "s\nz\nZ\nz\nz\n").dropFirst() == [
        "marked as spam: c1 (z takes it back)", "taken back: spam c1 (Z makes it again)",
        "made again: spam c1",
        "taken back: spam c1 (Z makes it again)",
        "nothing of this session is left to take back",
      ])
    #expect(try authors(workshop, "a\nz\n") == ["折口", "Bob", "折口"])
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc3\nc5\n")
  }

  @Test func capitalsDecideAboutAllSelected() throws {
    let workshop = try workshop()
    #expect(
      try messages(workshop, "A\nx\nx\np\nx\nx\nR\n").dropFirst() == [
        "nothing is selected: x selects", "1 selected: A, R or S for all of them",
        "2 selected: A, R or S for all of them", "", "not selected any more",
        "2 selected: A, R or S for all of them", "rejected 2 comments as one batch (z takes it back)",
      ])
    #expect(try workshop.modq("queue", "--format", "ids").output == "c5\n")
    try workshop.modq("undo", "modq:batch-11")
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc3\nc5\n")
  }

  @Test func whatIsLeftComesAgainAfterTheRest() throws {
    #expect(try authors(workshop(), "h\nh\nh\nh\n") == ["折口", "Bob", "折ロ", "", "折口"])
    #expect(try authors(workshop(), "h\np\nh\nh\n") == ["折口", "Bob", "折口", "Bob", "折ロ"])
  }

  @Test func aWordOnANicknameIsNoneOnTheComment() throws {
    let workshop = try workshop()
    #expect(try authors(workshop, "b\n") == ["折口", "折口"])
    #expect(
      try messages(workshop, "z\nt\nz\n").dropFirst() == [
        "nothing of this session is left to take back",
        "trusted 折口 (z takes it back)", "taken back: trust 折口 (Z makes it again)",
      ])
    #expect(try workshop.modq("reputation", "折口").output.contains(#""tier":"blocked""#))
    #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
  }

  @Test func aNoteIsTypedAndStandsBesideTheComment() throws {
    let workshop = try workshop()
    #expect(
      try messages(workshop, "n\ntext 訴訟か\u{3099}xx\nbackspace backspace\nenter\nn escape\nn space enter\n")
        .dropFirst() == [
          "Enter writes it beside the comment, Esc cancels",
          "Enter writes it beside the comment, Esc cancels",
          "Enter writes it beside the comment, Esc cancels", "noted beside c1 (z takes it back)", "cancelled",
          "an empty note says nothing: none was made",
        ])
    #expect(
      try workshop.modq("show", "c1", "--format", "json").output.contains(
        #""action":"note","by":"aya","reason":"訴訟か\#u{3099}""#))
  }

  @Test func aFilterChoosesWhatIsGoneThrough() throws {
    let workshop = try workshop()
    #expect(
      try messages(workshop, "/\ntext rulle=casino\nenter\nctrl-u\ntext nick=bob\nenter\na\n/ ctrl-u enter\n")
        .dropFirst() == [
          "rule=ID, tag=T, nick=N, thread=T, several with and; empty is all. Enter takes i…",
          "rule=ID, tag=T, nick=N, thread=T, several with and; empty is all. Enter takes i…",
          "there is no key “rulle”: did you mean rule?",
          "there is no key “rulle”: did you mean rule?",
          "there is no key “rulle”: did you mean rule?", "only nick=bob",
          "published c3 (z takes it back)",
          "all that waits",
        ])
    #expect(try authors(workshop, "a\n", "--nick", "折ロ") == ["折ロ", ""])
    #expect(try authors(workshop, "", "--tag", "spam") == ["折口"])
    #expect(try authors(workshop, "", "--rule", "newcomer_link", "--thread", "t2") == [""])
  }

  @Test func escalatedOnesAreGoneThroughApart() throws {
    let workshop = try workshop()
    #expect(try authors(workshop, "e\nh\nh\nh\n") == ["折口", "Bob", "折ロ", "", "Bob"])
    #expect(try authors(workshop, "h\n", "--escalated") == ["折口", ""])
    #expect(try messages(workshop, "r\n", "--escalated").last == "rejected c1 (z takes it back)")
  }

  @Test func theThreadIsShownInFull() throws {
    #expect(
      Array(try screens(workshop(), "h\nc\na\n")[2...]) == [
        """
        c
         modq review · 3 wait · 0 decided                                           aya
        折口 2025-06-01 00:00, held, answered
        │ best casino hxxps://spam[.]example/x
        花子 2025-06-01 00:01, published
        │ こんにちは、みなさん
        → Bob 2025-06-01 00:02, held
          │ no casino, please
        折ロ 2025-06-01 03:00, held
        │ casino!














        any key goes back; arrows and space scroll

        """,
        """
        a
         modq review · 3 wait · 0 decided                                           aya
        Bob — new, 0.13–0.87, 2 comments, 0 approved, 0 rejected
        c3 in t1, 2025-06-01 00:02, held
        score 5.00 (hold 4.00, reject 10.00), +0 −0 votes, 1 report, 0 replies
        answers c1
        1 casino 5.00
        │ no casino, please
             111111
        1 casino 5.00 → without it publish
          Advertises a casino
        — reports —
        2025-06-01 00:04 by 花子
          │ rude
        — answers —
        折口 2025-06-01 00:00, held
          │ best casino hxxps://spam[.]example/x
        — before —
        花子 2025-06-01 00:01, published
          │ こんにちは、みなさん
        — after —
        折ロ 2025-06-01 03:00, held
          │ casino!
                                                                                ↓ 3 more
        a approve  r reject  s spam  h skip  z undo  e escalate  ? help  q quit

        """,
      ])
  }

  @Test func presetsAndFilesChangeTheKeys() throws {
    let workshop = try workshop()
    let file = workshop.folder.appendingPathComponent("keys").path
    try Data("preset vi\nf approve\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(
      try messages(workshop, "f\nu\n", "--keys", file).dropFirst() == [
        "published c1 (u takes it back)", "taken back: approve c1 (ctrl-r makes it again)",
      ])
    #expect(
      try messages(workshop, "d z\nz\n", "--keys", "wordpress").last
        == "nothing of this session is left to take back")
    #expect(
      try messages(workshop, "f\nz\nz u\n", "--keys", "coral").dropFirst() == [
        "published c1 (u takes it back)", "", "taken back: approve c1 (U makes it again)",
      ])
    try Data("f aprove\nx\n".utf8).write(to: URL(fileURLWithPath: file))
    let run = try workshop.modq("review", "--script", "-", "--keys", file)
    #expect(run.status == 64)
    #expect(
      run.errors.replacing(file, with: "FILE") == """
        FILE:1: error: there is no action aprove (did you mean approve?)
        FILE:2: error: a line is a key and an action, as in: f approve

        """)
    #expect(try workshop.modq("review", "--script", "-", "--keys", "none-such").status == 66)
  }

  @Test func withoutATerminalItSaysWhatToUseInstead() throws {
    let run = try workshop().modq("review")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors == """
        modq: review needs a terminal
              `modq queue` lists what waits, `modq show` and `modq explain` tell more, `modq approve` and others decide.

        """)
  }

  @Test func aScriptWithAFaultPlaysNothing() throws {
    let workshop = try workshop()
    let run = try workshop.modq("review", "--script", "-", input: "s\nctrl-é\n")
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("modq: line 2 of the script: there is no key ctrl-é\n"))
    #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
  }

  @Test func aSharedNameIsNobodys() throws {
    let workshop = try Workshop()
    try workshop.ingest(
      #"{"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"","body":"casino"}"#
        + "\n")
    #expect(try messages(workshop, "b\n").last == "an empty nickname is nobody's")
  }

  @Test func nothingForeignIsRawOnTheScreen() throws {
    let workshop = try Workshop()
    var events: [String] = []
    for (number, payload) in HostileText.payloads.enumerated() {
      let name = payload.text.replacing("\0", with: "")
      let short = String(decoding: Array(name.utf8.prefix(150)), as: UTF8.self)
      let comment = [
        "type": "comment", "id": "\(number) \(short)", "at": "2025-06-01T00:00:00Z", "thread": "t \(short)",
        "nick": "n \(short)", "body": "casino \(payload.text)\n\(payload.text)", "link": short,
      ]
      let report = [
        "type": "report", "id": "r\(number)", "at": "2025-06-01T00:00:00Z", "comment": "\(number) \(short)",
        "reporter": "n \(short)", "reason": payload.text,
      ]
      let note = [
        "type": "decision", "id": "d\(number)", "at": "2025-06-01T00:00:00Z", "comment": "\(number) \(short)",
        "action": "note", "by": "m \(short)", "reason": payload.text,
      ]
      for object in [comment, report, note] {
        events.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
      }
    }
    try workshop.ingest(events.joined(separator: "\n") + "\n")
    let script = HostileText.payloads.map { _ in "c\nq\nx\n" }.joined()
    for size in ["80x24", "40x12"] {
      let run = try workshop.modq(["review", "--script", "-", "--size", size], input: script)
      #expect(run.status == 0 && run.errors == "")
      #expect(run.output.unicodeScalars.allSatisfy(isHarmless))
      #expect(
        run.output.components(separatedBy: "selected: A, R or S for").count == HostileText.payloads.count + 1)
    }
  }
}
