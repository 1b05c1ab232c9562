import ModQEvent
import ModQJudge
import Testing

@testable import ModQProjections

/// What comes on a comment in each state, cell by cell, and when a comment settles.
struct CommentStateTests {
  static let day: Int64 = 86_400_000
  static let start = Timestamp(milliseconds: 1_767_225_600_000)
  static let week = 7 * day

  /// A state that a comment may be in before something comes.
  enum Before: String, CaseIterable {
    case published = "published by the machine"
    case approved = "published by a human"
    case restored = "published by a human against the machine"
    case held = "held by the machine"
    case questioned = "held for its readers' sake"
    case rejected = "rejected by the machine"
    case rejectedByHuman = "rejected by a human"
    case spam = "spam by a human's word"

    var state: CommentState {
      switch self {
      case .published: posted(.publish)
      case .approved: posted(.publish, .judged(.approved))
      case .restored: posted(.reject, .judged(.approved))
      case .held: posted(.hold)
      case .questioned: posted(.publish, .questioned)
      case .rejected: posted(.reject)
      case .rejectedByHuman: posted(.publish, .judged(.rejected))
      case .spam: posted(.hold, .judged(.spam))
      }
    }

    private func posted(_ outcome: Verdict.Outcome, _ facts: CommentFact...) -> CommentState {
      CommentStateTests.fold(outcome, facts.map { (0, $0) })
    }
  }

  /// Posted on day 0; each fact comes on its day.
  static func fold(_ outcome: Verdict.Outcome, _ facts: [(day: Int64, fact: CommentFact)]) -> CommentState {
    var state = CommentState(posted: outcome, at: start, settleAfter: week)
    for (index, item) in facts.enumerated() {
      state.apply(
        item.fact, seq: Int64(index + 2), at: start.advanced(by: item.day * day), settleAfter: week)
    }
    return state
  }

  // MARK: The table

  struct Cell: Sendable, CustomTestStringConvertible {
    var fact: CommentFact
    var before: Before
    var after: CommentStatus

    var testDescription: String { "\(fact) on what is \(before.rawValue): \(after.name)" }
  }

  /// One row of the table: what comes, and the status after it, in the order of ``Before``.
  static let rows: [(fact: CommentFact, after: [CommentStatus])] = [
    (
      .edited(.publish),
      [.published, .published, .published, .published, .published, .rejected, .rejected, .spam]
    ),
    (.edited(.hold), [.held, .held, .held, .held, .held, .rejected, .rejected, .spam]),
    (
      .edited(.reject), [.rejected, .rejected, .rejected, .rejected, .rejected, .rejected, .rejected, .spam]
    ),
    (.questioned, [.held, .published, .published, .held, .held, .rejected, .rejected, .spam]),
    (.reported, [.published, .published, .published, .held, .held, .rejected, .rejected, .spam]),
    (.judged(.approved), Array(repeating: .published, count: 8)),
    (.judged(.rejected), Array(repeating: .rejected, count: 8)),
    (.judged(.spam), Array(repeating: .spam, count: 8)),
    // A sweep never overrides a human.
    (
      .rejudged(.publish),
      [.published, .published, .published, .published, .published, .published, .rejected, .spam]
    ),
    (.rejudged(.hold), [.held, .published, .published, .held, .held, .held, .rejected, .spam]),
    (
      .rejudged(.reject),
      [.rejected, .published, .published, .rejected, .rejected, .rejected, .rejected, .spam]
    ),
    (.escalated, unchanged),
    (.snoozed(until: start.advanced(by: 3 * day)), unchanged),
    (.snoozed(until: nil), unchanged),
    (.noted, unchanged),
    (.deleted, Array(repeating: .deleted, count: 8)),
  ]

  private static let unchanged: [CommentStatus] =
    [.published, .published, .published, .held, .held, .rejected, .rejected, .spam]

  static let cells = rows.flatMap { row in
    zip(Before.allCases, row.after).map { Cell(fact: row.fact, before: $0, after: $1) }
  }

  @Test(arguments: cells)
  func whatComesChangesTheStatusAsTheTableSays(cell: Cell) {
    var state = cell.before.state
    state.apply(cell.fact, seq: 9, at: CommentStateTests.start, settleAfter: CommentStateTests.week)
    #expect(state.status == cell.after)
  }

  @Test(arguments: Before.allCases)
  func aDeletedCommentStaysDeletedWhateverComes(before: Before) {
    for fact in CommentStateTests.rows.map({ $0.fact }) {
      var state = before.state
      state.apply(.deleted, seq: 8, at: CommentStateTests.start, settleAfter: CommentStateTests.week)
      state.apply(fact, seq: 9, at: CommentStateTests.start, settleAfter: CommentStateTests.week)
      #expect(state.status == .deleted, "\(fact)")
      #expect(state.due == nil, "\(fact)")
    }
  }

