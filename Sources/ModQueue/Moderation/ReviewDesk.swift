package import ModQEvent
package import ModQEventLog
package import ModQProjections

/// One moderator's place at the queue: hands out comments that nobody else is looking at, and takes decisions about what
/// was seen.
package final class ReviewDesk {
  private let workspace: Workspace
  private let moderator: String
  private let claims: Claims
  private let judges: RecordedJudges
  private let version: PreparedQuery
  private var seenVersion: Int64 = 0
  /// The comment of a sample that was claimed last: the next is looked for below it.
  private var place: Int64?
  /// Says that this session is alive.
  private var mark: SessionMark?

  /// How many waiting comments are counted before it is only said that there are more.
  package static let countedAtMost = 1_000
  /// Comments of a thread that are read on each side of one.
  private static let threadSide = 100

  /// A session of its own; what earlier ones of this moderator had in hand when they were killed is free again.
  package convenience init(_ workspace: Workspace, by moderator: String, at now: Timestamp) throws(LogError) {
    let mark = try SessionMark(beside: workspace.file.place)
    try self.init(workspace, by: moderator, session: mark.name)
    self.mark = mark
    _ = try claims.releaseOfGoneSessions(at: now)
  }

  /// What `session` says tells this one from others of the same moderator.
  package init(_ workspace: Workspace, by moderator: String, session: String) throws(LogError) {
    self.workspace = workspace
    self.moderator = moderator
    claims = try Claims(workspace, by: moderator, holder: session)
    judges = RecordedJudges(workspace)
    version = try PreparedQuery(workspace.database, "PRAGMA data_version")
  }

  /// What came of decisions on comments that had been looked at.
  package struct Decided: Sendable {
    package var made: [Moderation.Made] = []
    /// The comments that somebody else decided about, or that were edited or deleted, since they were looked at: nothing
    /// was decided about these.
    package var overtaken: [Overtaken] = []
    /// Those that stood already as they were looked at.
    package var standing: [Moderation.Standing] = []
    /// Another process kept the log after a part was made: nothing was decided about the rest.
    package var isCutShort = false
    /// Why nothing was decided about those of a site, after a part was made elsewhere.
    package var failure: FindFailure?
  }

  /// A comment that is no longer what was looked at.
  package struct Overtaken: Sendable {
    package var stamp: ReviewStamp
    package var status: CommentStatus
    /// Who decided last, if a decision is in force.
    package var by: String?
    package var isEdited: Bool
    package var isErased: Bool
  }

  // MARK: Looking

  /// Claims the next comment of `query` in `round`; nil if there is none for this session.
  ///
  /// A sample is gone on with where it was, and looked through from the newest comment once more at its end, for what
  /// came or was given back meanwhile.
  package func claimNext(
    _ query: QueueListing.Query, passing passed: Set<Int64>, in round: ReviewRound, at now: Timestamp
  ) throws(LogError) -> Int64? {
    if let place,
      let next = try claims.claimNext(query, passing: passed, in: round, below: place, at: now)
    {
      self.place = next
      return next
    }
    var next = try claims.claimNext(query, passing: passed, in: round, at: now)
    if next == nil, try claims.releaseOfGoneSessions(at: now) {
      next = try claims.claimNext(query, passing: passed, in: round, at: now)
    }
    if case .sample = round { place = next }
    return next
  }

  /// A sample is gone on with from this comment, which was shown before; nil for its start.
  package func goBack(to comment: Int64?) {
    place = comment
  }

  /// Why `filter` would find nothing, if a name in it is nothing's.
  package func unknownName(in filter: CommentFilter, site: String?) throws(LogError) -> FilterFault? {
    try workspace.reading { () throws(LogError) in try filter.unknownName(in: workspace, site: site) }
  }

  /// All about the comment with this number.
  package func item(_ seq: Int64) throws(LogError) -> ReviewItem? {
    try workspace.reading { () throws(LogError) in
      try ReviewItem(workspace, comment: seq, judges: judges)
    }
  }

  /// The comments of the thread around one of them, which is among them.
  package func thread(around seq: Int64) throws(LogError) -> [CommentPage.Neighbour] {
    try workspace.reading { () throws(LogError) in
      try CommentPage.thread(workspace, around: seq, side: ReviewDesk.threadSide)
    }
  }

  /// How many comments wait on `site`, or on all, escalated ones apart; at most one more than ``countedAtMost``.
  package func waiting(site: String?, at now: Timestamp) throws(LogError) -> Int {
    try workspace.reading { () throws(LogError) in
      let count = try PreparedQuery(
        workspace.database,
        """
        SELECT count(*) FROM (
          SELECT 1 FROM \(workspace.layer.readName("comment")) AS c
          WHERE status = 1 AND +escalated = 0 AND (+snoozed_until IS NULL OR +snoozed_until <= ?1)
            AND \(workspace.layer.hasText)
            AND (?2 IS NULL OR (SELECT name FROM \(workspace.layer.readName("site")) WHERE no = c.site) = ?2)
          LIMIT \(ReviewDesk.countedAtMost + 1))
        """)
      count.bind(1, now.milliseconds)
      count.bind(2, site)
      defer { count.reset() }
      return try count.step() ? Int(count.int(0)) : 0
    }
  }

  /// How many of the comments that wait on `site`, or on all, others have in hand.
  package func inOtherHands(site: String?, at now: Timestamp) throws(LogError) -> Int {
    try workspace.reading { () throws(LogError) in try claims.elsewhere(site: site, at: now) }
  }

  /// Whether another process committed something since the last call; so at the first.
  package func hasNews() throws(LogError) -> Bool {
    defer { version.reset() }
    let current = try version.step() ? version.int(0) : 0
    defer { seenVersion = current }
    return current != seenVersion
  }

  // MARK: Leases

  /// Claims or renews; the ones that somebody else has are returned.
  package func renew(_ comments: [Int64], at now: Timestamp) throws(LogError) -> [Int64] {
    try claims.renew(comments, at: now)
  }

  package func release(_ comments: [Int64], at now: Timestamp) throws(LogError) {
    try claims.release(comments, at: now)
  }

  // MARK: Deciding

  /// Decides about comments as they were seen, in one transaction for each site.
  ///
  /// Several are one batch, which one undo takes back. What was made is returned if another process keeps the log
  /// after that, or if a later site refuses: it stands, and is to be named.
  package func decide(
    _ verb: Decision.Verb, _ stamps: [ReviewStamp], reason: String?, at now: Timestamp
  ) throws(LogError) -> Result<Decided, FindFailure> {
    var decided = Decided()
    for site in stamps.map(\.site).distinctBytes {
      let ours = stamps.filter { $0.site.utf8.elementsEqual(site.utf8) }
      do throws(LogError) {
        switch try decide(verb, ours, site: site, reason: reason, at: now) {
        case .success(let part):
          decided.made += part.made
          decided.overtaken += part.overtaken
          decided.standing += part.standing
        case .failure(let failure):
          guard !decided.made.isEmpty else { return .failure(failure) }
          decided.failure = failure
          return .success(decided)
        }
      } catch {
        guard case .busy = error, !decided.made.isEmpty else { throw error }
        decided.isCutShort = true
        return .success(decided)
      }
    }
    return .success(decided)
  }

  private func decide(
    _ verb: Decision.Verb, _ stamps: [ReviewStamp], site: String, reason: String?, at now: Timestamp
  ) throws(LogError) -> Result<Decided, FindFailure> {
    // The moderation below goes on in this transaction and commits it: nothing comes between the look and the decision.
    try workspace.begin()
    do throws(LogError) {
      var overtaken: [Overtaken] = []
      for stamp in stamps {
        if let found = try self.overtaken(stamp) { overtaken.append(found) }
      }
      let gone = Set(overtaken.map(\.stamp.seq))
      let left = stamps.filter { !gone.contains($0.seq) }
      guard !left.isEmpty else {
        workspace.rollback()
        return .success(Decided(overtaken: overtaken))
      }
      return try Moderation(workspace, by: moderator, at: now)
        .decide(verb, comments: left.map(\.id), site: site, details: Moderation.Details(reason: reason))
        .map { Decided(made: $0.made, overtaken: overtaken, standing: $0.standing) }
    } catch {
      workspace.rollback()
      throw error
    }
  }

  private func overtaken(_ stamp: ReviewStamp) throws(LogError) -> Overtaken? {
    guard let row = try workspace.projections.comments.row(stamp.seq) else { return nil }
    let isErased = try workspace.isErased(row)
    guard ReviewStamp(row, site: stamp.site, id: stamp.id, isErased: isErased) != stamp else { return nil }
    let decision = try row.state.judged.flatMap { (judged) throws(LogError) in
      try workspace.projections.decisions.row(judged.seq)
    }
    return Overtaken(
      stamp: stamp, status: row.state.status, by: decision?.by, isEdited: row.textSeq != stamp.textSeq,
      isErased: isErased && !stamp.isErased)
  }

  /// Blocks or trusts nicknames, in one transaction for each site; several of a site are one batch.
  ///
  /// What can't be blocked or trusted is passed over, and the last failure told. What was made is returned if another
  /// process keeps the log after that.
  package func rule(
    _ verb: Decision.Verb, _ nicks: [(site: String, nick: String)], at now: Timestamp
  ) throws(LogError) -> Decided {
    var decided = Decided()
    for site in nicks.map(\.site).distinctBytes {
      let ours = nicks.filter { $0.site.utf8.elementsEqual(site.utf8) }.map(\.nick).distinctBytes
      do throws(LogError) {
        let (outcome, failure) = try Moderation(workspace, by: moderator, at: now)
          .rule(verb, nicks: ours, site: site, details: Moderation.Details())
        decided.made += outcome.made
        decided.standing += outcome.standing
        decided.failure = failure ?? decided.failure
      } catch {
        guard case .busy = error, !decided.made.isEmpty else { throw error }
        decided.isCutShort = true
        return decided
      }
    }
    return decided
  }

  /// Takes back the decision or the batch with this id.
  package func undo(
    _ id: String, site: String, at now: Timestamp
  ) throws(LogError) -> Result<Moderation.Made, FindFailure> {
    try Moderation(workspace, by: moderator, at: now).undo(id, site: site, reason: nil)
  }
}

extension [String] {
  /// Each once, in order; told apart by their bytes.
  fileprivate var distinctBytes: [String] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert([UInt8]($0.utf8)).inserted }
  }
}
