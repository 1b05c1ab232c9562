import ModQEvent
import ModQEventLog
import ModQJudge
import SeededNumbers
import Testing

@testable import ModQueue

/// What the caches leave out changes nothing: a stream with more votes of one voter, more comments of one author and more
/// names of one skeleton than they hold is folded to the same however it comes.
struct CacheBoundsTests {
  @Test(arguments: UInt64(1)...2)
  func moreThanACacheHoldsIsFoldedTheSameInPartsAndAnew(seed: UInt64) throws {
    let events = Self.events(seed: seed)
    let rules = try Self.rules()
    let whole = try TestLog(rules: rules)
    let parts = try TestLog(rules: rules)
    let together = try whole.ingest(events)
    var random = SplitMix64(seed: seed)
    let inner = (0..<8).map { _ in random.below(events.count) }.sorted()
    let cuts = [0] + inner + [events.count]
    var apart: [String] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) { apart += try parts.ingest(Array(events[start..<end])) }
    let difference = zip(together, apart).first { $0 != $1 }
    #expect(
      difference == nil && together.count == apart.count,
      "seed \(seed), \(cuts): \(difference.map { "\n\($0)\n\($1)" } ?? "")")
    let digests = try whole.digests()
    #expect(try parts.digests() == digests, "seed \(seed), \(cuts)")
    _ = try Workspace.open(whole.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace)
    }
    #expect(try whole.digests() == digests, "seed \(seed)")

    for (what, sql) in [
      ("200 votes of one voter", "SELECT max(n) >= 200 FROM (SELECT count(*) AS n FROM vote GROUP BY voter)"),
      (
        "250 comments of one author",
        "SELECT max(n) = 250 FROM (SELECT count(*) AS n FROM comment GROUP BY writer)"
      ),
      ("200 that settle at once", "SELECT count(*) > 200 FROM comment WHERE settled_at IS NOT NULL"),
      (
        "60 names of one skeleton",
        "SELECT max(n) = 60 FROM (SELECT count(skeleton) AS n FROM author GROUP BY skeleton)"
      ),
    ] {
      #expect(try whole.rows(sql) == ["1"], "seed \(seed): the stream has \(what)")
    }
  }

  // MARK: The stream

  private static func rules() throws -> RuleSet {
    try signalRules(
      [
        "author.impersonates or links", "author.comments", "votes.weighted", "vote.serial", "vote.share",
        "vote.reciprocal", "vote.lockstep",
      ], on: "comment, vote",
      policy: "votes: {lockstep: {from: 2}, serial: {from: 2, weight: 0.3}, reciprocal: {from: 2}}\n")
  }

  /// 250 comments of one author and one under each of 60 look-alike names; one voter votes on two of three.
  ///
  /// Some of the votes come before their comment, some are withdrawn, and some cast again. Towards the end more than a week
  /// passes, so that what was published settles.
  private static func events(seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    let names = [String](repeating: "柳田", count: 250) + (0..<60).map { lookAlike($0) }
    let writers = names.shuffled(using: &random)
    var events: [[UInt8]] = []
    func vote(_ value: Int, on target: Int, day: Double) {
      events.append(Line.vote("v\(events.count)", value, on: "c\(target)", by: "花子", day: day))
    }
    for (index, writer) in writers.enumerated() {
      let day = Double(20 * index) / 86_400 + (index < 290 ? 0 : 8)
      if index % 12 == 2, index + 2 < writers.count { vote(1, on: index + 2, day: day) }
      events.append(Line.comment("c\(index)", by: writer, "話 \(index)", day: day))
      if writer == lookAlike(0) {
        events.append(Line.decide("d0", "trust", #""nick":"\#(writer)""#, day: day))
      }
      let cameEarly = index % 12 == 4
      if index % 3 < 2, !cameEarly { vote(random.below(4) == 0 ? -1 : 1, on: index, day: day) }
      if index > 0, random.below(4) == 0 { vote(random.below(3) - 1, on: random.below(index), day: day) }
    }
    return events
  }

  /// One of 64 names that look the same.
  private static func lookAlike(_ number: Int) -> String {
    "Bob" + (0..<6).map { (number >> $0) & 1 == 0 ? "l" : "1" }.joined()
  }
}
