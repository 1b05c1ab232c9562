import Testing

@testable import ModQJudge

/// The foldings that literals rest on, against the PCRE2 at hand, over all of Unicode.
struct CaseOrbitsTests {
  private static let all = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)

  @Test(
    arguments: [
      ("K", "k"), ("\u{212A}", "k"), ("ſ", "s"), ("ẞ", "ß"), ("Σ", "σ"), ("ς", "σ"), ("Я", "я"), ("Ａ", "ａ"),
      ("\t", " "),
      ("\u{3000}", " "), ("死", "死"), ("1", "1"), ("\u{1E9B}", "\u{1E61}"), ("\u{390}", "\u{390}"),
      ("\u{1FD3}", "\u{390}"),
    ] as [(Unicode.Scalar, Unicode.Scalar)])
  func orbitsHaveOneStandIn(scalar: Unicode.Scalar, folded: Unicode.Scalar) {
    #expect(CaseOrbits.standard.folded(scalar) == folded)
  }

  /// Every character that caseless matching takes for another folds to the same as that, and is in its orbit.
  @Test func whatPCRE2TakesForTheSameFoldsToTheSame() throws {
    let scratch = MatchScratch(matchLimit: .max)
    // Characters with any partner at all, as PCRE2 sees it: one that differs from what a back-reference
    // repeats.
    let orbits = CaseOrbits.standard
    var cased = String.UnicodeScalarView()
    for scalar in Self.all where orbits.orbit(of: scalar).count > 1 || scalar.properties.isCased {
      cased.append(scalar)
    }
    var text = String(cased)
    #expect(cased.count > 2_800)
    try text.withUTF8 { utf8 in
      for scalar in cased {
        let pattern = try Pattern("\\x{\(String(scalar.value, radix: 16))}", flags: .caseless, jit: false)
        var from = 0
        while case .found(let range) = pattern.call(on: utf8, from: from, scratch: scratch) {
          let partner = String(decoding: utf8[range], as: UTF8.self).unicodeScalars.first
          #expect(partner.map(orbits.folded) == orbits.folded(scalar))
          #expect(orbits.orbit(of: scalar).contains { $0 == partner })
          from = range.upperBound
        }
      }
    }
  }

  /// No character outside those looked at above has a partner: each matches its own class turned round by
  /// nobody.
  @Test func lettersWithoutCaseHaveNoPartner() throws {
    let scratch = MatchScratch(matchLimit: .max)
    let orbits = CaseOrbits.standard
    // In the order of code points, a caseless range matches beyond itself only by partners.
    let plain = Self.all.filter { orbits.orbit(of: $0).count == 1 && !$0.properties.isCased }
    for start in stride(from: 0, to: plain.count, by: 4_096) {
      let block = plain[start..<min(start + 4_096, plain.count)]
      let members = block.map { "\\x{\(String($0.value, radix: 16))}" }.joined()
      let inBlock = Set(block)
      let pattern = try Pattern("[\(members)]", flags: .caseless)
      var others = String(String.UnicodeScalarView(Self.cased.filter { !inBlock.contains($0) }))
      #expect(
        others.withUTF8 { pattern.matches($0, scratch) } == false, "block at \(block.first?.value ?? 0)")
    }
  }

  private static let cased = all.filter {
    CaseOrbits.standard.orbit(of: $0).count > 1 || $0.properties.isCased
  }

  @Test(arguments: ["\\s", "\\h", "\\v", "[[:space:]]", "[[:blank:]]", "\\R"])
  func allWhiteSpaceFoldsToABlank(kind: String) throws {
    let pattern = try Pattern(kind)
    let scratch = MatchScratch()
    for scalar in Self.all where scalar.value < 0x10000 {
      var text = String(scalar)
      if text.withUTF8({ pattern.matches($0, scratch) }) == true {
        #expect(CaseOrbits.standard.folded(scalar) == " ", "\(scalar.value)")
        #expect(scalar.isASCII || CharacterClass.spacesBeyondASCII.contains { $0.contains(scalar.value) })
      }
    }
  }

  /// A sign may be taken out of a text, so it must not fold to a letter.
  @Test func noSignFoldsToALetterOrDigit() throws {
    let pattern = try Pattern("\\W")
    let scratch = MatchScratch()
    for scalar in Self.all where !scalar.isASCII && CaseOrbits.standard.folded(scalar).isASCII {
      var text = String(scalar)
      let isSign = text.withUTF8 { pattern.matches($0, scratch) } == true
      #expect(!isSign || CaseOrbits.standard.folded(scalar) == " ", "\(scalar.value)")
    }
  }
}
