import ModQEvent
import ModQEventLog
import ModQJudge

/// The vote or report in hand in the light of what its sender did before.
extension Circumstances {
  /// A vote within this time of its comment is early.
  private static let earlyMilliseconds: Int64 = 60_000

  /// The value of a signal of the group *votes*; unknown where no vote is in hand.
  func value(ofVote signal: Signal) throws(LogError) -> SignalValue {
    guard let row, let event, case .vote(let vote) = event.action else { return .unknown }
    switch signal {
    case .voteValue: return .number(Double(vote.value))
    case .voteEarly: return .number(Double(try earlyVoters(on: row, vote)))
    default: break
    }
    guard let ballot = try ballot(vote, on: row) else { return .unknown }
    // Who was not seen before cast none.
    let others = ballot.voter == .min ? [] : try projections.otherVotes(of: ballot)
    switch signal {
    case .voteLockstep:
      return .number(ballot.value == 0 ? 0 : Double(try projections.lockstep(ballot, others)))
    case .voteSerial:
      guard ballot.author != nil else { return .unknown }
      return .number(ballot.value == 0 ? 0 : Double(projections.serial(ballot, others)))
    case .voteShare:
      guard let author = ballot.author else { return .unknown }
      return .number(Double(projections.votes(on: author, ballot, others)) / Double(Ballot.looked))
    case .voteReciprocal:
      guard ballot.author != nil else { return .unknown }
      return .number(Double(try projections.reciprocal(ballot)))
    default: return .unknown
    }
  }

  /// The vote in hand, by somebody with a name other than the author's own; nil for another.
  private func ballot(_ vote: Vote, on row: CommentRow) throws(LogError) -> Ballot? {
    guard case .named(let key, let proof) = projections.identity(nick: vote.voter, sender: vote.sender) else {
      return nil
    }
    // Who was not seen before has a number that nobody has.
    let voter = try projections.names.author(nickKey: key, proof: proof, site: row.site) ?? .min
    guard voter != row.author else { return nil }
    return Ballot(voter: voter, comment: row.seq, author: row.author, value: vote.value, at: at)
  }

  /// How many voted on the comment within a minute of its publication, the one in hand included.
  ///
  /// Who has neither name nor address is another one each time. Of a comment with more than 1,000 votes and reports the last
  /// 1,000 are looked at.
  private func earlyVoters(on row: CommentRow, _ vote: Vote) throws(LogError) -> Int {
    let end = row.at.milliseconds + Self.earlyMilliseconds
    var voters: Set<Int64> = []
    for item in try projections.reactions.items(of: WindowKey(.comment, row.seq)) {
      if item.time > end { break }
      if let value = item.value, value != 0 { voters.insert(item.writer ?? -item.seq << 32) }
    }
    guard vote.value != 0, at.milliseconds <= end else { return voters.count }
    if case .number(let number)? = try reactionKeys().writer {
      voters.insert(number)
    } else {
      voters.insert(.min)
    }
    return voters.count
  }

  /// The reports on the comment by their reporters' accuracy, the one in hand included.
  func reportsWeight() throws(LogError) -> Double {
    guard let row else { return 0 }
    let another = try anotherReporter()
    return try projections.reportsWeight(
      on: row, with: another?.number, isAnotherUnnamed: another == .unnamed)
  }

  /// How many with a record reported the comment, the one in hand included.
  func credibleReports() throws(LogError) -> Int {
    guard let row else { return 0 }
    return try projections.credibleReports(on: row, with: anotherReporter()?.number, at: at)
  }

  /// Who sends a report.
  private enum Reporter: Equatable {
    case unnamed
    /// `.min` for somebody who was not seen before.
    case named(Int64)

    var number: Int64? {
      if case .named(let number) = self { number } else { nil }
    }
  }

  /// Who sends the report in hand; nil where that is none.
  private func anotherReporter() throws(LogError) -> Reporter? {
    guard let row, let event, case .report(let report) = event.action else { return nil }
    guard case .named(let key, let proof) = projections.identity(nick: report.reporter, sender: report.sender)
    else { return .unnamed }
    return .named(try projections.names.author(nickKey: key, proof: proof, site: row.site) ?? .min)
  }
}
