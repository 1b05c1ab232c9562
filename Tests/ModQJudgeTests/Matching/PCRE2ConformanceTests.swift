import Testing

@testable import ModQJudge

/// PCRE2's own tests hold through the binding, as far as their options are those of rules.
@Suite(.enabled(if: SharedMaterial.isThere))
struct PCRE2ConformanceTests {
  @Test(
    arguments: [("testoutput1", 2_000), ("testoutput2", 250), ("testoutput4", 600), ("testoutput5", 200)],
    [true, false])
  func expectedResultsHold(file: (name: String, least: Int), jit: Bool) {
    let isUnicode = file.name.hasSuffix("4") || file.name.hasSuffix("5")
    let scratch = MatchScratch(matchLimit: 10_000_000, groups: 64)
    var compared = 0
    for test in PCRE2TestFile(name: file.name).cases where test.isCovered {
      guard let pattern = try? Pattern(test.pattern, flags: test.flags, jit: jit) else { continue }
      for subject in test.subjects where subject.isCovered {
        guard let expected = subject.expected else { continue }
        compared += 1
        let found = groups(of: pattern, in: subject.text, upTo: expected.keys.max() ?? 0, scratch)
        let shown = found.mapValues { $0.map { PCRE2TestFile.shown($0, isUnicode: isUnicode) } }
        #expect(shown == expected, "/\(test.pattern)/ on \(subject.text)")
      }
    }
    #expect(compared > file.least)
  }

  private func groups(
    of pattern: Pattern, in text: String, upTo last: Int, _ scratch: MatchScratch
  ) -> [Int: String?] {
    var text = text
    return text.withUTF8 { utf8 in
      guard case .found = pattern.firstMatch(in: utf8, scratch: scratch) else { return [:] }
      var found: [Int: String?] = [:]
      for number in 0...min(last, pattern.captureCount) {
        let group = scratch.group(number).map { String(decoding: utf8[$0], as: UTF8.self) }
        found[number] = .some(group)
      }
      return found
    }
  }
}
