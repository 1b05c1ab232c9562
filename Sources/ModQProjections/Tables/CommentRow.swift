package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// One comment or reply: where it belongs, what became of it, what readers made of it.
package struct CommentRow: Row, Equatable {
  package static let table = Tables.comment

  package var seq: Int64
  package var site: Int64
  package var thread: Int64
  /// An author's number, the negative of a sender's, or nil.
  package var writer: Int64?
  package var ip: Int64?
  /// The comment that it answers, if that was known.
  package var parent: Int64?
  package var isReply: Bool
  /// The first of its author, who has a nickname of their own, on the site.
  package var isFirst: Bool
  package var at: Timestamp
  package var links: Int
  package var posted: Verdict.Outcome
  package var postedScore: Double
  package var shifts = Shifts()
  /// The entry that holds its current text: itself or its last edit.
  package var textSeq: Int64
  package var state: CommentState
  /// The score of the verdict in force.
  package var score: Double
  package var up = 0
  package var down = 0
  /// The votes by the weight of their voters.
  package var weighted = 0.0
  /// Positive and negative evidence that the votes on it gave to its author.
  package var voteR = 0.0
  package var voteS = 0.0
  package var reports = 0
  package var replies = 0

  /// Milliseconds from `at` to the time that counts in the windows of each key; nil keeps it out of them.
  package struct Shifts: Sendable, Equatable {
    package var writer: Int64? = 0
    package var thread: Int64? = 0
    package var ip: Int64? = 0
    package var site: Int64? = 0
  }

  package var key: Int64 { seq }

  package var owner: Int64? { author }

  /// Votes, replies and scores come often; what it is taken for stays, and with it when it settles.
  package func isBusyChange(of earlier: CommentRow) -> Bool {
    state == earlier.state && textSeq == earlier.textSeq
  }

  /// Its author, if that is somebody with a standing.
  package var author: Int64? { writer.flatMap { $0 > 0 ? $0 : nil } }

  /// The order of the queue: what is likely bad, complained about and widely read comes first, and what waits longer.
  ///
  /// score + 2 √reports + ½ √(votes + replies) − days since 1970. The last term stands for the waiting time, so that
  /// the order of two comments never depends on when one looks.
  package var risk: Double {
    let parts = riskParts
    return parts.score + parts.reports + parts.reach - Double(at.milliseconds) / 86_400_000
  }

  /// What ``risk`` is made of, beside the waiting time.
  package var riskParts: (score: Double, reports: Double, reach: Double) {
    (score, 2 * Double(reports).squareRoot(), 0.5 * Double(up + down + replies).squareRoot())
  }

  package init(
    seq: Int64, site: Int64, thread: Int64, writer: Int64?, ip: Int64?, parent: Int64?, isReply: Bool,
    isFirst: Bool, at: Timestamp, links: Int, posted: Verdict.Outcome, postedScore: Double,
    state: CommentState
  ) {
    self.seq = seq
    self.site = site
    self.thread = thread
    self.writer = writer
    self.ip = ip
    self.parent = parent
    self.isReply = isReply
    self.isFirst = isFirst
    self.at = at
    self.links = links
    self.posted = posted
    self.postedScore = postedScore
    self.textSeq = seq
    self.state = state
    score = postedScore
  }

  /// Folds what happened next, with entry `seq`; `score` is that of the verdict that came with it.
  mutating func apply(_ fact: CommentFact, score: Double?, seq: Int64, at: Timestamp, settleAfter: Int64) {
    let before = state
    state.apply(fact, seq: seq, at: at, settleAfter: settleAfter)
    guard let score else { return }
    switch fact {
    case .edited where before.status == .published || before.status == .held: self.score = score
    case .questioned where before.status == .published: self.score = score
    case .rejudged where before.human == nil: self.score = score
    case .edited, .questioned, .rejudged, .reported, .judged, .escalated, .snoozed, .noted, .deleted: break
    }
  }

  package init(from row: PreparedQuery) {
    var column = ColumnReader(row)
    seq = column.int()
    site = column.int()
    thread = column.int()
    writer = column.optionalInt()
    ip = column.optionalInt()
    parent = column.optionalInt()
    isReply = column.int() != 0
    isFirst = column.int() != 0
    at = Timestamp(milliseconds: column.int())
    links = Int(column.int())
    posted = Verdict.Outcome(rawValue: Int(column.int())) ?? .publish
    postedScore = column.double()
    shifts = Shifts(
      writer: column.optionalInt(), thread: column.optionalInt(), ip: column.optionalInt(),
      site: column.optionalInt())
    textSeq = column.int()
    let status = CommentStatus(rawValue: column.int())
    state = CommentState(posted: .publish, at: at, settleAfter: 0)
    state.isDeleted = status == .deleted
    state.machine = Verdict.Outcome(rawValue: Int(column.int())) ?? .publish
    state.human = column.optionalInt().flatMap(CommentState.Judgement.init)
    state.isQuestioned = column.int() != 0
    state.isEscalated = column.int() != 0
    state.snoozedUntil = column.optionalInt().map(Timestamp.init(milliseconds:))
    state.due = column.optionalInt().map(Timestamp.init(milliseconds:))
    state.settledAt = column.optionalInt().map(Timestamp.init(milliseconds:))
    let judgement = column.optionalInt().flatMap(CommentState.Judgement.init)
    let judgedSeq = column.int()
    let judgedAt = Timestamp(milliseconds: column.int())
    state.judged = judgement.map { CommentState.Judged(judgement: $0, seq: judgedSeq, at: judgedAt) }
    score = column.double()
    _ = column.double()
    up = Int(column.int())
    down = Int(column.int())
    weighted = column.double()
    voteR = column.double()
    voteS = column.double()
    reports = Int(column.int())
    replies = Int(column.int())
  }

  package func bind(to query: PreparedQuery) {
    var column = ColumnWriter(query)
    column.set(seq)
    column.set(site)
    column.set(thread)
    column.set(writer)
    column.set(ip)
    column.set(parent)
    column.set(isReply)
    column.set(isFirst)
    column.set(at.milliseconds)
    column.set(Int64(links))
    column.set(Int64(posted.rawValue))
    column.set(postedScore)
    column.set(shifts.writer)
    column.set(shifts.thread)
    column.set(shifts.ip)
    column.set(shifts.site)
    column.set(textSeq)
    column.set(state.status.rawValue)
    column.set(Int64(state.machine.rawValue))
    column.set(state.human?.rawValue)
    column.set(state.isQuestioned)
    column.set(state.isEscalated)
    column.set(state.snoozedUntil?.milliseconds)
    column.set(state.due?.milliseconds)
    column.set(state.settledAt?.milliseconds)
    column.set(state.judged?.judgement.rawValue)
    column.set(state.judged?.seq)
    column.set(state.judged?.at.milliseconds)
    column.set(score)
    column.set(risk)
    column.set(Int64(up))
    column.set(Int64(down))
    column.set(weighted)
    column.set(voteR)
    column.set(voteS)
    column.set(Int64(reports))
    column.set(Int64(replies))
  }
}
