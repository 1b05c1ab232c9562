import Testing

@testable import ModQJudge

struct PatternFactsTests {
  /// The rarest condition, as words with bars between; what stands after a tilde is of the squeezed text.
  private func first(_ pattern: String, _ flags: RegexFlags) -> String {
    guard let clause = PatternFacts(of: pattern, flags: flags).clauses.first else { return "" }
    let words = clause.literals.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
    return clause.channel == .folded ? words : "~" + words
  }

  @Test(arguments: [
    ("viagra", "viagra"), ("VIAGRA", "viagra"), ("\\bviagra\\b", "viagra"), ("v.i", ""), ("vi.gra", "gra"),
    ("(?:foo|bar)", "bar|foo"), ("(?:foo|)", ""), ("foo?", "fo"), ("foo*bar", "bar"), ("x(ab)+y", "xab"),
    ("travel+er", "travel"), ("[ab]cde", "acde|bcde"), ("a\\Qb.c\\Ed", "ab.cd"), ("a(?#comment)b", "ab"),
    ("\\x{6b7b}ね", "死ね"), ("give\\syou", "give you"), ("a{3}", "aaa"), ("(?=hidden)[a-z]+", "hidden"),
    ("(?!hidden)[a-z]+", ""), ("(?<=hidden)x", "hidden"), ("(\\w)\\1xyz", "xyz"), ("(?1)abc(d)", "abcd"),
    ("abc(*ACCEPT)def", ""), ("abc(*COMMIT)def", "abcdef"), ("(?(1)abc|abd)x", "abcx|abdx"),
    ("(?(1)abc)xy", "xy"),
    ("(?(DEFINE)(?<a>abc))xyz", "xyz"), ("(?i)(?-i)abc", "abc"), ("\\N{U+61}bc", "abc"),
    ("\\o{141}bc", "abc"),
    ("\\101bc", ""), ("[[:digit:]]ab", "ab"), ("a[^b]cde", "cde"), ("ab|(?|cd|ef)", "ab|cd|ef"),
    ("(*UTF)abc", "abc"),
    ("(*CRLF)abc", ""), ("a{,3}bcd", ""), ("ab{2 3}c", "ab{2 3}c"), ("\\p{Han}bc", "bc"),
    ("(?<n>ab)(?P>n)cd", "cd"),
    ("\\cAbc", "\u{1}bc"), ("v[_\\W]{0,3}i[_\\W]{0,3}a", "~via"), ("p[-_]*a[-_]*s[-_]*s", "~pass"),
    ("body\\W?blast", "body"),
    ("a\\Kbc", "abc"), ("(?>ab|cd)", "ab|cd"), ("(?:ab){0}cd", "cd"), ("x(*pla:hidden)y", "hidden"),
    ("\\Qa", ""),
    ("ab(?C7)cd", "abcd"), ("(?C'x')ab", ""), ("[a-c]{2}z", "aaz|abz|acz|baz|bbz|bcz|caz|cbz|ccz"),
  ])
  func theRarestLiteralsAreTaken(pattern: String, literals: String) {
    #expect(first(pattern, []) == literals)
  }

  @Test(arguments: [
    ("a b # c\n c", "abc"), ("a\\ b", "a b"), ("[a ]b", " b|ab"), ("a + b", "ab"), ("\\Qa b\\E", "a b"),
    ("a (?-x: b)", "a b"), ("a\u{85}b", ""),
  ])
  func blanksMeanNothingWhereExtended(pattern: String, literals: String) {
    #expect(first(pattern, .extended) == literals)
  }

  @Test(arguments: [
    ("k", "K"), ("kiss", "KISS"), ("kiss", "\u{212A}iſſ"), ("straße", "STRAẞE"), ("σας", "ΣΑΣ"),
    ("[k-l]x", "\u{212A}x"),
    ("[ſ]x", "Sx"), ("[^a]k", "b\u{212A}"), ("\\x{212a}x", "kx"), ("[\\x{100}-\\x{200}]x", "sx"),
    ("µg", "Μg"),
    ("(?i:K)elvin", "\u{212A}elvin"), ("ĸx", "ĸx"), ("[^ſ]x", "ix"), ("[^ı]x", "ix"),
  ])
  func caselessLiteralsHoldForAllOfAnOrbit(pattern: String, text: String) throws {
    var text = text
    let compiled = try Pattern(pattern, flags: .caseless)
    #expect(text.withUTF8 { compiled.matches($0, MatchScratch()) } == true)
    #expect(PatternFacts(of: pattern, flags: .caseless).allow(text))
  }

  @Test(arguments: [
    ("a{20}", 20), ("(?:ab|c)d", 2), ("\\w{3,}", 3), ("(?=abc)", 0), ("あ", 2), ("(a)\\1{9}", 1),
    ("(*ACCEPT)abc", 0),
    ("(?:a{1000}){1000}", 262_144),
  ])
  func theShortestMatchIsCounted(pattern: String, bytes: Int) {
    #expect(PatternFacts(of: pattern, flags: []).minimumBytes == bytes)
  }

  @Test func nestedRepetitionsOfNothingAreReadOnce() {
    let nested = (0..<12).reduce("(?:a?)") { pattern, _ in "(?:\(pattern){60})" }
    #expect(PatternFacts(of: nested, flags: []).minimumBytes == 0)
  }

  @Test func deepNestingIsLeftAlone() {
    let deep = String(repeating: "(", count: 2_000) + "abc" + String(repeating: ")", count: 2_000)
    #expect(PatternFacts(of: deep, flags: []) == .none)
  }
}
