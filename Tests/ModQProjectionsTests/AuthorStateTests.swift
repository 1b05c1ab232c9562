import ModQEvent
import ModQJudge
import Testing

@testable import ModQProjections

/// Which tier an author is in, and how they get in and out.
struct AuthorStateTests {
  static let day: Int64 = 86_400_000
  static let start = Timestamp(milliseconds: 1_767_225_600_000)
  static let policy = Policy()
  static let decay = Decay(halfLifeDays: 90)

  /// An author on whom facts are folded one after the other.
  struct Author {
    var state = AuthorState()
    var isProven = false
    var at = start

    /// So many comments, one a day, in so many threads on so many days.
    mutating func comment(_ count: Int, threads: Int = 1, days: Int = 1) {
      for number in 0..<count {
        at = start.advanced(by: Int64(min(number, days - 1)) * day)
        fold(.commented(thread: Int64(number % threads + 1)))
      }
    }

    mutating func approve(_ count: Int = 1) {
      for _ in 0..<count { evidence(.approved(wasSettled: false), r: 1) }
    }

    mutating func evidence(_ kind: AuthorFact.Evidence.Kind, r: Double = 0, s: Double = 0) {
      fold(.evidence(AuthorFact.Evidence(kind: kind, r: r, s: s)))
    }

    mutating func fold(_ fact: AuthorFact) {
      state.apply(fact, at: at, isProven: isProven, policy: policy, decay: decay)
    }

    mutating func wait(days: Int64) { at = at.advanced(by: days * day) }

    var tier: Tier { state.tier(at: at, isProven: isProven, policy: policy, decay: decay) }
  }

  @Test func somebodyUnseenIsNew() {
    #expect(Author().tier == .new)
  }

  // MARK: New and known

  static let records: [(approved: Int, settled: Int, tier: Tier)] = [
    (0, 0, .new), (1, 0, .new), (0, 1, .new), (2, 0, .known), (0, 2, .known), (1, 1, .known),
    (50, 50, .known),
  ]

  @Test(arguments: records)
  func twoApprovedOrSettledCommentsMakeOneKnown(approved: Int, settled: Int, tier: Tier) {
    var author = Author()
    author.comment(10)
    author.approve(approved)
    for _ in 0..<settled { author.evidence(.settled(wasApproved: false), r: 0.2) }
    #expect(author.tier == tier)
  }

  @Test func aCommentThatSettledAndWasApprovedIsOneRecord() {
    var settledFirst = Author()
    settledFirst.evidence(.settled(wasApproved: false), r: 0.2)
    settledFirst.evidence(.approved(wasSettled: true), r: 1)
    var approvedFirst = Author()
    approvedFirst.evidence(.approved(wasSettled: false), r: 1)
    approvedFirst.evidence(.settled(wasApproved: true), r: 0.2)
    for author in [settledFirst, approvedFirst] {
      #expect(author.state.records == 1)
      #expect(author.tier == .new)
      #expect(author.state.standing.r == 1.2)
    }
  }

  @Test func votesMakeNobodyKnown() {
    var author = Author()
    for _ in 0..<200 { author.evidence(.vote, r: 0.05) }
    #expect(author.tier == .new)
  }

  // MARK: Suspect

  static let evidence: [(r: Double, s: Double, tier: Tier)] = [
    (0, 2.9, .new),  // upper 0.4167, but too little against them
    (0, 3, .suspect),  // upper 0.4093
    (0.2, 3, .new),  // upper 0.4476
    (3, 3, .new),
    (0, 100, .suspect),
  ]

  @Test(arguments: evidence)
  func enoughEvidenceAgainstOneMakesASuspect(r: Double, s: Double, tier: Tier) {
    var author = Author()
    author.evidence(.vote, r: r, s: s)
    #expect(author.tier == tier)
  }

  /// Where an author who is suspect with (0, 3) gets with so much in their favour: up to 0.47 is not enough.
  @Test(arguments: [(r: 0.2, tier: Tier.suspect), (0.3, .suspect), (0.35, .new), (0.4, .new), (1, .new)])
  func theWayOutIsLongerThanTheWayIn(r: Double, tier: Tier) {
    var author = Author()
    author.evidence(.rejected, s: 3)
    #expect(author.tier == .suspect)
    author.evidence(.vote, r: r)
    #expect(author.tier == tier, "upper \(author.state.standing.upper(quantile: 1.2816))")
  }

