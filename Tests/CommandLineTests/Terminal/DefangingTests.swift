import Testing

@testable import modq

struct DefangingTests {
  @Test(arguments: [
    ("https://ex.ample/a.b", "hxxps://ex[.]ample/a.b"),
    ("see HTTP://A.B.example.", "see HXXP://A[.]B[.]example[.]"),
    ("http://good.example@evil.example:80/?q=1.5", "hxxp://good[.]example@evil[.]example:80/?q=1.5"),
    ("ftp://files.example/x", "ftp[:]//files[.]example/x"),
    ("javascript://a.example/%0aalert(1)", "javascript[:]//a[.]example/%0aalert(1)"),
    ("xhttps://a.example", "xhttps[:]//a[.]example"),
    ("www.a.example and WWW.b.example/x", "www[.]a[.]example and WWW[.]b[.]example/x"),
    ("awww.a.example", "awww.a.example"),
    ("ht\u{200B}tps://a.example", "ht⟨U+200B⟩tps[:]//a[.]example"),
    ("https://a\u{200B}.ex\u{202E}ample.com", "hxxps://a⟨U+200B⟩[.]ex⟨U+202E⟩ample[.]com"),
    ("://", "[:]//"),
    ("a://b://c.d", "a[:]//b[:]//c[.]d"),
    ("x://https://evil.example/", "x[:]//hxxps://evil[.]example/"),
    ("日本語https://例.jp/", "日本語hxxps://例[.]jp/"),
    ("1.5 e.g. v.i.a.g.r.a", "1.5 e.g. v.i.a.g.r.a"),
    ("http://", "hxxp://"),
  ])
  func noLinkIsLeftToClick(_ text: String, _ shown: String) {
    #expect(visible(text) == shown)
  }
}
