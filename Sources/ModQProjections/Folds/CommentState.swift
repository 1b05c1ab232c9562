package import ModQEvent
package import ModQJudge

/// What became of a comment: a fold of what happened to it, in the order of the log.
///
/// The status is the last human decision on the current text, else the machine's verdict on it.
package struct CommentState: Sendable, Equatable {
  /// The machine's verdict on the current text.
  package var machine: Verdict.Outcome
  /// The last human decision that holds for the current text.
  package var human: Judgement?
  /// A rule on votes or reports asked for a human to look.
  package var isQuestioned = false
  package var isDeleted = false
  package var isEscalated = false
  package var snoozedUntil: Timestamp?
  /// When it counts as settled if nothing comes in between; nil if something came, or it is not published.
  package var due: Timestamp?
  /// It was settled at this time, before anything came that would have kept it from that.
  package var settledAt: Timestamp?
  /// The last human decision on any of its texts, which is what counts for its author.
  package var judged: Judged?

  /// A human's word on a text.
  package enum Judgement: Int64, Sendable {
    case approved = 1
    case rejected, spam
  }

  /// A human's word with its date.
  package struct Judged: Sendable, Equatable {
    package var judgement: Judgement
    /// The entry of the decision.
    package var seq: Int64
    package var at: Timestamp

    package init(judgement: Judgement, seq: Int64, at: Timestamp) {
      self.judgement = judgement
      self.seq = seq
      self.at = at
    }
  }

  /// The state of a comment that just came and was judged `outcome`.
  package init(posted outcome: Verdict.Outcome, at: Timestamp, settleAfter: Int64) {
    machine = outcome
    if outcome == .publish { due = at.advanced(by: settleAfter) }
  }

  package var status: CommentStatus {
    if isDeleted { return .deleted }
    switch human {
    case .approved: return .published
    case .rejected: return .rejected
    case .spam: return .spam
    case nil: break
    }
    switch machine {
    case .publish: return isQuestioned ? .held : .published
    case .hold: return .held
    case .reject: return .rejected
    }
  }

  /// Folds what happened next, with entry `seq`.
  ///
  /// `settleAfter` is in milliseconds, from the policy in force.
  package mutating func apply(_ fact: CommentFact, seq: Int64, at: Timestamp, settleAfter: Int64) {
    let before = status
    settleIfDue(by: at)
    switch fact {
    case .edited(let outcome):
      edit(outcome, from: before)
    case .questioned:
      if before == .published && human != .approved { isQuestioned = true }
    case .reported, .noted:
      due = nil
    case .judged(let judgement):
      human = judgement
      judged = Judged(judgement: judgement, seq: seq, at: at)
      isQuestioned = false
      isEscalated = false
      snoozedUntil = nil
      due = nil
    case .rejudged(let outcome):
      if human == nil {
        machine = outcome
        isQuestioned = false
      }
    case .escalated:
      isEscalated = true
      due = nil
    case .snoozed(let until):
      snoozedUntil = until
      due = nil
    case .deleted:
      isDeleted = true
    }
    restartSettling(after: fact, from: before, at: at, settleAfter: settleAfter)
  }

  /// Takes note that it stood long enough, if `at` is past that time.
  package mutating func settleIfDue(by at: Timestamp) {
    guard let due, due <= at else { return }
    settledAt = due
    self.due = nil
  }

  /// A new text is judged anew where it is published or held; what was rejected stays so.
  private mutating func edit(_ outcome: Verdict.Outcome, from before: CommentStatus) {
    switch before {
    case .published, .held:
      machine = outcome
      human = nil
      isQuestioned = false
    case .rejected, .spam, .deleted:
      break
    }
  }

  private mutating func restartSettling(
    after fact: CommentFact, from before: CommentStatus, at: Timestamp, settleAfter: Int64
  ) {
    guard status == .published else {
      due = nil
      return
    }
    let isNewlyOut: Bool
    switch fact {
    case .edited: isNewlyOut = true
    case .rejudged: isNewlyOut = before != .published
    case .questioned, .reported, .judged, .escalated, .snoozed, .noted, .deleted: isNewlyOut = false
    }
    if isNewlyOut && settledAt == nil { due = at.advanced(by: settleAfter) }
  }
}

/// Where a comment stands, as `changes` and `show` name it.
package enum CommentStatus: Int64, Sendable, CaseIterable {
  case published, held, rejected, spam, deleted

  package var name: String {
    switch self {
    case .published: "published"
    case .held: "held"
    case .rejected: "rejected"
    case .spam: "spam"
    case .deleted: "deleted"
    }
  }
}

/// Something that happened to a comment after it was posted.
package enum CommentFact: Sendable, Equatable {
  /// Its author gave it a new text, which was judged.
  case edited(Verdict.Outcome)
  /// A rule on votes or reports fired.
  case questioned
  case reported
  case judged(CommentState.Judgement)
  /// A sweep judged it with later rules.
  case rejudged(Verdict.Outcome)
  case escalated
  case snoozed(until: Timestamp?)
  /// A human looked at it and left a note.
  case noted
  case deleted
}
