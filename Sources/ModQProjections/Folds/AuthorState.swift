package import ModQEvent
package import ModQJudge

/// Who an author is by what they did: a fold of their comments, the evidence and the moderators' word on them.
package struct AuthorState: Sendable, Equatable {
  package var standing = Standing()
  /// The tier by evidence alone: `suspect`, `new`, `known` or `trusted`.
  ///
  /// It is kept because the way out of a tier is longer than the way in.
  package var earned = Tier.new
  /// A moderator's last word that holds.
  package var ruling: Ruling?
  package var comments = 0
  /// Comments that a moderator approved.
  package var approved = 0
  /// Comments that settled, and were not approved as well.
  package var settled = 0
  /// Comments that a moderator rejected or called spam.
  package var rejected = 0
  /// The first threads they commented in, no more than the policy asks for.
  package var threads: [Int64] = []
  /// The first days (since 1970, UTC) they commented on, no more than the policy asks for.
  package var days: [Int64] = []

  package init() {}

  /// A moderator's word on a nickname.
  package struct Ruling: Sendable, Equatable {
    package var isBlock: Bool
    package var until: Timestamp?

    package init(isBlock: Bool, until: Timestamp?) {
      self.isBlock = isBlock
      self.until = until
    }

    package func holds(at: Timestamp) -> Bool { until.map { at < $0 } ?? true }
  }

  /// Approved or settled comments: what a record is made of.
  package var records: Int { approved + settled }

  /// Folds what came next and evaluates the earned tier.
  ///
  /// `isProven` says that the site vouches for who they are; without that no evidence makes them trusted.
  package mutating func apply(
    _ fact: AuthorFact, at: Timestamp, isProven: Bool, policy: Policy, decay: Decay
  ) {
    switch fact {
    case .commented(let thread):
      comments += 1
      threads.insert(distinct: thread, upTo: policy.tiers.trustedThreads)
      days.insert(distinct: at.milliseconds / 86_400_000, upTo: policy.tiers.trustedDays)
    case .evidence(let evidence):
      standing.add(r: evidence.r, s: evidence.s, at: at, decay: decay)
      switch evidence.kind {
      case .settled(let wasApproved):
        if !wasApproved { settled += 1 }
      case .approved(let wasSettled):
        approved += 1
        if wasSettled { settled -= 1 }
      case .rejected:
        rejected += 1
      case .vote:
        break
      }
    case .ruled(let ruling):
      self.ruling = ruling
    }
    earned = earnedTier(at: at, isProven: isProven, policy: policy, decay: decay)
  }

  /// The tier at `at`: a moderator's word goes before evidence.
  package func tier(at: Timestamp, isProven: Bool, policy: Policy, decay: Decay) -> Tier {
    if let ruling, ruling.holds(at: at) { return ruling.isBlock ? .blocked : .trusted }
    return earnedTier(at: at, isProven: isProven, policy: policy, decay: decay)
  }

  private func earnedTier(at: Timestamp, isProven: Bool, policy: Policy, decay: Decay) -> Tier {
    let standing = standing.faded(to: at, decay: decay)
    let tiers = policy.tiers
    let upper = standing.upper(quantile: policy.evidence.quantile)
    if earned == .suspect
      ? upper <= tiers.suspectLeave : standing.s >= tiers.suspectEvidence && upper <= tiers.suspectUpper
    {
      return .suspect
    }
    guard records >= tiers.knownRecords else { return .new }
    let lower = standing.lower(quantile: policy.evidence.quantile)
    let isAround = threads.count >= tiers.trustedThreads && days.count >= tiers.trustedDays
    if isProven
      && (earned == .trusted ? lower >= tiers.trustedLeave : lower >= tiers.trustedLower && isAround)
    {
      return .trusted
    }
    return .known
  }
}

/// Something that changes what an author is taken for.
package enum AuthorFact: Sendable, Equatable {
  case commented(thread: Int64)
  case evidence(Evidence)
  /// A moderator blocked or trusted them; nil takes that back.
  case ruled(AuthorState.Ruling?)

  /// One piece of evidence.
  package struct Evidence: Sendable, Equatable {
    package var kind: Kind
    package var r: Double
    package var s: Double

    package init(kind: Kind, r: Double, s: Double) {
      self.kind = kind
      self.r = r
      self.s = s
    }

    package enum Kind: Sendable, Equatable {
      case settled(wasApproved: Bool)
      case approved(wasSettled: Bool)
      case rejected
      case vote
    }
  }
}

extension [Int64] {
  /// Keeps the first `limit` different values.
  fileprivate mutating func insert(distinct value: Int64, upTo limit: Int) {
    if count < limit && !contains(value) { append(value) }
  }
}
