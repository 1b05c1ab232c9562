import Testing

@testable import ModQJudge

struct AttackTextTests {
  @Test func fillsTheBytesAskedFor() {
    let attack = AttackText(prefix: "foo", pump: "あ", suffix: "!")
    #expect(attack.times(bytes: 16) == 4)
    #expect(attack.text(bytes: 16) == "fooああああ!")
    #expect(attack.text(bytes: 3) == "fooあ!")
  }

  @Test(arguments: [
    (AttackText(pump: " "), #"" " × 100"#),
    (
      AttackText(prefix: "say \"\\", pump: "\n\t", suffix: "\u{1}\u{202E}"),
      #""say \"\\" + "\n\t" × 45 + "\u{1}\u{202e}""#
    ),
    (
      AttackText(prefix: "abcdefghijklmnopqrstuvwxyz", pump: "あ"),
      #""abcdefghijklmnopqrstuvwx…" + "あ" × 24"#
    ),
  ])
  func isShownInShortAndWithoutWhatATerminalWouldObey(attack: AttackText, shown: String) {
    #expect(attack.shown(bytes: 100) == shown)
  }
}
