import ModQEvent
import ModQEventLog
import ModQJudge

/// A vote by somebody with a name, as it is weighed: what the voter's other votes that stand say of it.
///
/// Those are read from the votes as they stand, so that one that was withdrawn says nothing any more. Everything is bounded: the
/// voter's last 30 votes, and on each comment the first 200 voters around.
struct Ballot {
  var voter: Int64
  /// The comment voted on, and its author.
  var comment: Int64
  var author: Int64?
  /// 1, −1, or 0 for a vote withdrawn.
  var value: Int
  var at: Timestamp

  /// Another vote of the voter's.
  struct Cast {
    var author: Int64
    var comment: Int64
    var value: Int
    var at: Timestamp
  }

  /// Votes of a voter that are looked at, the one in hand included.
  static let looked = 30
  /// Votes on one author in this time are a series.
  static let seriesMilliseconds: Int64 = 10 * 60_000
  /// Two are in step where they vote within this time of each other.
  static let stepMilliseconds: Int64 = 120_000
  /// For lockstep, on so many comments at least.
  static let stepTargets = 4
  /// They are looked for among so many of the voter's last, in a day.
  static let stepsLooked = 16
  static let stepsMilliseconds: Int64 = 86_400_000
  /// Other voters around one vote.
  static let votersLooked: Int64 = 200
  /// Upvotes of two on one another are counted for so long, and up to so many.
  static let reciprocalMilliseconds: Int64 = 30 * 86_400_000
  static let reciprocalLooked: Int64 = 100
}

/// Why a vote weighs less than its voter.
package enum VoteDiscount: Int64, Sendable, CaseIterable {
  /// One of many by one voter on one author within ten minutes.
  case serial = 1
  /// The two vote each other up, and hardly anybody else.
  case reciprocal
  /// Several voters vote on the same comments at the same time.
  case lockstep

  package var name: String {
    switch self {
    case .serial: "serial"
    case .reciprocal: "reciprocal"
    case .lockstep: "lockstep"
    }
  }
}

extension Policy.Votes {
  /// What is left of a vote of weight 1.
  func weight(after discount: VoteDiscount) -> Double {
    switch discount {
    case .serial: serialWeight
    case .reciprocal: reciprocalWeight
    case .lockstep: lockstepWeight
    }
  }
}

extension Projections {
  /// Why a vote weighs less, under the policy in force; nil if it weighs what its voter does.
  ///
  /// Looks at the voter's last votes, and at others only where those leave room for a doubt.
  func discount(of ballot: Ballot) throws(LogError) -> VoteDiscount? {
    guard ballot.value != 0 else { return nil }
    let policy = regime.policy.votes
    let others = try otherVotes(of: ballot)
    guard others.count + 1 >= min(Ballot.stepTargets, policy.serialFrom, policy.reciprocalFrom) else {
      return nil
    }
    if others.count + 1 >= Ballot.stepTargets, try lockstep(ballot, others) >= policy.lockstepFrom {
      return .lockstep
    }
    guard let author = ballot.author else { return nil }
    if serial(ballot, others) >= policy.serialFrom { return .serial }
    if ballot.value > 0, 2 * votes(on: author, ballot, others) >= Ballot.looked,
      try reciprocal(ballot) >= policy.reciprocalFrom
    {
      return .reciprocal
    }
    return nil
  }

  /// The voter's last votes that stand, on other comments, newest first.
  func otherVotes(of ballot: Ballot) throws(LogError) -> [Ballot.Cast] {
    if let last = try votes.page(of: ballot.voter).last(Ballot.looked - 1, except: ballot.comment) {
      return last.map { Ballot.Cast(author: $0.author, comment: $0.comment, value: $0.value, at: $0.at) }
    }
    let query = queries.recentVotes
    query.bind(1, ballot.voter)
    query.bind(2, ballot.comment)
    query.bind(3, Int64(Ballot.looked - 1))
    var found: [Ballot.Cast] = []
    while try query.step() {
      found.append(
        Ballot.Cast(
          author: query.int(0), comment: query.int(1), value: Int(query.int(2)),
          at: Timestamp(milliseconds: query.int(3))))
    }
    return found
  }

