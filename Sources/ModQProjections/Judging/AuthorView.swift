package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// An author's standing at one moment, with all that is due by then.
package struct AuthorView: Sendable, Equatable {
  package var tier: Tier
  /// Evidence faded to that moment.
  package var standing: Standing
  package var expected: Double
  package var lower: Double
  package var upper: Double
  /// Comments that a moderator approved or that settled.
  package var approved: Int
  /// Those of them that settled, and that no moderator approved.
  package var settled: Int
  package var rejected: Int
  package var comments: Int
  /// Nil for who was never seen before.
  package var firstSeen: Timestamp?

  init(
    tier: Tier, standing: Standing, expected: Double, lower: Double, upper: Double, approved: Int,
    settled: Int, rejected: Int, comments: Int, firstSeen: Timestamp?
  ) {
    self.tier = tier
    self.standing = standing
    self.expected = expected
    self.lower = lower
    self.upper = upper
    self.approved = approved
    self.settled = settled
    self.rejected = rejected
    self.comments = comments
    self.firstSeen = firstSeen
  }

  /// Nobody with a standing: rules about newcomers hold for them.
  package static let anonymous = AuthorView(
    tier: .anonymous, standing: Standing(), expected: 0.5, lower: 0.1, upper: 0.9, approved: 0, settled: 0,
    rejected: 0, comments: 0, firstSeen: nil)

  /// Somebody of whom nothing is known.
  package static let newcomer = AuthorView(
    of: AuthorState(), row: nil, at: .earliest, policy: Policy(), decay: Decay(halfLifeDays: 90))

  init(of state: AuthorState, row: AuthorRow?, at: Timestamp, policy: Policy, decay: Decay) {
    let standing = state.standing.faded(to: at, decay: decay)
    let quantile = policy.evidence.quantile
    self.init(
      tier: state.tier(at: at, isProven: row?.isProven ?? false, policy: policy, decay: decay),
      standing: standing,
      expected: standing.expected, lower: standing.lower(quantile: quantile),
      upper: standing.upper(quantile: quantile), approved: state.records,
      settled: state.settled, rejected: state.rejected,
      comments: state.comments, firstSeen: row?.firstSeen)
  }

  /// The signals about authors; nil for the others.
  ///
  /// `age_days` is told by who knows the time.
  package func value(of signal: Signal) -> SignalValue? {
    switch signal {
    case .authorTier: .word(tier.rawValue)
    case .authorLower: .number(lower)
    case .authorUpper: .number(upper)
    case .authorExpected: .number(expected)
    case .authorApproved: .number(Double(approved))
    case .authorRejected: .number(Double(rejected))
    case .authorComments: .number(Double(comments))
    case .authorAnonymous: .flag(tier == .anonymous)
    default: nil
    }
  }

  /// As a verdict records it.
  package var recorded: Verdict.Author {
    Verdict.Author(tier: tier, expected: rounded(expected), lower: rounded(lower), upper: rounded(upper))
  }
}

/// Four decimals: what a human compares, and short in every row of the log.
package func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

extension Projections {
  /// The standing at `at` of the author with this number; of a newcomer if there is none yet.
  package func view(of number: Int64?, at: Timestamp) throws(LogError) -> AuthorView {
    guard let number, let row = try authors.row(number) else {
      return view(of: AuthorState(), row: nil, at: at)
    }
    return try view(of: row, at: at)
  }

  /// The standing of a known author at `end`, of what is dated up to then: comments, evidence, votes,
  /// moderators' words.
  ///
  /// What was undone or taken back later counts as it does now.
  ///
  /// Linear in the author's comments, evidence and votes.
  package func view(of author: Int64, asOf end: Timestamp) throws(LogError) -> AuthorView? {
    guard var row = try authors.row(author) else { return nil }
    row.state = try foldedState(of: row, through: end)
    return try view(of: row, at: end)
  }

  /// When an author's last event was: what they wrote, or the vote or report of theirs that is the last in the log.
  package func lastSeen(of row: AuthorRow) throws(LogError) -> Timestamp {
    let query = queries.lastReaction
    query.bind(1, row.no)
    defer { query.reset() }
    return try query.step() ? max(row.lastSeen, Timestamp(milliseconds: query.int(0))) : row.lastSeen
  }

  private func view(of row: AuthorRow, at: Timestamp) throws(LogError) -> AuthorView {
    var state = row.state
    if let due = row.nextDue, due <= at {
      let regime = regime
      for seq in try dueComments(of: row.no, by: at) {
        guard let comment = try comments.row(seq)?.state, let settles = comment.due else { continue }
        let evidence = AuthorFact.Evidence(
          kind: .settled(wasApproved: comment.judged?.judgement == .approved),
          r: regime.policy.evidence.settled, s: 0)
        state.apply(
          .evidence(evidence), at: settles, isProven: row.isProven, policy: regime.policy, decay: regime.decay
        )
      }
    }
    var view = view(of: state, row: row, at: at)
    if view.tier != .blocked, row.isProven, let key = row.nickKey,
      try isNameBlocked(key, site: row.site, at: at)
    {
      view.tier = .blocked
    }
    return view
  }

  private func view(of state: AuthorState, row: AuthorRow?, at: Timestamp) -> AuthorView {
    AuthorView(of: state, row: row, at: at, policy: regime.policy, decay: regime.decay)
  }

  /// Whether the nickname itself is blocked, for whoever signs with it and a proof of their own.
  func isNameBlocked(_ key: String, site: Int64, at: Timestamp) throws(LogError) -> Bool {
    guard let bare = try names.author(nickKey: key, proof: nil, site: site),
      let ruling = try authors.row(bare)?.state.ruling
    else { return false }
    return ruling.isBlock && ruling.holds(at: at)
  }

  /// What moderators last said of where an event came from; nil if nothing that holds at `at`.
  package func ruling(on sender: Sender, site: String, at: Timestamp) throws(LogError) -> AuthorState.Ruling?
  {
    guard try isAnySubjectRuled(), let siteNumber = try names.site(site) else { return nil }
    var found: AuthorState.Ruling?
    for (field, subject) in sender.subjects {
      guard let ruling = try lastRuling(field: field, subject: subject, site: siteNumber),
        ruling.holds(at: at)
      else { continue }
      if ruling.isBlock { return ruling }
      found = ruling
    }
    return found
  }

  private func lastRuling(field: String, subject: String, site: Int64) throws(LogError) -> AuthorState.Ruling?
  {
    let query = queries.rulingOnSubject
    query.bind(1, subject)
    query.bind(2, field)
    query.bind(3, site)
    defer { query.reset() }
    guard try query.step() else { return nil }
    return try decisions.row(query.int(0))?.ruling
  }

  /// Whether moderators ever decided about an address or a proof.
  func isAnySubjectRuled() throws(LogError) -> Bool {
    if let hasRulings { return hasRulings }
    defer { queries.hasRulings.reset() }
    let found = try queries.hasRulings.step()
    hasRulings = found
    return found
  }
}
