import Foundation
import Testing

@testable import ModQJudge

/// What holds of public patterns holds of patterns that nobody has seen.
///
/// `MODQ_SEEDS=FIRST,COUNT` runs other seeds than the usual ones, and more.
struct RandomPatternTests {
  private static let seeds = seeds(otherwise: 0..<1_500)

  /// What `MODQ_SEEDS` says.
  static func seeds(otherwise usual: Range<Int>) -> Range<Int> {
    let numbers = ProcessInfo.processInfo.environment["MODQ_SEEDS"]?.split(separator: ",").compactMap {
      Int($0)
    }
    guard let numbers, numbers.count == 2 else { return usual }
    return numbers[0]..<numbers[0] + numbers[1]
  }

  @Test func whatMatchesIsNeverSkippedAndEveryWayOfRunningItAgrees() throws {
    let scratch = MatchScratch()
    var (compiled, read, matched, failed) = (0, 0, 0, 0)
    for seed in Self.seeds {
      var generator = PatternGenerator(seed: seed)
      let regex = generator.pattern()
      guard let pattern = try? Pattern(regex.source, flags: regex.flags) else { continue }
      compiled += 1
      let interpreted = try Pattern(regex.source, flags: regex.flags, jit: false)
      let sliced = try Pattern(regex.source, flags: regex.flags, slicing: true)
      let bank = RegexBank([
        RegexBank.Entry(test: 0, source: regex.source, flags: regex.flags, atLeast: 1, exceptions: nil)
      ])
      let bankScratch = RegexBankScratch(for: bank)
      for text in Self.texts(for: regex, seed: seed, &generator, &read) {
        Array(text.utf8).withUnsafeBufferPointer { utf8 in
          bank.findCandidates(in: utf8, scratch: bankScratch)
          let isCandidate = !bankScratch.candidates.isEmpty
          let found = pattern.call(on: utf8, from: 0, scratch: scratch)
          let other = interpreted.call(on: utf8, from: 0, scratch: scratch)
          let third = sliced.firstMatch(in: utf8, scratch: scratch)
          for finding in [found, other, third] {
            switch finding {
            case .none: break
            case .found:
              #expect(isCandidate, "seed \(seed): \(regex) is not run on \(String(reflecting: text))")
            case .failed: failed += 1
            }
          }
          if case .found = found { matched += 1 }
          for finding in Self.differByFaultOfPCRE2(regex.source) ? [third] : [other, third] {
            if case .failed = finding { continue }
            if case .failed = found { continue }
            #expect(finding == found, "seed \(seed): \(regex) on \(String(reflecting: text))")
          }
        }
      }
    }
    print(
      "\(compiled) of \(Self.seeds.count) compile, \(read) are read, \(matched) matches, \(failed) limits")
    #expect(compiled * 3 > Self.seeds.count && read * 2 > compiled && matched > compiled * 2)
  }

  /// Machine code and interpreter of PCRE2 10.42 themselves differ in classes with these kinds beside others
  /// (`[^[:print:]\H]` on a blank) and where a verb stops an optimized start (`1+?(*THEN)a` on 111a).
  private static func differByFaultOfPCRE2(_ source: String) -> Bool {
    ["[:graph:]", "[:print:]", "(*THEN)", "(*PRUNE)", "(*SKIP)"].contains { source.contains($0) }
  }

  /// Each was once skipped on a text that it matches; the last two not in every version of PCRE2.
  @Test(
    arguments: [
      ("K(?(?=a)(?(?=a)b|c))", [], "K"), ("K(?(?=a)(?:b|c))", [], "K!"), ("(?(?=a)(?i:x|y))z", [], "z"),
      ("[^[:upper:]]", .caseless, "aaa"), ("[^[:lower:]]", .caseless, "AAA"),
    ] as [(String, RegexFlags, String)])
  func isRunOnWhatItMatches(source: String, flags: RegexFlags, text: String) {
    #expect(PatternFacts(of: source, flags: flags).allow(text))
  }

  /// Made for the pattern, as far as it can be read, and without a pattern in mind; one of each long.
  private static func texts(
    for regex: SharedMaterial.Regex, seed: Int, _ generator: inout PatternGenerator, _ read: inout Int
  ) -> [String] {
    var texts = (0..<6).map { _ in generator.text() } + [""]
    texts.append(String(repeating: "a", count: 600) + generator.text() + generator.text())
    var parser = PatternParser(regex.source, flags: regex.flags)
    guard let node = try? parser.parse() else { return texts }
    read += 1
    var sampler = PatternSampler(seed: seed)
    texts += (0..<12).map { _ in sampler.text(for: node) }
    texts.append(String(repeating: "ab ", count: 200) + sampler.text(for: node))
    return texts
  }
}
