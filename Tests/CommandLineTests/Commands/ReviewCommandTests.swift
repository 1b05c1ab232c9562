import Foundation
import Testing

struct ReviewCommandTests {
  @Test func theFirstScreenSaysWhatOneNeeds() throws {
    #expect(
      try Workshop.reviewed().screens("") == [
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
      try Workshop.reviewed().screens("resize 40x24\n")[1] == """
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
        one key decides: a publishes, r hides, z
        takes back, ? explains   ↓ 4 more: space
        a approve r reject s spam h skip ? q

        """)
  }

  @Test func aKeyDecidesAndTheNextComes() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("s\na\nr\na\n") == [
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
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("s\nz\nZ\nz\nz\n").dropFirst() == [
        "marked as spam: c1 (z takes it back)", "taken back: spam c1 (Z makes it again)",
        "made again: spam c1",
        "taken back: spam c1 (Z makes it again)",
        "nothing of this session is left to take back",
      ])
    #expect(try workshop.authors("a\nz\n") == ["折口", "Bob", "折口"])
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc3\nc5\n")
  }

  @Test func capitalsDecideAboutAllSelected() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("A\nx\nx\np\nx\nx\nR\n").dropFirst() == [
        "nothing is selected: x selects", "1 selected: A, R or S for all of them",
        "2 selected: A, R or S for all of them", "", "not selected any more",
        "2 selected: A, R or S for all of them", "rejected 2 comments as one batch (z takes it back)",
      ])
    #expect(try workshop.modq("queue", "--format", "ids").output == "c5\n")
    try workshop.modq("undo", "modq:batch-11")
    #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc3\nc5\n")
  }

  @Test func whatIsLeftComesAgainAfterTheRest() throws {
    #expect(try Workshop.reviewed().authors("h\nh\nh\nh\n") == ["折口", "Bob", "折ロ", "", "折口"])
    #expect(try Workshop.reviewed().authors("h\np\nh\nh\n") == ["折口", "Bob", "折口", "Bob", "折ロ"])
  }

  @Test func aWordOnANicknameIsNoneOnTheComment() throws {
    let workshop = try Workshop.reviewed()
    #expect(try workshop.authors("b\n") == ["折口", "折口"])
    #expect(
      try workshop.messages("z\nt\nz\n").dropFirst() == [
        "nothing of this session is left to take back",
        "trusted 折口 (z takes it back)", "taken back: trust 折口 (Z makes it again)",
      ])
    #expect(try workshop.modq("reputation", "折口").output.contains(#""tier":"blocked""#))
    #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
  }

  @Test func severalBlockedNicknamesAreOneBatchAndOneUndo() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("x\nx\nx\nB\nz\n").suffix(2) == [
        "blocked 3 nicknames as one batch (z takes it back)",
        "taken back: block 3 nicknames (Z makes it again)",
      ])
    #expect(!(try workshop.modq("reputation").output.contains(#""tier":"blocked""#)))
  }

  @Test func whatOneClaimedByACommandIsOnesOwn() throws {
    let workshop = try Workshop.reviewed()
    #expect(try workshop.modq("claim", "c1", "c3").status == 0)
    #expect(try workshop.authors("h\nh\n") == ["折口", "Bob", "折ロ"])
    // They are one's own still, and nobody else gets them.
    #expect(try workshop.authors("h\n", "--by", "ken") == ["折ロ", ""])
    #expect(try workshop.modq("queue", "--claimed-by", "aya", "--format", "ids").output == "c1\nc3\n")
    // What was decided about is nobody's.
    #expect(try workshop.authors("a\nz\n").last == "折口")
  }

  @Test func whyARuleThatGaveUpHoldsStandsAboveTheText() throws {
    let workshop = try Workshop.reviewed()
    try Data(
      """
      rules: [{id: lure, title: A lure, score: 4, match: {lure: {field: body, regex: 'lure'}}, tests: [{hit: lure}, {miss: hello}]}]

      """.utf8
    ).write(to: workshop.folder.appendingPathComponent("rules/lure.yml"))
    let body = String(repeating: "a lure for you. ", count: 3_000)
    let line = #"{"type":"comment","id":"big","thread":"t9","nick":"Ann","body":"\#(body)"}"#
    #expect(try workshop.modq("ingest", input: line + "\n").status == 0)
    let screen = try workshop.screens("", "--where", "id=big")[0]
    #expect(
      screen.contains("\n! lure could not be carried through (subject_cap), therefore held\n│ a lure"),
      "\(screen.prefix(400))")
  }

  @Test func aNoteIsTypedAndStandsBesideTheComment() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("n\ntext 訴訟か\u{3099}xx\nbackspace backspace\nenter\nn escape\nn space enter\n")
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
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("/\ntext rulle=casino\nenter\nctrl-u\ntext nick=bob\nenter\na\n/ ctrl-u enter\n")
        .dropFirst() == [
          "it, Esc cancels", "it, Esc cancels",
          "there is no key “rulle”: did you mean rule?",
          "there is no key “rulle”: did you mean rule?",
          "there is no key “rulle”: did you mean rule?", "only nick=bob",
          "published c3 (z takes it back)",
          "all that waits",
        ])
    #expect(try workshop.authors("a\n", "--nick", "折ロ") == ["折ロ", ""])
    #expect(try workshop.authors("", "--tag", "spam") == ["折口"])
    #expect(try workshop.authors("", "--rule", "newcomer_link", "--thread", "t2") == [""])
  }

  @Test func aFilterIsThatOfWhere() throws {
    let workshop = try Workshop.reviewed()
    #expect(
      try workshop.messages("/\ntext rule=casinoo\nenter\nctrl-u\ntext score>=4 and age>2d\nenter\n").suffix(
        1)
        == ["only score>=4 and age>2d"])
    #expect(
      try workshop.messages("/\ntext rule=casinoo\nenter\n").last
        == "no rule “casinoo” ever fired here: did you mean casino?")
    #expect(try workshop.authors("", "--where", "nick=Bob or tag=games and score>100") == ["Bob"])
    #expect(try workshop.modq("review", "--script", "-", "--rule", "casinoo", input: "").status == 64)
  }

  @Test func escalatedOnesAreGoneThroughApart() throws {
    let workshop = try Workshop.reviewed()
    #expect(try workshop.authors("e\nh\nh\nh\n") == ["折口", "Bob", "折ロ", "", "Bob"])
    #expect(try workshop.authors("h\n", "--escalated") == ["折口", ""])
    #expect(try workshop.messages("r\n", "--escalated").last == "rejected c1 (z takes it back)")
  }

  @Test func theThreadIsShownInFull() throws {
    #expect(
      Array(try Workshop.reviewed().screens("h\nc\na\n")[2...]) == [
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
                                                                         ↓ 3 more: space
        a approve  r reject  s spam  h skip  z undo  e escalate  ? help  q quit

        """,
      ])
  }

  @Test func nothingForeignIsRawOnTheScreen() throws {
    let workshop = try Workshop()
    var events: [String] = []
    for (number, payload) in HostileText.twoHundred.enumerated() {
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
    let script = HostileText.twoHundred.map { _ in "c\nq\nx\n" }.joined()
    for size in ["80x24", "40x40"] {
      let run = try workshop.modq(["review", "--script", "-", "--size", size], input: script)
      #expect(run.status == 0 && run.errors == "")
      #expect(run.output.unicodeScalars.allSatisfy(isHarmless))
      #expect(
        run.output.components(separatedBy: "selected: A, R or S for").count == HostileText.twoHundred.count
          + 1)
    }
  }
}