  /// The voter's votes of this sign on this author within ten minutes, this one included.
  func serial(_ ballot: Ballot, _ others: [Ballot.Cast]) -> Int {
    1
      + others.count {
        $0.author == ballot.author && $0.value == ballot.value
          && abs($0.at.milliseconds(since: ballot.at)) < Ballot.seriesMilliseconds
      }
  }

  /// Of the voter's last 30 votes those on `author`, this one included.
  func votes(on author: Int64, _ ballot: Ballot, _ others: [Ballot.Cast]) -> Int {
    1 + others.count { $0.author == author }
  }

  /// The lesser of the upvotes in 30 days by the voter on the author, this one included, and by the author on the voter.
  func reciprocal(_ ballot: Ballot) throws(LogError) -> Int {
    guard let author = ballot.author, ballot.value > 0 else { return 0 }
    let given = try upvotes(by: ballot.voter, on: author, ballot)
    return min(given + 1, try upvotes(by: author, on: ballot.voter, ballot))
  }

  private func upvotes(by voter: Int64, on author: Int64, _ ballot: Ballot) throws(LogError) -> Int {
    let query = queries.upvotes
    query.bind(1, voter)
    query.bind(2, author)
    query.bind(3, ballot.at.milliseconds - Ballot.reciprocalMilliseconds)
    query.bind(4, ballot.comment)
    query.bind(5, Ballot.reciprocalLooked)
    defer { query.reset() }
    return try query.step() ? Int(query.int(0)) : 0
  }

  /// How many vote in step, the voter included: others who gave the same vote within two minutes of the voter's on four
  /// of the voter's last comments or more, and on three quarters of them.
  ///
  /// Three quarters, because where many readers are in a thread at once some agree on four of its comments.
  func lockstep(_ ballot: Ballot, _ others: [Ballot.Cast]) throws(LogError) -> Int {
    let current = Ballot.Cast(
      author: ballot.author ?? 0, comment: ballot.comment, value: ballot.value, at: ballot.at)
    let steps =
      [current]
      + others.prefix(Ballot.stepsLooked - 1).filter {
        abs($0.at.milliseconds(since: ballot.at)) < Ballot.stepsMilliseconds
      }
    guard steps.count >= Ballot.stepTargets else { return 1 }
    let needed = max(Ballot.stepTargets, (3 * steps.count + 3) / 4)
    var shared: [Int64: Int] = [:]
    for (index, step) in steps.enumerated() {
      // Who is to share so many must have shared one by now.
      let isOpen = index <= steps.count - needed
      for voter in try voters(around: step, except: ballot.voter) {
        if let count = shared[voter] { shared[voter] = count + 1 } else if isOpen { shared[voter] = 1 }
      }
      if !isOpen && shared.isEmpty { break }
    }
    return 1 + shared.values.count { $0 >= needed }
  }

  private func voters(around vote: Ballot.Cast, except voter: Int64) throws(LogError) -> [Int64] {
    let inFlight = votes.inFlight(on: vote.comment)
    let (start, end) = (
      vote.at.milliseconds - Ballot.stepMilliseconds, vote.at.milliseconds + Ballot.stepMilliseconds
    )
    let query = try queries.votesAround.aside
    query.bind(1, vote.comment)
    query.bind(2, start)
    query.bind(3, end)
    query.bind(4, Int64(vote.value))
    query.bind(5, voter)
    query.bind(6, Ballot.votersLooked + Int64(inFlight.count))
    var found: [(at: Int64, voter: Int64)] = []
    while try query.step() {
      if inFlight[query.int(0)] == nil { found.append((query.int(1), query.int(0))) }
    }
    guard !inFlight.isEmpty else { return found.map(\.voter) }
    for (other, cast) in inFlight where other != voter && cast.value == vote.value {
      let at = cast.at.milliseconds
      if start <= at && at <= end { found.append((at, other)) }
    }
    return found.sorted { $0 < $1 }.prefix(Int(Ballot.votersLooked)).map(\.voter)
  }
}
