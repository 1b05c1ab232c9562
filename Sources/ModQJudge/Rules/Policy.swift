/// The numbers that a site can set in `policy.yml`: thresholds of verdicts, standing, tiers, weights of
/// votes.
///
/// The log records the policy with each rule set; folds read it from there and never from the file.
package struct Policy: Sendable, Equatable {
  /// The summed score from which on a comment is held.
  package var holdScore = 4.0
  /// The summed score from which on a comment is rejected.
  package var rejectScore = 10.0
  /// Names that many people sign with, as keys of nicknames: who uses one has no standing.
  ///
  /// A name is shared only as a whole: `名無し` does not make `名無し123` shared, because a number is what people
  /// add to tell themselves apart. The keys are in NFKC, so that `==` is equality of bytes.
  package var sharedNicks: Set<String> = []
  package var evidence = Evidence()
  package var votes = Votes()
  package var reports = Reports()
  package var tiers = Tiers()
  package var anonymous = Anonymous()
  /// How long addresses, proofs and all else that is private is kept, in days of event time; 0 keeps it for ever.
  ///
  /// What is older is erased at the end of an input, or by `modq erase --expired`.
  package var privateRetentionDays = 0.0

  package init() {}

  /// What counts for or against an author, and how fast it fades.
  package struct Evidence: Sendable, Equatable {
    /// The time in which evidence loses half its weight, in days.
    package var halfLifeDays = 90.0
    /// Positive evidence of a comment that a moderator approved.
    package var approved = 1.0
    /// Negative evidence of a comment that a moderator rejected.
    package var rejected = 1.0
    /// Negative evidence of a comment that a moderator called spam.
    package var spam = 3.0
    /// Positive evidence of a comment that stood without report, decision or edit.
    package var settled = 0.2
    /// For how long it has to stand, in days.
    package var settleDays = 7.0
    /// The standard normal quantile of the bounds `lower` and `upper`.
    package var quantile = 1.2816

    package init() {}
  }

  /// How much readers' votes count as evidence.
  package struct Votes: Sendable, Equatable {
    /// Evidence of one vote of weight 1.
    package var evidence = 0.05
    /// The most that the votes of one sign on one comment can add up to.
    package var perComment = 0.5
    /// The most that one voter can add to one author's standing within ``perVoterDays``.
    package var perVoter = 0.1
    package var perVoterDays = 30.0
    /// The weight of a voter without a standing.
    package var unknownVoter = 0.1
    /// From so many votes of one sign by one voter on one author within ten minutes on, a vote weighs ``serialWeight`` of
    /// what it would.
    package var serialFrom = 4
    package var serialWeight = 0.0
    /// From so many upvotes in 30 days that two gave one another on, and half of the voter's last 30 on the other, a vote
    /// weighs ``reciprocalWeight`` of what it would.
    package var reciprocalFrom = 5
    package var reciprocalWeight = 0.5
    /// From so many voters in lockstep on, a vote weighs ``lockstepWeight`` of what it would.
    package var lockstepFrom = 3
    package var lockstepWeight = 0.0

    package init() {}
  }

  /// How much readers' reports count.
  package struct Reports: Sendable, Equatable {
    /// The weight of a report by nobody in particular; that of a named reporter is their accuracy.
    package var unnamed = 0.1

    package init() {}
  }

  /// Where the tiers begin and end.
  package struct Tiers: Sendable, Equatable {
    /// Suspect from this much negative evidence on (and see ``suspectUpper``).
    package var suspectEvidence = 3.0
    /// Suspect up to this upper bound.
    package var suspectUpper = 0.42
    /// No longer suspect when the upper bound is above this.
    package var suspectLeave = 0.47
    /// New below this many approved or settled comments.
    package var knownRecords = 2
    /// Trusted from this lower bound on.
    package var trustedLower = 0.75
    /// Trust is lost below this lower bound.
    package var trustedLeave = 0.70
    /// Trusted with comments in at least this many threads.
    package var trustedThreads = 5
    /// Trusted with comments on at least this many days.
    package var trustedDays = 5

    package init() {}
  }

  /// What rules see of authors without standing.
  package struct Anonymous: Sendable, Equatable {
    package var expected = 0.5
    package var lower = 0.1

    package init() {}
  }
}
