import ModQEvent
import Testing

/// What readers' votes count for the comment and for its author.
struct VotesTests {
  static let comment = "SELECT up, down FROM comment WHERE seq = 2"
  static let author = "SELECT votes_up, votes_down FROM author WHERE nick_key = '折口'"

  /// A log with a comment `c1` by 折口 (entry 2, after the rule set), and then `events`.
  private static func log(_ events: [[UInt8]], policy: String = "") throws -> TestLog {
    let log = try TestLog(rules: try plainRules(policy: policy))
    try log.ingest([Line.comment("c1")] + events)
    return log
  }

  /// The evidence that votes gave to an author, as (r, s).
  private static func evidence(_ log: TestLog, on comment: String = "c1") throws -> [String] {
    try log.rows(
      """
      SELECT printf('%.4f|%.4f', vote_r, vote_s) FROM comment AS c JOIN event AS e ON e.seq = c.seq
      WHERE e.id = '\(comment)'
      """)
  }

  // MARK: One vote each

  @Test(arguments: [
    (votes: [1], counts: "1|0"), ([1, 1], "1|0"), ([1, -1], "0|1"), ([1, 0], "0|0"), ([-1, 0, 1], "1|0"),
    ([0], "0|0"), ([1, -1, 1, -1], "0|1"), ([-1, -1, 0, 0], "0|0"),
  ])
  func theLastVoteOfAVoterCounts(votes: [Int], counts: String) throws {
    let log = try VotesTests.log(
      votes.enumerated().map { Line.vote("v\($0)", $1, on: "c1", by: "reader") })
    #expect(try log.rows(VotesTests.comment) == [counts])
    #expect(try log.rows(VotesTests.author) == [counts])
  }

  @Test func theSameNameSpelledOtherwiseIsTheSameVoter() throws {
    let log = try VotesTests.log([
      Line.vote("v1", 1, on: "c1", by: "Bob"), Line.vote("v2", 1, on: "c1", by: "ＢＯＢ"),
      Line.vote("v3", 1, on: "c1", by: " bob "),
    ])
    #expect(try log.rows(VotesTests.comment) == ["1|0"])
  }

  /// With a vote that was given and withdrawn everything is as without it, to the last bit, wherever it stood.
  @Test(arguments: 0..<4, [1, -1])
  func withdrawingRemovesExactlyThatVote(place: Int, value: Int) throws {
    let others = [
      Line.vote("v1", 1, on: "c1", by: "a"), Line.vote("v2", 1, on: "c1", by: "b"),
      Line.vote("v3", -1, on: "c1", by: "c"),
    ]
    // The voter is known to both logs.
    let voter = Line.comment("w", by: "wanderer", thread: "elsewhere")
    var votes = [voter] + others
    votes.insert(Line.vote("w1", value, on: "c1", by: "wanderer"), at: place + 1)
    let withdrawn = try VotesTests.log(votes + [Line.vote("w0", 0, on: "c1", by: "wanderer")])
    let never = try VotesTests.log([voter] + others)
    let (one, other) = (try Snapshot(withdrawn), try Snapshot(never))
    #expect(Snapshot.difference(other, one) == "")
  }

  @Test func aWithdrawnVoteLeavesRoomUnderTheCaps() throws {
    let policy = "votes: {evidence: 0.1, unknown_voter: 1}\n"
    let log = try VotesTests.log(
      [
        Line.comment("c2", day: 1), Line.vote("v1", 1, on: "c1", by: "a", day: 1),
        Line.vote("v2", 0, on: "c1", by: "a", day: 1), Line.vote("v3", 1, on: "c2", by: "a", day: 1),
      ], policy: policy)
    #expect(try VotesTests.evidence(log) == ["0.0000|0.0000"])
    #expect(try VotesTests.evidence(log, on: "c2") == ["0.1000|0.0000"])
  }

  // MARK: Weights

  @Test func oneselfIsCountedWithoutWeight() throws {
    let log = try VotesTests.log([Line.vote("v1", 1, on: "c1", by: "折口")])
    #expect(try log.rows(VotesTests.comment) == ["1|0"])
    #expect(try log.rows("SELECT weight, r, s FROM vote") == ["0.0|0.0|0.0"])
    #expect(try log.rows("SELECT weighted FROM comment") == ["0.0"])
  }

  @Test func theNamelessAreCountedEachWithoutWeight() throws {
    let log = try VotesTests.log([
      Line.vote("v1", 1, on: "c1"), Line.vote("v2", 1, on: "c1"), Line.vote("v3", -1, on: "c1"),
      Line.vote("v4", 1, on: "c1", by: "名無し"), Line.vote("v5", 1, on: "c1", by: "匿名"),
      Line.vote("v6", 1, on: "c1", by: "  "),
    ])
    #expect(try log.rows(VotesTests.comment) == ["5|1"])
    #expect(try log.rows("SELECT weighted, vote_r, vote_s FROM comment") == ["0.0|0.0|0.0"])
    #expect(try log.rows("SELECT count(*) FROM vote") == ["0"])
  }

