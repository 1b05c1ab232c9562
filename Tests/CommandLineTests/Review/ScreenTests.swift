import Testing

@testable import modq

struct ScreenTests {
  @Test func aLineIsCutToTheScreen() {
    var screen = Screen(ScreenSize(columns: 20, rows: 6))
    screen.put(ScreenLine("漢字仮名交じり文はとても長い"), row: 1)
    screen.put(ScreenLine("outside"), row: 6)
    #expect(screen.text == "\n漢字仮名交じり文は…")
    #expect(screen.lines[1].width == 19)
  }

  @Test func wrappedLinesAreIndentedAndFit() {
    let line = ScreenLine("score 8.00 (hold from 4.00, reject from 10.00)")
    #expect(
      line.wrapped(to: 20, indent: 2).map(\.text) == [
        "score 8.00 (hold", "  from 4.00, reject", "  from 10.00)",
      ])
    for seed in 0..<1_000 as Range<UInt64> {
      let line = ScreenLine(HostileText(seed: seed).text)
      for piece in line.wrapped(to: 30, indent: 2) where piece.glyphs.count > 3 {
        #expect(piece.width <= 30, "seed \(seed): \(piece.text)")
      }
    }
  }

  @Test func onlyRowsThatChangedAreWritten() {
    var writer = ScreenWriter(isStyled: true)
    var screen = Screen(ScreenSize(columns: 20, rows: 6))
    screen.put(ScreenLine("one", .bold), row: 0)
    screen.put(ScreenLine("two"), row: 1)
    _ = writer.bytes(for: screen)
    screen.put(ScreenLine("é漢"), row: 1)
    screen.cursor = (1, 3)
    #expect(
      String(decoding: writer.bytes(for: screen), as: UTF8.self)
        == "\u{1B}[?25l\u{1B}[2;1H\u{1B}[2Ké\u{1B}[2G漢\u{1B}[2;4H\u{1B}[?25h")
    #expect(writer.bytes(for: screen) == [])
    screen.cursor = nil
    #expect(writer.bytes(for: screen) == Array("\u{1B}[?25l".utf8))
  }

  @Test func withoutStylesThereAreNone() {
    var writer = ScreenWriter(isStyled: false)
    var screen = Screen(ScreenSize(columns: 20, rows: 6))
    screen.put(ScreenLine("one", [.bold, .reverse]), row: 0)
    #expect(!String(decoding: writer.bytes(for: screen), as: UTF8.self).contains("[0;"))
  }

  @Test(arguments: [("80x24", 80, 24), ("1x1", 1, 1), ("100000x100000", 1_000, 500)])
  func aSizeIsBounded(_ text: String, _ columns: Int, _ rows: Int) {
    #expect(ScreenSize(text) == ScreenSize(columns: columns, rows: rows))
  }

  @Test(arguments: ["", "80", "x24", "80x", "80x24x1", "-1x4", "axb"])
  func whatIsNoSizeIsRefused(_ text: String) {
    #expect(ScreenSize(text) == nil)
  }
}
