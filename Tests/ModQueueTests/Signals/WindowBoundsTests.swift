import ModQEvent
import ModQEventLog
import ModQJudge
import SeededNumbers
import Testing

@testable import ModQueue

/// More in a window than is looked at: the same is counted in one go, in parts, and folded anew.
struct WindowBoundsTests {
  /// A window holds the last so many of its key.
  private static let looked = 1_000
  /// In memory a window is cut when it holds twice as many.
  private static let comments = 2_040
  private static let votes = 1_060

  /// Counting is asked for now and then: each count looks at a thousand items.
  private static func rules() throws -> RuleSet {
    let counts = ["author", "thread", "ip", "site"].map {
      "by_\($0): {of: comments, by: \($0), within: 7d, at_least: 1}"
    }
    let rules = """
      rules:
        - id: asked
          title: Counts what was written
          status: shadow
          score: 1
          when: asked and by_author.count >= 0 and by_thread.count >= 0 and by_ip.count >= 0 and by_site.count >= 0
          match: {asked: {field: body, phrases: [数えて]}}
          count: {\(counts.joined(separator: ", "))}
        - id: voted
          title: Counts votes
          status: shadow
          score: 1
          applies_to: [vote]
          when: vote.value < 0 and here.count >= 0 and victim.count >= 0
          count:
            here: {of: votes, by: comment, within: 7d, at_least: 1}
            victim: {of: votes, by: target, within: 7d, at_least: 1}
      """
    return try RuleSet.load(files: [RuleFile(path: "rules.yml", bytes: Array(rules.utf8))])
  }

  /// The comments before which it is asked, from 1: around each thousand, and now and then.
  private static let asking: Set<Int> = Set(
    [1, 2, 500, 1_500, 2_040] + Array(998...1_003) + Array(1_998...2_003))
  private static let downvotes: Set<Int> = Set([1, 500, 1_060] + Array(998...1_003))

  /// Comments of one author, in one thread, from one address, but for every tenth; then votes on the last one.
  ///
  /// Every seventh comes five minutes late, and counts as at the newest; every 101st comes an hour late, and is in no window.
  private static func events() -> [[UInt8]] {
    var events: [[UInt8]] = []
    for number in 1...comments {
      let second = Double(number) * 20 - (isLate(number) ? 3_600 : number % 7 == 0 ? 300 : 0)
      let other = isOther(number)
      events.append(
        Line.comment(
          "c\(number)", by: other ? "柳田" : "折口", asking.contains(number) ? "数えて" : "はい",
          thread: other ? "t2" : "t1", day: 1 + second / 86_400,
          #","ip":"203.0.113.\#(other ? 2 : 1)""#))
    }
    for number in 1...votes {
      events.append(
        Line.vote(
          "v\(number)", downvotes.contains(number) ? -1 : 1, on: "c\(comments)", by: "reader \(number)",
          day: 1.6 + Double(number) / 86_400))
    }
    return events
  }

  private static func isOther(_ number: Int) -> Bool { number % 10 == 0 && !asking.contains(number) }
  private static func isLate(_ number: Int) -> Bool { number % 101 == 0 && !asking.contains(number) }

  /// What a count comes to for comment `number`: those before it that are in the window, and itself.
  private static func expected(_ number: Int, including: (Int) -> Bool) -> Double {
    Double(min(looked, (1..<number).count { including($0) && !isLate($0) }) + 1)
  }

  @Test func aThousandAreLookedAtHoweverTheyCame() throws {
    let events = Self.events()
    let rules = try Self.rules()
    let whole = try TestLog(rules: rules)
    let together = try whole.ingest(events)

    for name in ["by_author", "by_thread", "by_ip", "by_site"] {
      let found = try whole.values(of: name + ".count")
      let counted = Self.asking.sorted().map { found["c\($0)"] ?? -1 }
      let all = name == "by_site"
      #expect(
        counted == Self.asking.sorted().map { Self.expected($0) { all || !Self.isOther($0) } }, "\(name)")
      #expect(counted.max() == Double(Self.looked + 1), "\(name) reaches the bound")
    }
    for name in ["here", "victim"] {
      let found = try whole.values(of: name + ".count")
      #expect(
        Self.downvotes.sorted().map { found["v\($0)"] ?? -1 }
          == Self.downvotes.sorted().map { Double(min($0 - 1, Self.looked) + 1) }, "\(name)")
    }

    // A process that begins in the middle recalls what another has in memory.
    let digests = try whole.digests()
    for seed in UInt64(1)...2 {
      var random = SplitMix64(seed: seed)
      let inner = (0..<4).map { _ in random.below(events.count) } + [1_000, 2_001, Self.comments + 1_001]
      let cuts = [0] + inner.sorted() + [events.count]
      let parts = try TestLog(rules: rules)
      var apart: [String] = []
      for (start, end) in zip(cuts, cuts.dropFirst()) {
        apart += try parts.ingest(Array(events[start..<end]))
      }
      let difference = zip(together, apart).first { $0 != $1 }
      #expect(
        difference == nil && together.count == apart.count,
        "seed \(seed), \(cuts): \(difference.map { "\n\($0)\n\($1)" } ?? "")")
      #expect(try parts.digests() == digests, "seed \(seed), \(cuts)")
    }
    _ = try Workspace.open(whole.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace)
    }
    #expect(try whole.digests() == digests)
  }
}