  @Test func aNameWithoutStandingWeighsATenth() throws {
    let log = try VotesTests.log([
      Line.vote("v1", 1, on: "c1", by: "stranger"), Line.comment("x", by: "writer", day: 0.1),
      Line.vote("v2", -1, on: "c1", by: "writer", day: 0.1),
    ])
    #expect(
      try log.rows("SELECT value, weight, r, s FROM vote ORDER BY seq") == [
        "1|0.1|0.005|0.0", "-1|0.1|0.0|0.005",
      ])
  }

  /// The lower bounds of (1, 0), (0, 1) and (0.2, 0).
  @Test(arguments: [
    (decision: "approve", weight: "0.3646"), ("reject", "0.0313"), ("settle", "0.1887"),
  ])
  func aVotersWeightIsTheirLowerBound(decision: String, weight: String) throws {
    let isSettled = decision == "settle"
    let standing = isSettled ? [] : [Line.decide("d1", decision, #""comment":"x""#)]
    let vote = Line.vote("v1", 1, on: "c1", by: "voter", day: isSettled ? 7 : 0)
    let log = try VotesTests.log([Line.comment("x", by: "voter")] + standing + [vote])
    #expect(try log.rows("SELECT printf('%.4f', weight) FROM vote") == [weight])
  }

  @Test func theBlockedWeighNothing() throws {
    let log = try VotesTests.log([
      Line.comment("x", by: "voter"), Line.decide("d1", "approve", #""comment":"x""#),
      Line.decide("d2", "block", #""nick":"voter""#, #","until":\#(Line.day(2).milliseconds)"#),
      Line.vote("v1", 1, on: "c1", by: "voter", day: 1), Line.comment("c2", day: 2),
      Line.vote("v2", 1, on: "c2", by: "voter", day: 2),
    ])
    #expect(try log.rows("SELECT weight > 0 FROM vote ORDER BY seq") == ["0", "1"])
  }

  @Test func aWeightIsFixedWhenTheVoteIsFolded() throws {
    let log = try VotesTests.log([
      Line.comment("x", by: "voter"), Line.decide("d1", "approve", #""comment":"x""#),
      Line.vote("v1", 1, on: "c1", by: "voter"), Line.decide("d2", "spam", #""comment":"x""#),
      Line.vote("v2", 1, on: "c1", by: "other"),
    ])
    #expect(try log.rows("SELECT printf('%.4f', weight) FROM vote ORDER BY seq") == ["0.3646", "0.1000"])
    #expect(try log.rows("SELECT printf('%.4f', weighted) FROM comment WHERE seq = 2") == ["0.4646"])
  }

  // MARK: Caps

  /// Ten voters of weight 1, a tenth of evidence each: five fill the cap of a sign.
  @Test func oneCommentGivesHalfAPieceOfEachSignAtMost() throws {
    let policy = "votes: {evidence: 0.1, unknown_voter: 1}\n"
    let votes = (0..<20).map { Line.vote("v\($0)", $0 < 10 ? 1 : -1, on: "c1", by: "reader \($0)") }
    let log = try VotesTests.log(votes, policy: policy)
    #expect(try log.rows(VotesTests.comment) == ["10|10"])
    #expect(try VotesTests.evidence(log) == ["0.5000|0.5000"])
    #expect(
      try log.rows("SELECT printf('%.4f|%.4f', r, s) FROM author WHERE nick_key = '折口'") == [
        "0.5000|0.5000"
      ])
    #expect(try log.rows("SELECT count(*) FROM vote WHERE r + s > 0.0001") == ["10"])
  }

  /// What one voter gave to each of an author's comments in turn, 0.04 a vote, at most 0.1 in 30 days.
  @Test(arguments: [
    (days: [0.0, 1, 2, 3], given: ["0.0400", "0.0400", "0.0200", "0.0000"]),
    ([0.0, 1, 2, 30], ["0.0400", "0.0400", "0.0200", "0.0400"]),
    ([0.0, 1, 2, 29.999], ["0.0400", "0.0400", "0.0200", "0.0000"]),
    ([0.0, 40, 80, 120], ["0.0400", "0.0400", "0.0400", "0.0400"]),
  ])
  func oneVoterGivesAnAuthorATenthAMonthAtMost(days: [Double], given: [String]) throws {
    let policy = "votes: {evidence: 0.04, unknown_voter: 1}\n"
    var events: [[UInt8]] = []
    for (number, day) in days.enumerated() {
      events.append(Line.comment("x\(number)", day: day))
      events.append(Line.vote("v\(number)", number == 1 ? -1 : 1, on: "x\(number)", by: "fan", day: day))
    }
    let log = try VotesTests.log(events, policy: policy)
    #expect(try log.rows("SELECT printf('%.4f', r + s) FROM vote ORDER BY seq") == given)
  }

  @Test func theCapIsPerAuthor() throws {
    let policy = "votes: {evidence: 0.1, unknown_voter: 1}\n"
    let log = try VotesTests.log(
      [
        Line.comment("x", by: "花子"), Line.vote("v1", 1, on: "c1", by: "fan"),
        Line.vote("v2", 1, on: "x", by: "fan"),
      ], policy: policy)
    #expect(try log.rows("SELECT r FROM vote ORDER BY seq") == ["0.1", "0.1"])
  }

  @Test func votesOnNobodysCommentsAreNoEvidence() throws {
    let log = try VotesTests.log([
      Line.comment("x", by: "名無し"), Line.vote("v1", 1, on: "x", by: "fan"),
      Line.vote("v2", -1, on: "x", by: "foe"), Line.vote("v3", 0, on: "x", by: "foe"),
    ])
    #expect(try log.rows("SELECT up, down FROM comment WHERE seq = 3") == ["1|0"])
    #expect(try log.rows("SELECT sum(r + s) FROM vote") == ["0.0"])
  }
}
