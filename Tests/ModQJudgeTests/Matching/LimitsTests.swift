import Testing

@testable import ModQJudge

/// Texts made to hurt a pattern end in its true result or in a recorded failure, soon.
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
  func anAttackEndsSoonAndInTheOpen(jit: Bool) {
    #expect(Self.attacks.count > 400)
    let scratch = MatchScratch()
    for attack in Self.attacks {
      // Cut to what is matched at all, too, so that the limits and not only the cap are tried.
      for text in [attack.text, String(attack.text.prefix(4_000))] {
        let matcher = Matcher(
          [test(.regex(attack.pattern, flags: []))], mode: MatchMode(jit: jit), through: PlainViews.self)
        let start = MatchBudget.threadTime()
        let matches = matcher.matches(in: Subject(body: text), scratch: scratch, through: PlainViews.self)
        // The clock is this thread's own: other work on the machine does not count. Interpreted code takes
        // longer.
        let took = MatchBudget.threadTime() - start
        #expect(took < (jit ? 50_000_000 : 500_000_000), "\(attack.pattern) took \(took / 1_000_000) ms")
        if text.utf8.count > MatchingBounds.subjectBytes, let outcome = matches.outcomes[0] {
          #expect(outcome == .failed(.subjectCap))
        }
      }
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
