import Testing

@testable import modq

struct LayoutTests {
  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("漢字仮名", 8, "漢字仮名"), ("漢字仮名", 7, "漢字仮…"), ("漢字仮名", 6, "漢字…"),
    ("a\u{202E}b", 6, "a…"), ("x", 0, ""), ("ab", 1, "…"),
  ])
  func whatIsCutSaysSo(_ text: String, _ width: Int, _ cut: String) {
    #expect(VisibleText(text).fitted(to: width) == cut)
    #expect(VisibleText(cut).width <= max(width, 0))
  }

  @Test func linesBreakBetweenWordsAndBetweenAnyIdeographs() {
    let text = VisibleText("the quick brown fox\nお前はもう死んでいる supercalifragilistic", keepingLines: true)
    #expect(
      text.wrapped(to: 10) == [
        "the quick ", "brown fox", "お前はもう", "死んでいる", " supercali", "fragilisti", "c",
      ])
  }

  /// A mark at the end that is wider than the columns there are: found by the fuzzer.
  @Test func whatIsWiderThanAllColumnsHasALineOfItsOwn() {
    #expect(VisibleText("i\u{200B}").wrapped(to: 3) == ["i", "⟨U+200B⟩"])
    #expect(VisibleText("\u{200B}i").wrapped(to: 3) == ["⟨U+200B⟩", "i"])
    #expect(VisibleText("").wrapped(to: 3) == [""])
  }

  @Test func wrappingLosesNothingAndKeepsTheWidth() {
    for seed in 0..<1_000 as Range<UInt64> {
      let text = VisibleText(HostileText(seed: seed).text)
      let lines = text.wrapped(to: 20)
      #expect(lines.joined() == text.line, "seed \(seed)")
      for line in lines where VisibleText(line, defanging: false).lines[0].count > 1 {
        #expect(VisibleText(line, defanging: false).width <= 20, "seed \(seed): \(line)")
      }
    }
  }

  @Test func columnsAreAlignedByDisplayWidth() {
    var table = TableLayout(
      [("nick", .left(8)), ("score", .right(6)), ("body", .rest)], terminal: Terminal(width: 40))
    let lines = table.lines([
      .row(["折口", "6.50", "短い"]), .remark("and"),
      .row(["Bob", "12.00", "a long comment that does not fit"]),
    ])
    #expect(
      lines == [
        "NICK  SCORE  BODY",
        "折口   6.50  短い",
        "and",
        "Bob   12.00  a long comment that does n…",
      ])
    #expect(table.lines([.row(["a nick that is long", "1", "b"])]) == ["a n…      1  b"])
  }

  @Test func aQuotedTextCannotLeaveItsPlace() {
    var page = Page(Terminal(width: 40))
    page.quote(
      "fine\n\u{1B}[2Kroot@host:~# rm -rf /\r\n\nhttps://evil.example/" + String(repeating: "長", count: 20))
    #expect(
      page.text == """
        │ fine
        │ ␛[2Kroot@host:~# rm -rf /
        │
        │ hxxps://evil[.]example/長長長長長長長
        │ 長長長長長長長長長長長長長

        """)
  }
}
