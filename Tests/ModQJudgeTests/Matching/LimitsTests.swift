import Testing

@testable import ModQJudge

/// Texts made to hurt a pattern end in its true result or in a recorded failure (`modq-bench redos` tells how soon).
@Suite(.enabled(if: SharedMaterial.isThere))
struct LimitsTests {
  private struct Attack {
    var pattern: String
    var text: String
  }

  private static let attacks: [Attack] = SharedMaterial.objects("redos/attack_pairs.jsonl").compactMap {
    pair in
    guard let pattern = pair["regex"]?.text, let prefix = pair["prefix"]?.text, let pump = pair["pump"]?.text,
      let count = pair["n"]?.number, let suffix = pair["suffix"]?.text, (try? Pattern(pattern)) != nil
    else { return nil }
    // A body has at most 64 KiB.
    let room = 64 * 1024 - prefix.utf8.count - suffix.utf8.count
    let times = min(count, max(room / max(pump.utf8.count, 1), 1))
    return Attack(pattern: pattern, text: prefix + String(repeating: pump, count: times) + suffix)
  }

  @Test(arguments: [true, false])
  func anAttackEndsInTheOpen(jit: Bool) throws {
    #expect(Self.attacks.count > 400)
    let scratch = MatchScratch()
    // What is interpreted takes ten times as long.
    for attack in jit ? Self.attacks : SharedMaterial.sample(Self.attacks, every: 10) {
      // Cut to what is matched at all, too, so that the limits and not only the cap are tried.
      for text in [attack.text, String(attack.text.prefix(4_000))] {
        let matcher = Matcher(
          [test(.regex(attack.pattern, flags: []))], mode: MatchMode(jit: jit), through: PlainViews.self)
        let matches = matcher.matches(in: Subject(body: text), scratch: scratch, through: PlainViews.self)
        if text.utf8.count > MatchingBounds.subjectBytes {
          #expect([nil, .failed(.subjectCap)].contains(matches.outcomes[0]))
        } else if jit {
          try expectTruth(matches.outcomes[0], of: attack.pattern, on: text, scratch)
        }
      }
    }
  }

  /// An outcome is what a single call of PCRE2 says, or a failure.
  private func expectTruth(
    _ outcome: TestOutcome?, of source: String, on text: String, _ scratch: MatchScratch
  ) throws {
    let pattern = try Pattern(source)
    var text = text
    let finding = text.withUTF8 { pattern.call(on: $0, from: 0, scratch: scratch) }
    switch (outcome, finding) {
    case (.failed, _): break
    case (.hit(let hits), .found(let range)): #expect(hits == [range])
    case (nil, .none): break
    case (nil, .failed): #expect(!PatternFacts(of: source, flags: []).allow(text), "\(source)")
    default: Issue.record("\(source): \(String(describing: outcome)), not \(finding)")
    }
  }

  /// Where neither reports a limit, machine code and interpreter agree.
  @Test func machineCodeAndInterpreterAgree() throws {
    let regexes =
      SharedMaterial.sample(SharedMaterial.spamAssassin, every: 4)
      + SharedMaterial.sample(SharedMaterial.regexlib, every: 40)
    let texts = SharedMaterial.sample(SharedMaterial.comments, every: 1_500)
    let scratch = MatchScratch()
    for regex in regexes {
      guard let compiled = try? Pattern(regex.source, flags: regex.flags) else { continue }
      let interpreted = try Pattern(regex.source, flags: regex.flags, jit: false)
      for text in texts {
        var copy = text
        copy.withUTF8 { utf8 in
          let first = compiled.firstMatch(in: utf8, scratch: scratch)
          let second = interpreted.firstMatch(in: utf8, scratch: scratch)
          if case .failed = first { return }
          if case .failed = second { return }
          #expect(first == second, "\(regex.source) on \(text)")
        }
      }
    }
  }
}
