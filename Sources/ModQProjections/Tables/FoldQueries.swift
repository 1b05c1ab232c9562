import ModQEventLog

/// The statements that folding and judging run beside those of the row caches.
struct FoldQueries {
  let insertRuleset: PreparedQuery
  let insertChange: PreparedQuery
  let insertFact: PreparedQuery
  let insertPending: PreparedQuery
  let pendingFor: PreparedQuery
  let isAwaited: PreparedQuery
  let isPending: PreparedQuery
  let putReport: PreparedQuery
  let hasReported: PreparedQuery
  let reportsOnComment: PreparedQuery
  let insertReaction: PreparedQuery
  let putVote: PreparedQuery
  let getVote: PreparedQuery
  let votesOnComment: PreparedQuery
  let votesByVoter: PreparedQuery
  let votesForAuthor: PreparedQuery
  let weighedVotesForAuthor: PreparedQuery
  let recentVotes: PreparedQuery
  let upvotes: PreparedQuery
  let votesAround: PreparedQuery
  let putEvidence: PreparedQuery
  let evidenceOfComment: PreparedQuery
  let evidenceOfAuthor: PreparedQuery
  let commentsOfAuthor: PreparedQuery
  let recentComments: PreparedQuery
  let firstOfThread: PreparedQuery
  let firstOfSite: PreparedQuery
  let duesOfAuthor: PreparedQuery
  let factsOfComment: PreparedQuery
  let decisionsOnComment: PreparedQuery
  let decisionsOnAuthor: PreparedQuery
  let decisionsOnSubject: PreparedQuery
  let decisionsOfBatch: PreparedQuery
  let latestOnComment: PreparedQuery
  let insertUndo: PreparedQuery
  let targetsOfUndo: PreparedQuery
  let undosOfTarget: PreparedQuery
  let rulingOnSubject: PreparedQuery
  let hasRulings: PreparedQuery
  let authorsByKey: PreparedQuery
  let authorsBySkeleton: PreparedQuery
  let changesOfEntry: PreparedQuery
  let lastReaction: PreparedQuery
  let labelCount: PreparedQuery
  let lastLabels: PreparedQuery
  let firstOfRuleset: PreparedQuery
  let judgedEvents: PreparedQuery