  @Test func suspicionFadesWithTime() {
    var author = Author()
    author.evidence(.rejected, s: 3)
    author.wait(days: 20)
    #expect(author.tier == .suspect)
    author.wait(days: 70)
    #expect(author.tier == .new)
    // Less than s = 3 is left, but nobody leaves below 0.47.
    var steady = Author()
    steady.evidence(.rejected, s: 3)
    steady.wait(days: 10)
    #expect(steady.state.standing.faded(to: steady.at, decay: AuthorStateTests.decay).s < 3)
    #expect(steady.tier == .suspect)
  }

  @Test func aSuspectIsNoKnownAuthorWhateverTheirRecord() {
    var author = Author()
    author.approve(5)
    author.evidence(.rejected, s: 60)
    #expect(author.state.records == 5)
    #expect(author.tier == .suspect)
  }

  // MARK: Trusted

  static let merits: [(approvals: Int, threads: Int, days: Int, isProven: Bool, tier: Tier)] = [
    (7, 5, 5, true, .trusted),  // lower 0.7615
    (6, 5, 5, true, .known),  // lower 0.7337
    (7, 4, 5, true, .known),
    (7, 5, 4, true, .known),
    (7, 5, 5, false, .known),
    (500, 5, 5, false, .known),
    (1, 5, 5, true, .new),
  ]

  @Test(arguments: merits)
  func trustIsEarnedByEvidenceInManyPlacesUnderAProof(
    approvals: Int, threads: Int, days: Int, isProven: Bool, tier: Tier
  ) {
    var author = Author(isProven: isProven)
    author.comment(10, threads: threads, days: days)
    author.approve(approvals)
    #expect(author.tier == tier)
  }

  @Test func trustIsKeptDownToALowerBound() {
    var author = Author(isProven: true)
    author.comment(10, threads: 5, days: 5)
    author.approve(7)
    #expect(author.tier == .trusted)
    author.wait(days: 20)  // r = 6.0, lower 0.7337
    #expect(author.tier == .trusted)
    author.fold(.commented(thread: 1))
    #expect(author.tier == .trusted)
    author.wait(days: 30)  // r = 4.76, below 0.70
    #expect(author.tier == .known)
    author.fold(.commented(thread: 1))
    // Lost for good: 0.70 is no longer enough.
    author.approve()
    #expect(author.tier == .known)
    author.approve(2)
    #expect(author.tier == .trusted)
  }

  @Test func threadsAndDaysAreCountedOnceEach() {
    var author = Author()
    author.comment(100, threads: 30, days: 30)
    #expect(author.state.comments == 100)
    #expect(author.state.threads == [1, 2, 3, 4, 5])
    #expect(author.state.days.count == 5)
    var idler = Author()
    idler.comment(100)
    #expect(idler.state.threads == [1])
    #expect(idler.state.days.count == 1)
  }

  // MARK: A moderator's word

  @Test func aBlockHoldsUntilItsEnd() {
    let end = AuthorStateTests.start.advanced(by: 3 * AuthorStateTests.day)
    var author = Author()
    author.approve(2)
    author.fold(.ruled(AuthorState.Ruling(isBlock: true, until: end)))
    #expect(author.tier == .blocked)
    author.at = end.advanced(by: -1)
    #expect(author.tier == .blocked)
    author.at = end
    #expect(author.tier == .known)
  }

  @Test func aBlockWithoutEndHolds() {
    var author = Author()
    author.fold(.ruled(AuthorState.Ruling(isBlock: true, until: nil)))
    author.wait(days: 36_500)
    #expect(author.tier == .blocked)
  }

  @Test func aModeratorsTrustNeedsNeitherProofNorRecord() {
    var author = Author()
    author.fold(.ruled(AuthorState.Ruling(isBlock: false, until: nil)))
    #expect(author.tier == .trusted)
    author.evidence(.rejected, s: 10)
    #expect(author.state.earned == .suspect)
    #expect(author.tier == .trusted)
  }

  @Test func clearEndsBlockAndTrustButNotEvidence() {
    for isBlock in [true, false] {
      var author = Author()
      author.evidence(.rejected, s: 4)
      let standing = author.state.standing
      author.fold(.ruled(AuthorState.Ruling(isBlock: isBlock, until: nil)))
      author.fold(.ruled(nil))
      #expect(author.state.standing == standing)
      #expect(author.state.rejected == 1)
      #expect(author.tier == .suspect)
    }
  }

  @Test func evidenceIsFoldedWhileBlocked() {
    var author = Author()
    author.fold(.ruled(AuthorState.Ruling(isBlock: true, until: nil)))
    author.approve(2)
    author.fold(.ruled(nil))
    #expect(author.tier == .known)
  }
}
