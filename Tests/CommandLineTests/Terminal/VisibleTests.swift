import Testing

@testable import modq

struct VisibleTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("こんにちは　世界", "こんにちは　世界"),
    ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
    ("\u{1B}]0;title\u{07}", "␛]0;title␇"),
    ("a\u{00}b\u{7F}c", "a␀b␡c"),
    ("one\r\ntwo\nthree\rfour", "one␍␊two␊three␍four"),
    ("tab\there", "tab␉here"),
    ("\u{9B}2J \u{90}q\u{9C} \u{85}", "⟨U+009B⟩2J ⟨U+0090⟩q⟨U+009C⟩ ⟨U+0085⟩"),
    ("abc\u{202E}txt.exe\u{202C}", "abc⟨U+202E⟩txt.exe⟨U+202C⟩"),
    ("\u{2066}x\u{2069} \u{061C} \u{200E}", "⟨U+2066⟩x⟨U+2069⟩ ⟨U+061C⟩ ⟨U+200E⟩"),
    ("a\u{2028}b\u{2029}c", "a⟨U+2028⟩b⟨U+2029⟩c"),
    ("zero\u{200B}\u{200B}\u{200B}width\u{FEFF}", "zero⟨U+200B×3⟩width⟨U+FEFF⟩"),
    ("soft\u{AD}hyphen", "soft⟨U+00AD⟩hyphen"),
    ("tag\u{E0068}\u{E0069}\u{E007F}", "tag⟨U+E0068⟩⟨U+E0069⟩⟨U+E007F⟩"),
    ("葛\u{E0100} a\u{FE0F} b\u{FE0E}", "葛⟨U+E0100⟩ a⟨U+FE0F⟩ b⟨U+FE0E⟩"),
    ("❤\u{FE0F} 1\u{FE0F}\u{20E3} 🇯🇵 👍🏽", "❤\u{FE0F} 1\u{FE0F}\u{20E3} 🇯🇵 👍🏽"),
    ("👨\u{200D}👩", "👨⟨U+200D⟩👩"),
    ("\u{E0B0}\u{F8FF}\u{378}\u{FFFFD}", "⟨U+E0B0⟩⟨U+F8FF⟩⟨U+0378⟩⟨U+FFFFD⟩"),
    ("\u{3164}\u{115F}\u{FFA0}\u{34F}", "⟨U+3164⟩⟨U+115F⟩⟨U+FFA0⟩⟨U+034F⟩"),
    ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "e\u{301}\u{302}\u{303}\u{304}⟨+2⟩x"),
    ("\u{301}a", "\u{25CC}\u{301}a"),
    ("\u{200B}\u{301}", "⟨U+200B⟩\u{25CC}\u{301}"),
    ("ก็ ที่ ह्न्दी か\u{3099}", "ก็ ที่ ह्न्दी か\u{3099}"),
    ("", ""),
  ])
  func nothingIsLeftThatATerminalWouldObey(_ text: String, _ shown: String) {
    #expect(Array(visible(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test(arguments: [
    ("a", 1), ("漢字", 4), ("ｱﾞ", 2), ("Ａ", 2), ("e\u{301}", 1), ("👍🏽", 2), ("🇯🇵", 2), ("1\u{FE0F}\u{20E3}", 2),
    ("❤", 1), ("❤\u{FE0F}", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1B}", 1), ("\u{202E}", 8),
    ("ก็", 1),
    ("〜", 2), ("…", 1),
  ])
  func widthIsThatOfATerminal(_ text: String, _ columns: Int) {
    #expect(VisibleText(text).width == columns)
  }

  @Test func whatIsShownIsShownTheSameAgain() {
    for seed in 0..<2_000 as Range<UInt64> {
      let text = HostileText(seed: seed).text
      let once = VisibleText(text, defanging: false).line
      #expect(VisibleText(once, defanging: false).line == once, "seed \(seed)")
      #expect(once.unicodeScalars.allSatisfy(isHarmless), "seed \(seed)")
    }
  }

  @Test func aLongTowerCostsNoMoreThanItsLength() {
    let tower = "x" + String(repeating: "\u{301}", count: 100_000)
    #expect(visible(tower) == "x" + String(repeating: "\u{301}", count: 4) + "⟨+99996⟩")
  }
}
