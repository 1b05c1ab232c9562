import Testing

@testable import ModQJudge

struct PatternTests {
  @Test(
    arguments: [
      ("a(", RegexFlags(), "missing closing parenthesis", 2),
      ("a{2}{", [], "", -1),
      ("死ね[", [], "missing terminating ] for character class", 7),
      ("\\C", [], "using \\C is disabled by the application", 2),
      ("(?<n>a)(?<n>b)", [], "two named subpatterns have the same name (PCRE2_DUPNAMES not set)", 12),
    ] as [(String, RegexFlags, String, Int)])
  func whatDoesNotCompileIsToldInPCRE2sWords(source: String, flags: RegexFlags, message: String, offset: Int)
  {
    do throws(PatternError) {
      _ = try Pattern(source, flags: flags)
      #expect(offset == -1, "\(source) compiles")
    } catch {
      #expect((error.description, error.offset) == (message, offset))
    }
  }

  @Test(arguments: [
    ("", true), ("a*", true), ("^$", true), ("(?=)", true), ("a|", true), ("\\b", false), ("a+", false),
    (".", false),
  ])
  func aPatternThatMatchesNothingAtAllIsFoundOut(source: String, isMatch: Bool) throws {
    #expect(try Pattern(source).matchesEmptySubject(MatchScratch()) == isMatch)
  }

  @Test(
    arguments: [
      ("k", RegexFlags.caseless, "\u{212A}", true), ("k", [], "\u{212A}", false), ("ß", .caseless, "ẞ", true),
      ("^b", .multiline, "a\nb", true), ("^b", [], "a\nb", false), ("^b", .multiline, "a\rb", false),
      ("a.b", .dotAll, "a\nb", true), ("a.b", [], "a\nb", false), ("a b # c", .extended, "ab", true),
      ("\\w", [], "死", true), ("a\\Rb", [], "a\u{2028}b", true), ("^.$", [], "😀", true),
    ] as [(String, RegexFlags, String, Bool)])
  func flagsMeanWhatTheyDoInPerl(source: String, flags: RegexFlags, text: String, isMatch: Bool) throws {
    for jit in [true, false] {
      let pattern = try Pattern(source, flags: flags, jit: jit)
      var text = text
      #expect(text.withUTF8 { pattern.matches($0, MatchScratch()) } == isMatch)
    }
  }

  @Test func justInTimeCodeIsMadeOnlyWhereAskedFor() throws {
    #expect(try Pattern("a").isCompiledToMachineCode)
    #expect(try !Pattern("a", jit: false).isCompiledToMachineCode)
  }

  @Test(arguments: [true, false])
  func aLimitThatIsHitIsNamed(jit: Bool) throws {
    let pattern = try Pattern("^(a+)+$", jit: jit)
    var text = String(repeating: "a", count: 40) + "b"
    #expect(text.withUTF8 { pattern.firstMatch(in: $0, scratch: MatchScratch()) } == .failed(.matchLimit))
  }

  @Test func aFullStackOfMachineCodeIsNamed() throws {
    let pattern = try Pattern("^((a|b)(?:x|y|(?1)))+")
    var text = String(repeating: "ab", count: 100_000)
    let scratch = MatchScratch(matchLimit: .max)
    #expect(text.withUTF8 { pattern.firstMatch(in: $0, scratch: scratch) } == .failed(.jitStack))
  }

  /// Slices must give what one call gives, wherever their borders fall.
  @Test(arguments: [
    "needle", "(?<=x)needle", "^needle", "needle$", "\\Gneedle", "(?<=\\n)^n", "x(*COMMIT)y|needle",
    "a(*SKIP)b|needle",
    ".*needle", "(?s).*needle", "(?m)^.*needle", "\\bneedle\\b", "é+needle", "(?=needle)", "needle\\K",
    "n(*PRUNE)eedle",
  ])
  func searchingInSlicesFindsWhatOneCallFinds(source: String) throws {
    let sliced = try Pattern(source, flags: .multiline, slicing: true)
    let whole = try Pattern(source, flags: .multiline)
    let scratch = MatchScratch()
    for length in [0, 511, 512, 513, 1_023, 1_024, 1_025, 2_000] {
      for filler in ["x", "é", "\n", "ab", "xy", "a"] {
        let start = String(
          String.UnicodeScalarView(String(repeating: filler, count: length).unicodeScalars.prefix(length)))
        for tail in ["", "needle", "needle\n" + String(repeating: "z", count: 700), "y\nneedle"] {
          var text = start + tail
          text.withUTF8 { utf8 in
            let one = whole.call(on: utf8, from: 0, scratch: scratch)
            #expect(
              sliced.firstMatch(in: utf8, scratch: scratch) == one,
              "\(length) of \(filler), \(tail.prefix(8))")
          }
        }
      }
    }
  }
}
