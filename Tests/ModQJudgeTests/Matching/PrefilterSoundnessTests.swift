import Testing

@testable import ModQJudge

/// The prefilter skips nothing that PCRE2 would match: over public patterns, real comments and texts made to
/// match.
@Suite(.enabled(if: SharedMaterial.isThere))
struct PrefilterSoundnessTests {
  enum Source: CaseIterable { case spamAssassin, smokeDetector, regexlib, pcre2 }

  private func patterns(_ source: Source) -> [SharedMaterial.Regex] {
    switch source {
    case .spamAssassin: SharedMaterial.sample(SharedMaterial.spamAssassin, every: 3)
    case .smokeDetector: SharedMaterial.sample(SharedMaterial.smokeDetector, every: 20)
    case .regexlib: SharedMaterial.sample(SharedMaterial.regexlib, every: 30)
    case .pcre2:
      PCRE2TestFile.all.flatMap(\.cases).map { SharedMaterial.Regex(source: $0.pattern, flags: $0.flags) }
    }
  }

  @Test(arguments: Source.allCases)
  func whatMatchesARealCommentIsNeverSkipped(source: Source) {
    let scratch = MatchScratch()
    let texts =
      SharedMaterial.sample(SharedMaterial.comments, every: 1_000)
      + SharedMaterial.sample(PCRE2TestFile.subjects, every: 10)
    var matched = 0
    for regex in patterns(source) {
      guard let pattern = try? Pattern(regex.source, flags: regex.flags) else { continue }
      let facts = PatternFacts(of: regex.source, flags: regex.flags)
      var left = SharedMaterial.isLong ? Int.max : 4
      for var text in texts where left > 0 {
        guard text.withUTF8({ pattern.matches($0, scratch) }) == true else { continue }
        matched += 1
        left -= 1
        #expect(facts.allow(text), "\(regex.source) matches \(text)")
      }
    }
    // SmokeDetector's rules are about spam that these comments have none of.
    #expect(matched > 20 || source == .smokeDetector)
  }

  @Test(arguments: Source.allCases)
  func whatMatchesATextMadeForItIsNeverSkipped(source: Source) {
    let scratch = MatchScratch()
    var (known, reached) = (0, 0)
    for (seed, regex) in patterns(source).enumerated() {
      var parser = PatternParser(regex.source, flags: regex.flags)
      guard let node = try? parser.parse(), let pattern = try? Pattern(regex.source, flags: regex.flags)
      else {
        continue
      }
      known += 1
      let facts = PatternFacts(of: regex.source, flags: regex.flags)
      let bank = RegexBank([
        RegexBank.Entry(test: 0, source: regex.source, flags: regex.flags, atLeast: 1, exceptions: nil)
      ])
      let bankScratch = RegexBankScratch(for: bank)
      var sampler = PatternSampler(seed: seed)
      var isReached = false
      for _ in 0..<(SharedMaterial.isLong ? 200 : 6) {
        var text = sampler.text(for: node)
        let (isMatch, isCandidate) = text.withUTF8 { utf8 in
          bank.findCandidates(in: utf8, scratch: bankScratch)
          return (pattern.matches(utf8, scratch) == true, !bankScratch.candidates.isEmpty)
        }
        #expect(facts.allow(text) || !isMatch, "seed \(seed): \(regex.source) matches \(text)")
        #expect(isCandidate || !isMatch, "seed \(seed): \(regex.source) is not run on \(text)")
        isReached = isReached || isMatch
      }
      if isReached { reached += 1 }
    }
    // Made texts must be good enough to find faults: half of the patterns match one of theirs.
    #expect(reached * 2 > known, "\(reached) of \(known)")
  }

  @Test func allPatternsTogetherGiveWhatEachGivesAlone() {
    let regexes =
      SharedMaterial.sample(SharedMaterial.spamAssassin, every: 2)
      + SharedMaterial.sample(SharedMaterial.smokeDetector, every: 10)
    let tests = regexes.map { test(.regex($0.source, flags: $0.flags)) }
    let filtered = Matcher(tests, mode: MatchMode(budget: false), through: PlainViews.self)
    let complete = Matcher(tests, mode: MatchMode(prefilter: false, budget: false), through: PlainViews.self)
    let (scratch, other) = (MatchScratch(), MatchScratch())
    for text in SharedMaterial.sample(SharedMaterial.comments, every: 1_500) {
      let expected = complete.matches(in: Subject(body: text), scratch: other, through: PlainViews.self)
      let found = filtered.matches(in: Subject(body: text), scratch: scratch, through: PlainViews.self)
      #expect(found == expected, "\(text)")
    }
  }
}
