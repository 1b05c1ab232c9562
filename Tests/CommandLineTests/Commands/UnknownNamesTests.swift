import Testing

/// A name that nothing in the log has is no choice of nothing but a slip, wherever it is given.
struct UnknownNamesTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop(story)
    try workshop.ingest(
      #"{"type":"comment","id":"c9","at":"2025-06-01T05:00:00Z","thread":"t3","nick":"Zoe","body":"casino","#
        + #""ip":"2001:db8::7","email":"zoe@a.example","proof":"p\"9"}"#)
    return workshop
  }

  @Test(
    arguments: [
      ("rule=casinoo", "no rule “casinoo” ever fired here", "did you mean casino?"),
      ("tag=spamm", "no rule here ever had the tag “spamm”", "did you mean spam?"),
      ("thread=t9", "nothing was posted in a thread “t9”", nil),
      ("nick=nobody", "nobody signed as “nobody”", "`modq reputation` lists the nicknames"),
      (
        "nick=\u{200B}", "“⟨U+200B⟩” is no nickname: nothing of it is to be seen",
        #"nick="" is who gave none"#
      ),
      ("ip=203.0.113.9", "nothing came from “203.0.113.9”", nil),
      ("ip=here", "nothing came from “here”", "write it as 203.0.113.7 or 2001:db8::1"),
      ("email=zoe@b.example", "nothing came with the email “zoe@b.example”", nil),
      ("proof=p9", "nothing came with the proof “p9”", nil),
      ("id=r1", "there is no comment “r1”", "`modq log` lists them"),
      ("site=blog", "nothing came from the site “blog”", "the log has “”"),
    ] as [(String, String, String?)])
  func aFilterThatNamesNothingIsRefusedAtItsPlace(_ filter: String, _ message: String, _ hint: String?) throws
  {
    let workshop = try workshop()
    let shown = filter.replacing("\u{200B}", with: "⟨U+200B⟩")
    let key = shown.prefix { $0 != "=" }
    let told = """
      modq: --where: \(message)
            \(shown)
            \(String(repeating: " ", count: key.count + 1))^

      """ + (hint.map { "      \($0)\n" } ?? "")
    for command in [["queue"], ["queue", "--claim"], ["reject", "--yes"], ["review", "--script", "-"]] {
      let run = try workshop.modq(command + ["--where", filter])
      #expect(run.errors == told && run.output == "" && run.status == 64, "\(command): \(run.errors)")
    }
  }

  @Test func anOptionThatNamesNothingIsRefusedLikewise() throws {
    let workshop = try workshop()
    for (option, name, told) in [
      ("--rule", "casinoo", "modq: --rule: no rule “casinoo” ever fired here\n      did you mean casino?\n"),
      ("--tag", "spamm", "modq: --tag: no rule here ever had the tag “spamm”\n      did you mean spam?\n"),
      ("--thread", "t9", "modq: --thread: nothing was posted in a thread “t9”\n"),
      (
        "--nick", "nobody",
        "modq: --nick: nobody signed as “nobody”\n      `modq reputation` lists the nicknames\n"
      ),
    ] {
      for command in [["queue"], ["queue", "--sample", "2%"], ["review", "--script", "-"]] {
        let run = try workshop.modq(command + [option, name])
        #expect(run.errors == told && run.output == "" && run.status == 64, "\(command): \(run.errors)")
      }
    }
    #expect(try workshop.modq("sweep", "--thread", "t9").status == 64)
    #expect(
      try workshop.messages("/\ntext tag=spamm\nenter\n").last
        == "no rule here ever had the tag “spamm”: did you mean spam?")
  }

  /// Somebody has it, though nothing of it waits.
  @Test(arguments: [
    "rule=reported", "tag=games", "thread=t2", "nick=ＢＯＢ", "nick=''", "ip=2001:db8::ffff",
    "email=zoe@a.example", "proof='p\"9'", "id=c2", "site=''", "claimed_by=ken",
  ])
  func aNameThatSomethingHasIsNone(_ filter: String) throws {
    let run = try workshop().modq("queue", "--where", "\(filter) and score>100")
    #expect(run.errors == "" && run.output == "" && run.status == 0)
  }
}
