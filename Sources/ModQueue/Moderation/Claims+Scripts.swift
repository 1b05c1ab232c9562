package import ModQEvent
package import ModQEventLog
import ModQProjections

/// Claims of who works with one command after the other: a lease is the moderator's, whichever command took it.
extension Claims {
  /// The claims of this moderator, made and given back by separate commands.
  package convenience init(_ workspace: Workspace, byName moderator: String) throws(LogError) {
    try self.init(workspace, by: moderator, holder: Claims.holder(of: moderator))
  }

  /// Sessions have holders of another form.
  static func holder(of moderator: String) -> String { "name:\(moderator)" }

  /// Claims the first `limit` comments of `query` that nobody has, not even this moderator; of two who ask at once none
  /// gets what the other got.
  package func claimFree(
    _ query: QueueListing.Query, limit: Int, at now: Timestamp
  ) throws(LogError) -> [CommentSummary] {
    try workspace.transaction { () throws(LogError) in
      // What others appended and this transaction folded is listed too.
      try workspace.writeBack()
      var query = query
      query.now = now
      query.limit = nil
      var found: [CommentSummary] = []
      try QueueListing(workspace, query).visit { (item) throws(LogError) in
        if item.claimedBy == nil { found.append(item) }
        return found.count < limit
      }
      try put(found.map(\.row.seq), at: now)
      for index in found.indices { found[index].claimedBy = moderator }
      return found
    }
  }

  /// What came of claiming comments by their ids.
  package struct Claimed: Sendable {
    package var comments: [Finder.Found] = []
    /// Those that somebody else has.
    package var others: [(comment: Finder.Found, by: String)] = []
  }

  /// Claims comments by their ids, or renews the claims on them; with `isStealing` also those that somebody else has.
  package func claim(
    _ ids: [String], site: String?, isStealing: Bool, at now: Timestamp
  ) throws(LogError) -> Result<Claimed, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      let finder = Finder(workspace)
      var claimed = Claimed()
      for id in ids {
        switch try finder.comment(id, site: site) {
        case .success(let comment):
          if !isStealing, let other = try holderElsewhere(of: comment.seq, at: now) {
            claimed.others.append((comment, other))
          } else {
            claimed.comments.append(comment)
          }
        case .failure(let failure): return .failure(failure)
        }
      }
      try put(claimed.comments.map(\.seq), at: now)
      return .success(claimed)
    }
  }

  /// Gives back the claims on these comments, or all of this moderator's where none are named; returns how many.
  package func unclaim(
    _ ids: [String], site: String?, at now: Timestamp
  ) throws(LogError) -> Result<Int, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      let finder = Finder(workspace)
      var numbers: [Int64] = []
      for id in ids {
        switch try finder.comment(id, site: site) {
        case .success(let comment): numbers.append(comment.seq)
        case .failure(let failure): return .failure(failure)
        }
      }
      if ids.isEmpty {
        let all = try PreparedQuery(
          workspace.database, "SELECT comment FROM claim WHERE holder = ?1 AND until > ?2 ORDER BY comment")
        all.bind(1, holder)
        all.bind(2, now.milliseconds)
        while try all.step() { numbers.append(all.int(0)) }
      }
      var count = 0
      for number in numbers {
        guard try Claims.drop(number, of: moderator, in: workspace) else { continue }
        count += 1
      }
      return .success(count)
    }
  }

  /// Ends the lease that a moderator's commands have on a comment; whether there was one.
  ///
  /// Call inside a transaction.
  @discardableResult
  static func drop(
    _ comment: Int64, of moderator: String, in workspace: Workspace
  ) throws(LogError) -> Bool {
    let remove = try PreparedQuery(
      workspace.database, "DELETE FROM claim WHERE comment = ?1 AND holder = ?2 RETURNING 1")
    remove.bind(1, comment)
    remove.bind(2, holder(of: moderator))
    var wasThere = false
    while try remove.step() { wasThere = true }
    return wasThere
  }

  /// Takes leases, whoever had them.
  private func put(_ comments: [Int64], at now: Timestamp) throws(LogError) {
    let put = try PreparedQuery(
      workspace.database, "INSERT OR REPLACE INTO claim (comment, by, holder, until) VALUES (?1, ?2, ?3, ?4)")
    for comment in comments {
      put.bind(1, comment)
      put.bind(2, moderator)
      put.bind(3, holder)
      put.bind(4, now.advanced(by: Claims.leaseMilliseconds).milliseconds)
      try put.run()
    }
  }
}