  init(_ store: Store) throws(LogError) {
    func query(_ sql: String) throws(LogError) -> PreparedQuery { try store.query(sql) }
    func upsert(_ table: Table) throws(LogError) -> PreparedQuery { try store.upsert(table) }
    func from(_ table: Table) -> String { store.name(table) }

    insertRuleset = try upsert(Tables.ruleset)
    insertChange = try upsert(Tables.change)
    insertFact = try upsert(Tables.fact)
    factsOfComment = try query(
      "SELECT seq, kind, value, at, score FROM \(from(Tables.fact)) WHERE comment = ? ORDER BY seq, kind")

    insertPending = try upsert(Tables.pending)
    pendingFor = try query(
      "SELECT seq FROM \(from(Tables.pending)) WHERE target = ? AND site = ? AND done = 0 ORDER BY seq")
    isAwaited = try query("SELECT 1 FROM \(from(Tables.pending)) WHERE target = ? AND done = 0 LIMIT 1")
    isPending = try query("SELECT 1 FROM \(from(Tables.pending)) LIMIT 1")

    putReport = try upsert(Tables.report)
    hasReported = try query("SELECT 1 FROM \(from(Tables.report)) WHERE comment = ? AND reporter = ?")
    reportsOnComment = try query(
      "SELECT reporter, seq, outcome FROM \(from(Tables.report)) WHERE comment = ? ORDER BY seq")
    insertReaction = try upsert(Tables.reaction)
    lastReaction = try query(
      "SELECT at FROM \(from(Tables.reaction)) WHERE writer = ? ORDER BY seq DESC LIMIT 1")

    putVote = try upsert(Tables.vote)
    getVote = try query(
      "SELECT value, weight, r, s FROM \(from(Tables.vote)) WHERE author = ? AND comment = ? AND voter = ?")
    votesByVoter = try query(
      """
      SELECT comment, r, s FROM \(from(Tables.vote)) WHERE voter = ? AND author = ? AND at > ? AND comment <> ?
      ORDER BY comment
      """)
    votesOnComment = try query(
      """
      SELECT seq, voter, value, weight, r, s FROM \(from(Tables.vote)) WHERE comment = ? AND voter <> ?
      ORDER BY seq
      """)
    votesForAuthor = try query(
      "SELECT seq, voter, comment, at, r, s FROM \(from(Tables.vote)) WHERE author = ? AND (r > 0 OR s > 0)"
    )
    weighedVotesForAuthor = try query(
      """
      SELECT seq, comment, at, r, s, value, discount FROM \(from(Tables.vote))
      WHERE author = ? AND (r > 0 OR s > 0 OR discount > 0)
      """)
    recentVotes = try query(
      """
      SELECT author, comment, value, at FROM \(from(Tables.vote))
      WHERE voter = ? AND value <> 0 AND comment <> ? ORDER BY seq DESC LIMIT ?
      """)
    upvotes = try query(
      """
      SELECT count(*) FROM (SELECT 1 FROM \(from(Tables.vote))
      WHERE voter = ? AND author = ? AND value > 0 AND at > ? AND comment <> ? LIMIT ?)
      """)
    votesAround = try query(
      """
      SELECT voter, at FROM \(from(Tables.vote))
      WHERE comment = ? AND at >= ? AND at <= ? AND value = ? AND voter <> ?
      ORDER BY at, value, author, voter LIMIT ?
      """)

    putEvidence = try upsert(Tables.evidence)
    evidenceOfComment = try query(
      """
      SELECT kind, seq, folded, at, r, s, void FROM \(from(Tables.evidence))
      WHERE author = ? AND comment = ? ORDER BY kind
      """
    )
    evidenceOfAuthor = try query(
      "SELECT comment, kind, seq, folded, at, r, s FROM \(from(Tables.evidence)) WHERE author = ? AND void = 0"
    )

    commentsOfAuthor = try query("SELECT seq, thread, at FROM \(from(Tables.comment)) WHERE writer = ?")
    recentComments = try query(
      """
      SELECT seq, writer, at + site_shift FROM \(from(Tables.comment))
      WHERE site = ? AND site_shift IS NOT NULL ORDER BY seq DESC LIMIT ?
      """)
    firstOfThread = try query(
      """
      SELECT at + thread_shift FROM \(from(Tables.comment))
      WHERE thread = ? AND thread_shift IS NOT NULL ORDER BY seq LIMIT 1
      """)
    firstOfSite = try query(
      """
      SELECT at + site_shift FROM \(from(Tables.comment))
      WHERE site = ? AND site_shift IS NOT NULL ORDER BY seq LIMIT 1
      """)
    duesOfAuthor = try query(
      "SELECT due, seq FROM \(from(Tables.comment)) WHERE writer = ? AND due IS NOT NULL ORDER BY due, seq")

    let decision = from(Tables.decision)
    decisionsOnComment = try query("SELECT seq FROM \(decision) WHERE comment = ? ORDER BY seq")
    decisionsOnAuthor = try query("SELECT seq FROM \(decision) WHERE author = ? ORDER BY seq")
    decisionsOnSubject = try query(
      "SELECT seq FROM \(decision) WHERE subject = ? AND field = ? AND site = ? ORDER BY seq")
    decisionsOfBatch = try query("SELECT seq FROM \(decision) WHERE batch = ? AND site = ? ORDER BY seq")
    latestOnComment = try query(
      """
      SELECT seq FROM \(decision) WHERE comment = ? AND seq < ? AND undone = 0 AND verb <> 'undo'
      ORDER BY seq DESC LIMIT 1
      """)
    rulingOnSubject = try query(
      """
      SELECT seq FROM \(decision) WHERE subject = ? AND field = ? AND site = ? AND undone = 0
      ORDER BY seq DESC LIMIT 1
      """)
    hasRulings = try query("SELECT 1 FROM \(decision) WHERE subject IS NOT NULL LIMIT 1")

    changesOfEntry = try query("SELECT 1 FROM \(from(Tables.change)) WHERE no >= ? AND no < ? LIMIT 1")
    authorsByKey = try query(
      "SELECT no FROM \(from(Tables.author)) WHERE nick_key = ? AND site = ? ORDER BY no")
    authorsBySkeleton = try query(
      """
      SELECT no FROM \(from(Tables.author)) WHERE skeleton = ? AND site = ? ORDER BY no
      LIMIT \(SkeletonIndex.looked)
      """)

    labelCount = try query("SELECT coalesce(sum(n), 0) FROM \(from(Tables.tally)) WHERE name = 'label'")
    lastLabels = try query(
      """
      SELECT judged_seq, judged, seq FROM \(from(Tables.comment)) WHERE judged_seq IS NOT NULL
      ORDER BY judged_seq DESC LIMIT ? OFFSET ?
      """)

    firstOfRuleset = try query(
      "SELECT seq FROM \(from(Tables.ruleset)) WHERE digest = ? ORDER BY seq LIMIT 1")
    judgedEvents = try query("SELECT coalesce(sum(n), 0) FROM \(from(Tables.tally)) WHERE name = 'verdict'")

    insertUndo = try upsert(Tables.undo)
    targetsOfUndo = try query("SELECT target FROM \(from(Tables.undo)) WHERE undo = ? ORDER BY target")
    undosOfTarget = try query("SELECT undo FROM \(from(Tables.undo)) WHERE target = ? AND undo < ?")
  }
}
