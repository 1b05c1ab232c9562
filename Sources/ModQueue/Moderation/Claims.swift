package import ModQEvent
package import ModQEventLog
import ModQProjections

/// Who is looking at which comment right now: leases by the wall clock, so that two reviewers never work on the same one.
///
/// A lease is neither log nor projection: it proves nothing, is not exported, and a replay leaves it alone. It ends when
/// it is given back, or by itself when its holder does not renew it: a reviewer that was killed blocks nobody for long.
package final class Claims {
  let workspace: Workspace
  /// The moderator's name, for others to read.
  let moderator: String
  /// Tells two sessions of one moderator apart.
  let holder: String

  /// What the moderator had claimed by a command before this session took it: it is theirs again when the session leaves it.
  private var claimedByName: Set<Int64> = []

  /// How long a lease holds without being renewed: long enough to read a thread, short enough to wait for.
  package static let leaseMilliseconds: Int64 = 5 * 60_000

  /// Makes the table if this file has none yet.
  package init(_ workspace: Workspace, by moderator: String, holder: String) throws(LogError) {
    self.workspace = workspace
    self.moderator = moderator
    self.holder = holder
    try workspace.transaction { () throws(LogError) in
      try execute(
        workspace.database,
        """
        CREATE TABLE IF NOT EXISTS claim (
          comment INTEGER PRIMARY KEY, by TEXT NOT NULL, holder TEXT NOT NULL, until INTEGER NOT NULL
        ) STRICT
        """)
    }
  }

  /// Claims the first comment of `query` in a round that is not claimed by somebody else and is none of `passed`.
  ///
  /// The search reads; only taking the lease writes. In a sample it starts below the comment with the number `place`.
  ///
  /// - Returns: the comment's `seq`; nil if nothing is left.
  package func claimNext(
    _ query: QueueListing.Query, passing passed: Set<Int64>, in round: ReviewRound = .waiting,
    below place: Int64? = nil, at now: Timestamp
  ) throws(LogError) -> Int64? {
    var passed = passed
    while let found = try firstFree(query, passing: passed, in: round, below: place, at: now) {
      if try renew([found], at: now).isEmpty { return found }
      // Somebody was quicker.
      passed.insert(found)
    }
    return nil
  }

  /// Claims these comments, or renews the leases on them, in one transaction.
  ///
  /// - Returns: those that somebody else has.
  package func renew(_ comments: [Int64], at now: Timestamp) throws(LogError) -> [Int64] {
    guard !comments.isEmpty else { return [] }
    return try workspace.transaction { () throws(LogError) in
      let put = try PreparedQuery(
        workspace.database,
        """
        INSERT INTO claim (comment, by, holder, until) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (comment) DO UPDATE SET by = ?2, holder = ?3, until = ?4
        WHERE until <= ?5 OR holder IN (?3, ?6)
        """)
      let byName = try PreparedQuery(
        workspace.database, "SELECT 1 FROM claim WHERE comment = ?1 AND holder = ?2 AND until > ?3")
      var lost: [Int64] = []
      for comment in comments {
        byName.bind(1, comment)
        byName.bind(2, Claims.holder(of: moderator))
        byName.bind(3, now.milliseconds)
        if try byName.step() { claimedByName.insert(comment) }
        byName.reset()
        put.bind(1, comment)
        put.bind(2, moderator)
        put.bind(3, holder)
        put.bind(4, now.advanced(by: Claims.leaseMilliseconds).milliseconds)
        put.bind(5, now.milliseconds)
        put.bind(6, Claims.holder(of: moderator))
        try put.run()
        if try holderElsewhere(of: comment, at: now) != nil { lost.append(comment) }
      }
      return lost
    }
  }

  /// Gives leases back, those that were claimed by a command to their moderator if the comment is held still, and removes those
  /// that ended long ago.
  package func release(_ comments: [Int64], at now: Timestamp) throws(LogError) {
    guard !comments.isEmpty else { return }
    try workspace.transaction { () throws(LogError) in
      let remove = try PreparedQuery(
        workspace.database, "DELETE FROM claim WHERE comment = ?1 AND holder = ?2 OR until < ?3")
      let giveBack = try PreparedQuery(
        workspace.database,
        """
        UPDATE claim SET holder = ?3, until = ?4 WHERE comment = ?1 AND holder = ?2
          AND EXISTS (SELECT 1 FROM \(workspace.layer.readName("comment")) WHERE seq = ?1 AND status = 1)
        """)
      for comment in comments {
        if claimedByName.remove(comment) != nil {
          giveBack.bind(1, comment)
          giveBack.bind(2, holder)
          giveBack.bind(3, Claims.holder(of: moderator))
          giveBack.bind(4, now.advanced(by: Claims.leaseMilliseconds).milliseconds)
          try giveBack.run()
        }
        remove.bind(1, comment)
        remove.bind(2, holder)
        remove.bind(3, now.advanced(by: -Claims.leaseMilliseconds).milliseconds)
        try remove.run()
      }
    }
  }

  /// Gives back what sessions of this moderator had in hand that were killed; whether there was any.
  func releaseOfGoneSessions(at now: Timestamp) throws(LogError) -> Bool {
    let holders = try PreparedQuery(
      workspace.database, "SELECT DISTINCT holder FROM claim WHERE by = ?1 AND holder <> ?2 AND until > ?3")
    holders.bind(1, moderator)
    holders.bind(2, holder)
    holders.bind(3, now.milliseconds)
    var gone: [String] = []
    while try holders.step() {
      let name = holders.string(0)
      if SessionMark.isGone(name, beside: workspace.file.place) { gone.append(name) }
    }
    guard !gone.isEmpty else { return false }
    try workspace.transaction { () throws(LogError) in
      let remove = try PreparedQuery(workspace.database, "DELETE FROM claim WHERE holder = ?1")
      for name in gone {
        remove.bind(1, name)
        try remove.run()
      }
    }
    return true
  }

  /// The name of the other reviewer who has this comment; nil if nobody has it, this session, or the same moderator by a
  /// command.
  package func holderElsewhere(of comment: Int64, at now: Timestamp) throws(LogError) -> String? {
    let find = try PreparedQuery(
      workspace.database, "SELECT by FROM claim WHERE comment = ?1 AND holder NOT IN (?2, ?4) AND until > ?3")
    find.bind(1, comment)
    find.bind(2, holder)
    find.bind(3, now.milliseconds)
    find.bind(4, Claims.holder(of: moderator))
    defer { find.reset() }
    return try find.step() ? find.string(0) : nil
  }

  /// How many comments that wait on `site`, or on all, others have.
  func elsewhere(site: String?, at now: Timestamp) throws(LogError) -> Int {
    let count = try PreparedQuery(
      workspace.database,
      """
      SELECT count(*) FROM claim JOIN \(workspace.layer.readName("comment")) AS c ON c.seq = claim.comment
      WHERE claim.until > ?1 AND claim.holder NOT IN (?2, ?3) AND c.status = 1 AND c.escalated = 0
        AND (c.snoozed_until IS NULL OR c.snoozed_until <= ?1) AND \(workspace.layer.hasText)
        AND (?4 IS NULL OR (SELECT name FROM \(workspace.layer.readName("site")) WHERE no = c.site) = ?4)
      """)
    count.bind(1, now.milliseconds)
    count.bind(2, holder)
    count.bind(3, Claims.holder(of: moderator))
    count.bind(4, site)
    defer { count.reset() }
    return try count.step() ? Int(count.int(0)) : 0
  }

  private func firstFree(
    _ query: QueueListing.Query, passing passed: Set<Int64>, in round: ReviewRound, below place: Int64?,
    at now: Timestamp
  ) throws(LogError) -> Int64? {
    var query = query
    query.now = now
    return try workspace.reading { () throws(LogError) in
      var found: Int64?
      try round.visit(workspace, query, below: place) { (item) throws(LogError) in
        let comment = item.row.seq
        guard !passed.contains(comment) else { return true }
        if item.claimedBy != nil, try holderElsewhere(of: comment, at: now) != nil { return true }
        found = comment
        return false
      }
      return found
    }
  }
}
