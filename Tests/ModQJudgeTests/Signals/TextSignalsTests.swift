import Testing

@testable import ModQJudge

struct TextSignalsTests {
  @Test(arguments: [
    ("", 0, []), ("no link here, not.even.this/one", 0, []),
    ("http://a.example/x and HTTPS://B.Example:8080?q", 2, ["a.example", "b.example"]),
    ("www.a.example, http://www.a.example/ and http://a.example.", 3, ["a.example"]),
    ("見てhttps://example.comを見て", 1, ["example.com"]), ("http://日本語.jp/、ｈｔｔｐ：／／ａ．ｊｐ", 2, ["日本語.jp", "a.jp"]),
    ("ttp://a.example ttps://b.example", 2, ["a.example", "b.example"]),
    ("[url=http://a.example]x[/url] [URL]http://b.example[/URL]", 2, ["a.example", "b.example"]),
    ("<a href=\"http://a.example/\">here</a> <A class='x' HREF=b.example>", 2, ["a.example", "b.example"]),
    ("<a name=x> <abbr href=x.example> <a href='/here'>", 1, []),
    ("http://good.example@evil.example/ http://u:p@evil.example:80", 2, ["evil.example"]),
    ("http://", 0, []), ("http://。", 0, []), ("www. ", 0, []),
    ("bit.ly/abc and bit.ly, habit.ly/abc", 1, ["bit.ly"]),
    ("[url=bit.ly/abc]x[/url]", 1, ["bit.ly"]), ("http:\u{200B}//a.example", 1, ["a.example"]),
    ("shttp://a.example 「http://a.example」", 2, ["a.example"]),
  ])
  func linksAreCountedOnceEach(_ text: String, _ links: Int, _ hosts: [String]) {
    let signals = TextSignals(body: text)
    #expect(signals.links == links)
    #expect(signals.hosts == hosts)
    #expect(signals.value(of: .linkHosts) == .number(Double(hosts.count)))
  }

  @Test(arguments: [
    ("https://bit.ly/a https://sub.tinyurl.com/b https://t.co/c", 3),
    ("https://notbit.ly/ https://bit.ly.example/", 0),
    ("cutt.ly/a", 1), ("ＢＩＴ．ＬＹ／ａ", 1), ("http://bit.ly/a http://bit.ly/b", 2),
  ])
  func shortenersAreKnownByTheirHost(_ text: String, _ count: Int) {
    #expect(TextSignals(body: text).shorteners == count)
  }

  @Test func listOfShortenersIsInLowerCaseAndLong() {
    #expect(TextSignals.Shorteners.hosts.count > 300)
    #expect(TextSignals.Shorteners.hosts.allSatisfy { $0 == $0.lowercased() && $0.contains(".") })
  }

  @Test(arguments: [
    ("", 0, 0), ("a", 1, 1), ("a\n", 2, 1), ("a\n\nb", 4, 3), ("a\r\nb\rc\u{2028}d", 8, 4), ("が か゛ ｶﾞ", 5, 1),
    ("e\u{300}\u{301}\u{302}", 1, 1), ("👨\u{200D}👩", 2, 1), ("\n\n", 2, 2),
  ])
  func charactersAndLinesAreCounted(_ text: String, _ chars: Int, _ lines: Int) {
    let signals = TextSignals(body: text)
    #expect(signals.chars == chars)
    #expect(signals.lines == lines)
  }

  @Test(arguments: [
    ("", 0), ("abc", 1), ("abbbcc", 3), ("ｗwｗw", 4), ("a      b", 1), ("ああ ああ", 2), ("wWwW", 1),
  ])
  func longestRunIsOfOneScalar(_ text: String, _ run: Int) {
    #expect(TextSignals(body: text).longestRun == run)
  }

  @Test(arguments: [
    ("OK", 0.0), ("SHOUTING", 1), ("SHOUting", 0.5), ("ＳＨＯＵＴＩＮＧ日本語", 1), ("日本語だけの文章です", 0),
    ("ПРИВЕТ привет", 0.5),
  ])
  func upperRatioIsOfLettersWithCase(_ text: String, _ ratio: Double) {
    #expect(TextSignals(body: text).upperRatio == ratio)
  }

  @Test(arguments: [("!!!", 0.0), ("!!!!!!!!", 1), ("aaaa ★★★★", 0.5), ("これは普通の文です。", 0.1), ("ーーーーーーーー", 0)])
  func symbolRatioIsOfWhatIsNotBlank(_ text: String, _ ratio: Double) {
    #expect(TextSignals(body: text).symbolRatio == ratio)
  }

  @Test(arguments: ["vіagra", "раypal", "Ηello world", "ｐаypal", "日本vіagra語", "νiagra", "Пοка", "x2а"])
  func tokenThatMixesScriptsIsFound(_ text: String) {
    #expect(TextSignals(body: text).value(of: .mixedScriptToken) == .flag(true))
  }

  @Test(arguments: [
    "viagra", "привет world", "日本語とEnglishとカタカナ", "5μm 10kΩ γGTP ΔT µTorrent", "(TωT) oдo", "α-linolenic",
    "Σ(ﾟДﾟ)", "αβγ",
    "",
  ])
  func ordinaryMixturesAreNoMixedToken(_ text: String) {
    #expect(TextSignals(body: text).value(of: .mixedScriptToken) == .flag(false))
  }

  @Test(arguments: [
    ("死\u{200B}ね", 1), ("\u{202E}abc\u{202C}", 2), ("a\u{AD}b\u{0}c\u{7}\t\r\n", 3), ("\u{3164}\u{2060}", 2),
    ("👨\u{200D}👩\u{200D}👧 ❤\u{FE0F}‍🔥 1\u{FE0F}\u{20E3} 👍🏽", 0), ("葛\u{E0100}城 神\u{FE00}", 0),
    ("می\u{200C}خواهم", 0), ("क\u{94D}\u{200D}ष", 0),
    ("🏴\u{E0067}\u{E0062}\u{E007F}", 0), ("x\u{E0067}\u{E0062}", 2), ("a\u{200D}b\u{200C}c", 2),
    ("あ\u{FE0F}", 1), ("", 0),
    ("\u{0600}1", 0),
  ])
  func invisiblesWithoutAReasonAreCounted(_ text: String, _ count: Int) {
    #expect(TextSignals(body: text).invisibles == count)
  }

  @Test(arguments: [
    ("é", 0), ("e\u{301}", 0), ("q\u{301}", 1), ("z\u{300}\u{301}\u{302}a\u{303}", 3), ("あ゛", 1), ("ก้้้้", 4),
    ("", 0),
  ])
  func marksAreCountedByBase(_ text: String, _ marks: Int) {
    #expect(TextSignals(body: text).marksPerBase == marks)
  }

  @Test func everyTextSignalHasAValueAndNoOther() {
    let signals = TextSignals(body: "x")
    let textual: Set<Signal> = [
      .links, .linkHosts, .shorteners, .chars, .lines, .longestRun, .upperRatio, .symbolRatio,
      .mixedScriptToken,
      .invisibles, .marksPerBase,
    ]
    for signal in Signal.allCases {
      #expect((signals.value(of: signal) != nil) == textual.contains(signal), "\(signal)")
    }
  }

  @Test func hostilePatternsAreCountedToTheEnd() {
    for piece in ["<a ", "http://", "a.a.", "u:", "http://u:", "[url=", "www.", "@", "http://a.b@", "x."] {
      let signals = TextSignals(body: String(repeating: piece, count: 60_000 / piece.utf8.count))
      #expect(signals.chars > 50_000, "\(piece)")
    }
  }
}