  @Test func decisionsOnADeletedCommentStillCountAsEvidence() {
    let state = CommentStateTests.fold(.publish, [(1, .deleted), (2, .judged(.spam))])
    #expect(state.status == .deleted)
    #expect(
      state.judged
        == CommentState.Judged(
          judgement: .spam, seq: 3, at: CommentStateTests.start.advanced(by: 2 * CommentStateTests.day)))
  }

  @Test func anEditTakesAnApprovalOfTheOldTextAwayButNotItsEvidence() {
    let state = CommentStateTests.fold(.hold, [(0, .judged(.approved)), (1, .edited(.hold))])
    #expect(state.status == .held)
    #expect(state.human == nil)
    #expect(state.judged?.judgement == .approved)
  }

  @Test func readersMayQuestionATextAgainOnceItWasEdited() {
    let state = CommentStateTests.fold(
      .publish, [(0, .judged(.approved)), (1, .edited(.publish)), (2, .questioned)])
    #expect(state.status == .held)
  }

  @Test func theLastHumanDecisionCounts() {
    let state = CommentStateTests.fold(
      .publish, [(0, .judged(.spam)), (1, .judged(.approved)), (2, .judged(.rejected))])
    #expect(state.status == .rejected)
    #expect(state.judged?.seq == 4)
  }

  @Test func aDecisionEndsEscalationAndSnooze() {
    let until = CommentStateTests.start.advanced(by: 30 * CommentStateTests.day)
    let waiting = CommentStateTests.fold(.hold, [(0, .escalated), (0, .snoozed(until: until))])
    #expect(waiting.isEscalated && waiting.snoozedUntil == until && waiting.status == .held)
    for judgement in [CommentState.Judgement.approved, .rejected, .spam] {
      let decided = CommentStateTests.fold(
        .hold, [(0, .escalated), (0, .snoozed(until: until)), (1, .judged(judgement))])
      #expect(!decided.isEscalated && decided.snoozedUntil == nil)
    }
  }

  // MARK: Settling

  struct Course: Sendable, CustomTestStringConvertible {
    var name: String
    var posted = Verdict.Outcome.publish
    var facts: [(day: Int64, fact: CommentFact)] = []
    /// The day on which it has settled by day 60; nil if it has not.
    var settled: Int64?

    var testDescription: String { name }
  }

  static let courses: [Course] = [
    Course(name: "published and left alone", settled: 7),
    Course(name: "held", posted: .hold),
    Course(name: "rejected", posted: .reject),
    Course(name: "reported on day 3", facts: [(3, .reported)]),
    Course(name: "reported on day 7, after its time", facts: [(7, .reported)], settled: 7),
    Course(name: "reported on day 8", facts: [(8, .reported)], settled: 7),
    Course(name: "questioned on day 3", facts: [(3, .questioned)]),
    Course(
      name: "questioned on day 3, swept out on day 5", facts: [(3, .questioned), (5, .rejudged(.publish))],
      settled: 12),
    Course(name: "edited on day 3", facts: [(3, .edited(.publish))], settled: 10),
    Course(name: "edited twice", facts: [(3, .edited(.publish)), (9, .edited(.publish))], settled: 16),
    Course(name: "edited on day 3, held", facts: [(3, .edited(.hold))]),
    Course(name: "edited after it settled", facts: [(8, .edited(.publish))], settled: 7),
    Course(name: "reported, then edited", facts: [(2, .reported), (3, .edited(.publish))], settled: 10),
    Course(name: "edited, then reported", facts: [(3, .edited(.publish)), (9, .reported)]),
    Course(
      name: "held, then edited into what is published", posted: .hold, facts: [(3, .edited(.publish))],
      settled: 10),
    Course(name: "approved on day 2", facts: [(2, .judged(.approved))]),
    Course(
      name: "approved, then edited", facts: [(2, .judged(.approved)), (3, .edited(.publish))], settled: 10),
    Course(name: "approved after it settled", facts: [(20, .judged(.approved))], settled: 7),
    Course(name: "rejected on day 2", facts: [(2, .judged(.rejected))]),
    Course(
      name: "rejected on day 2, approved on day 3", facts: [(2, .judged(.rejected)), (3, .judged(.approved))]),
    Course(name: "escalated on day 2", facts: [(2, .escalated)]),
    Course(name: "snoozed on day 2", facts: [(2, .snoozed(until: nil))]),
    Course(name: "noted on day 2", facts: [(2, .noted)]),
    Course(name: "noted on day 8", facts: [(8, .noted)], settled: 7),
    Course(name: "swept on day 2 with the same verdict", facts: [(2, .rejudged(.publish))], settled: 7),
    Course(name: "swept away on day 2", facts: [(2, .rejudged(.hold))]),
    Course(
      name: "swept away and back", facts: [(2, .rejudged(.hold)), (4, .rejudged(.publish))], settled: 11),
    Course(name: "swept out of the queue", posted: .hold, facts: [(4, .rejudged(.publish))], settled: 11),
    Course(name: "deleted on day 2", facts: [(2, .deleted)]),
    Course(name: "deleted after it settled", facts: [(9, .deleted)], settled: 7),
  ]

  @Test(arguments: courses)
  func aCommentSettlesAfterSevenDaysOfPeace(course: Course) {
    var state = CommentStateTests.fold(course.posted, course.facts)
    let start = CommentStateTests.start
    state.settleIfDue(by: start.advanced(by: 60 * CommentStateTests.day))
    let settled = course.settled.map { start.advanced(by: $0 * CommentStateTests.day) }
    #expect(state.settledAt == settled)
    #expect(state.due == nil)
  }

  @Test func sevenDaysAreSevenDaysToTheMillisecond() {
    var state = CommentStateTests.fold(.publish, [])
    let due = CommentStateTests.start.advanced(by: CommentStateTests.week)
    state.settleIfDue(by: due.advanced(by: -1))
    #expect(state.settledAt == nil && state.due == due)
    state.settleIfDue(by: due)
    #expect(state.settledAt == due && state.due == nil)
  }
}
