import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

/// Votes that weigh less than their voters, and what attacks come to in the end.
struct VoteDiscountsTests {
  /// Who is known, with a standing of (2, 0): comments in thread t0, long ago.
  private static func known(_ nick: String) -> [[UInt8]] {
    ["a", "b"].flatMap { name in
      [
        Line.comment("\(nick) \(name)", by: nick, thread: "t0", day: -1),
        Line.decide("\(nick) \(name) d", "approve", #""comment":"\#(nick) \#(name)""#, day: -1),
      ]
    }
  }

  private static func comments(_ count: Int, by nick: String) -> [[UInt8]] {
    (0..<count).map { Line.comment("\(nick)\($0)", by: nick, "話 \($0)", thread: "t\($0 % 7)", day: -0.5) }
  }

  private static func log(_ events: [[UInt8]], policy: String = "") throws -> TestLog {
    let log = try TestLog(rules: try plainRules(policy: policy))
    try log.ingest(events)
    return log
  }

  private static func standing(of nick: String, in log: TestLog) throws -> (tier: String, expected: Double) {
    let row = try log.rows("SELECT earned, r, s FROM author WHERE nick_key = '\(nick)'").first ?? ""
    let parts = row.split(separator: "|").map(String.init)
    let (r, s) = (Double(parts[1]) ?? 0, Double(parts[2]) ?? 0)
    return (parts[0], (r + 1) / (r + s + 2))
  }

  // MARK: Attacks

  /// Five names of one person, each with a record of its own, vote up forty comments of one author.
  @Test func aRingOfFiveMovesAStandingByLessThanOneApproval() throws {
    let ring = ["甲", "乙", "丙", "丁", "戊"]
    var events = ring.flatMap(Self.known) + Self.comments(40, by: "主")
    for number in 0..<40 {
      for (index, voter) in ring.enumerated() {
        events.append(
          Line.vote(
            "\(voter) v\(number)", 1, on: "主\(number)", by: voter,
            day: Line.minute(Double(number) * 5 + Double(index) / 10)))
      }
    }
    let pushed = try Self.standing(of: "主", in: Self.log(events))
    let approved = try Self.standing(
      of: "主", in: Self.log(Self.comments(1, by: "主") + [Line.decide("d", "approve", #""comment":"主0""#)]))
    #expect(pushed.expected > 0.5 && pushed.expected < 0.6 && approved.expected > 0.66, "\(pushed)")
    #expect(pushed.tier == "new")
  }

  @Test func oneEnemyWithTwoHundredDownvotesPushesNobodyOutOfKnown() throws {
    var events = Self.known("主") + Self.known("敵") + Self.comments(200, by: "主")
    for number in 0..<200 {
      events.append(Line.vote("v\(number)", -1, on: "主\(number)", by: "敵", day: Line.minute(Double(number))))
    }
    let log = try Self.log(events)
    let standing = try Self.standing(of: "主", in: log)
    #expect(standing.tier == "known" && standing.expected > 0.7, "\(standing)")
    #expect(try log.rows("SELECT votes_down FROM author WHERE nick_key = '主'") == ["200"])
    #expect(try log.rows("SELECT count(*) FROM vote WHERE discount = 1") == ["197"])
  }

  @Test func theSameFromTwoHundredKnownReadersCounts() throws {
    let readers = (0..<200).map { "読者\($0)" }
    var events = Self.known("主") + readers.flatMap(Self.known) + Self.comments(200, by: "主")
    for (number, reader) in readers.enumerated() {
      events.append(
        Line.vote("v\(number)", -1, on: "主\(number)", by: reader, day: Line.minute(Double(number))))
    }
    let log = try Self.log(events)
    let standing = try Self.standing(of: "主", in: log)
    #expect(standing.expected < 0.45, "\(standing)")
    #expect(try log.rows("SELECT count(*) FROM vote WHERE discount > 0") == ["0"])
  }

  @Test func twoHundredReadersOfOneCommentAreNotInStep() throws {
    let readers = (0..<200).map { "読者\($0)" }
    var events = Self.comments(3, by: "主")
    for number in 0..<3 {
      for (index, reader) in readers.enumerated() {
        events.append(
          Line.vote(
            "\(reader)-\(number)", 1, on: "主\(number)", by: reader,
            day: Line.minute(Double(number) + Double(index) / 200)))
      }
    }
    #expect(try Self.log(events).rows("SELECT count(*) FROM vote WHERE discount > 0") == ["0"])
  }

  // MARK: What is discounted, and how

  /// Votes by 友 on six comments within ten minutes.
  private static let series = (0..<6).map {
    Line.vote("v\($0)", 1, on: "主\($0)", by: "友", day: Line.minute(Double($0)))
  }

  @Test func fromTheFourthOfASeriesOnAVoteWeighsNothing() throws {
    let log = try Self.log(Self.known("友") + Self.comments(6, by: "主") + Self.series)
    #expect(
      try log.rows("SELECT discount, weight > 0, r > 0 FROM vote ORDER BY seq") == [
        "0|1|1", "0|1|1", "0|1|1", "1|0|0", "1|0|0", "1|0|0",
      ])
    #expect(
      try log.rows("SELECT up, weighted > 0 FROM comment WHERE up > 0 ORDER BY seq") == [
        "1|1", "1|1", "1|1", "1|0", "1|0", "1|0",
      ])
  }

  @Test func thePolicySaysHowMuchIsLeft() throws {
    let policy = "votes: {serial: {from: 2, weight: 0.5}}\n"
    let log = try Self.log(Self.comments(2, by: "主") + Self.series.prefix(2), policy: policy)
    #expect(try log.rows("SELECT weight FROM vote ORDER BY seq") == ["0.1", "0.05"])
  }

  @Test func votesInStepWeighNothing() throws {
    var events = Self.comments(6, by: "主")
    for number in 0..<6 {
      for voter in ["甲", "乙", "丙"] {
        events.append(
          Line.vote(
            "\(voter)\(number)", 1, on: "主\(number)", by: voter, day: Line.minute(Double(number) * 20)))
      }
    }
    let log = try Self.log(events)
    #expect(
      try log.rows("SELECT discount, count(*) FROM vote GROUP BY discount") == ["0|11", "3|7"])
  }

  @Test func whoSwapTheirVotesGetHalf() throws {
    var events = Self.comments(16, by: "主") + Self.comments(6, by: "友")
    for number in 0..<6 {
      events.append(
        Line.vote("a\(number)", 1, on: "友\(number)", by: "主", day: Line.minute(Double(number) * 20)))
    }
    for number in 0..<16 {
      events.append(
        Line.vote("b\(number)", 1, on: "主\(number)", by: "友", day: Line.minute(200 + Double(number) * 20)))
    }
    let log = try Self.log(events)
    let halved = try log.rows(
      "SELECT e.id FROM vote AS v JOIN event AS e ON e.seq = v.seq WHERE discount = 2")
    #expect(halved == ["b14", "b15"])
  }

  @Test func aVoteWithdrawnIsInNoSeries() throws {
    let votes = Self.series.prefix(3) + [Line.vote("w", 0, on: "主0", by: "友", day: Line.minute(3))]
    let log = try Self.log(
      Self.comments(6, by: "主") + votes + [Line.vote("v4", 1, on: "主4", by: "友", day: Line.minute(4))])
    #expect(try log.rows("SELECT max(discount) FROM vote") == ["0"])
  }

  /// As for votes that weigh: given and withdrawn is as never given, to the last bit.
  @Test func withdrawingADiscountedVoteLeavesNothing() throws {
    let base = Self.known("友") + Self.comments(6, by: "主") + Self.series.prefix(3)
    let withdrawn = try Self.log(
      base + [Self.series[3], Line.vote("w", 0, on: "主3", by: "友", day: Line.minute(4))])
    let never = try Self.log(base)
    let (one, other) = (try Snapshot(withdrawn), try Snapshot(never))
    let difference = Snapshot.difference(other, one)
    #expect(difference == "", "\(difference)")
  }

  @Test func whyShowsEveryVoteWithItsDiscount() throws {
    let log = try Self.log(Self.known("友") + Self.comments(6, by: "主") + Self.series)
    let shown = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      let reputation = Reputation(workspace, site: nil, at: nil)
      guard case .success(let authors) = try reputation.authors(named: "主"), let author = authors.first else {
        return [String]()
      }
      return try reputation.evidence(on: author).map { "\($0.item.kind) \($0.item.discount?.name ?? "")" }
    }
    #expect(shown == ["upvote ", "upvote ", "upvote ", "upvote serial", "upvote serial", "upvote serial"])
  }
}
