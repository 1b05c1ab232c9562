package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// One decision about all comments that a filter means: first chosen and shown, then made, in one transaction and as one
/// batch, which one undo takes back.
///
/// What is decided about is what was chosen, as it was then: a comment that somebody decided about, edited or deleted
/// meanwhile is left alone. The choice is kept in a temporary table, so that memory does not grow with it.
package final class BulkDecision {
  private let workspace: Workspace
  private let moderator: String
  private let now: Timestamp

  /// Comments shown before.
  private static let samples = 3
  /// Decisions between two write-backs.
  private static let portion = 500

  package init(_ workspace: Workspace, by moderator: String, at now: Timestamp) {
    self.workspace = workspace
    self.moderator = moderator
    self.now = now
  }

  /// What was chosen.
  package struct Choice: Sendable {
    package var count = 0
    /// The first of them.
    package var samples: [CommentSummary] = []
  }

  /// What came of it.
  package struct Report: Sendable {
    package var site = ""
    package var decided = 0
    /// Those that were no longer what had been chosen.
    package var overtaken = 0
    /// Those that are decided so already.
    package var standing = 0
    /// Those of whose text nothing is left to judge.
    package var erased = 0
    /// The status of each that changed.
    package var changed = 0
    /// What an undo names; nil if nothing was decided.
    package var batch: String?
    /// The entries.
    package var first: Int64 = 0
    package var last: Int64 = 0
  }

  /// Chooses what `filter` means on `site`; without one all must be of the same site, since ids and batches are a site's.
  package func choose(
    _ filter: CommentFilter, site: String?
  ) throws(LogError) -> Result<Choice, FindFailure> {
    try workspace.reading { () throws(LogError) in
      if let site, case .failure(let failure) = try Finder(workspace).onlySite(site) {
        return .failure(failure)
      }
      try execute(
        workspace.database,
        """
        DROP TABLE IF EXISTS temp.chosen;
        CREATE TEMP TABLE chosen (
          seq INTEGER PRIMARY KEY, site INTEGER, text INTEGER, status INTEGER, judged INTEGER, escalated INTEGER
        ) STRICT
        """)
      let put = try PreparedQuery(workspace.database, "INSERT INTO temp.chosen VALUES (?,?,?,?,?,?)")
      let reader = try CommentReader(workspace)
      var choice = Choice()
      try CommentSearch(workspace, filter, site: site, now: now).visit { (row) throws(LogError) in
        put.bind(1, row.seq)
        put.bind(2, row.site)
        put.bind(3, row.textSeq)
        put.bind(4, row.state.status.rawValue)
        put.bind(5, row.state.judged?.seq)
        put.bind(6, Int64(row.state.isEscalated ? 1 : 0))
        try put.run()
        choice.count += 1
        if choice.samples.count < BulkDecision.samples, let sample = try reader.summary(of: row) {
          choice.samples.append(sample)
        }
      }
      let sites = try chosenSites()
      return sites.count > 1 ? .failure(.severalSites(sites)) : .success(choice)
    }
  }

  /// Decides about what was chosen.
  package func apply(
    _ verb: Decision.Verb, details: Moderation.Details
  ) throws(LogError) -> Result<Report, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      let moderation = Moderation(workspace, by: moderator, at: now)
      let hasClaims = try ClaimBoard.exists(in: workspace)
      var report = Report()
      let chosen = try PreparedQuery(
        workspace.database, "SELECT seq, text, status, judged, escalated FROM temp.chosen ORDER BY seq")
      defer { chosen.reset() }
      while try chosen.step() {
        guard let row = try workspace.projections.comments.row(chosen.int(0)),
          let comment = try workspace.log.entry(row.seq)
        else { continue }
        guard row.textSeq == chosen.int(1), row.state.status.rawValue == chosen.int(2),
          row.state.judged?.seq == chosen.optionalInt(3), row.state.isEscalated == (chosen.int(4) != 0)
        else {
          report.overtaken += 1
          continue
        }
        switch try moderation.objection(
          verb, to: Finder.Found(site: comment.site, id: comment.id, seq: row.seq), until: details.until)
        {
        case .none: break
        case .standing:
          report.standing += 1
          continue
        case .erased:
          report.erased += 1
          continue
        }
        let batch: String
        if let known = report.batch { batch = known } else { batch = try moderation.newBatch() }
        switch try moderation.make(
          verb, .comment(comment.id), site: comment.site, details: details, batch: batch)
        {
        case .success(let made):
          if report.batch == nil { report.first = made.entry.seq }
          report.batch = batch
          report.site = comment.site
          report.last = made.entry.seq
          report.decided += 1
          report.changed += made.changes.count
          if hasClaims { try Claims.drop(row.seq, of: moderator, in: workspace) }
        case .failure(let failure):
          workspace.rollback()
          return .failure(failure)
        }
        if report.decided.isMultiple(of: BulkDecision.portion) { try workspace.writeBack() }
      }
      return .success(report)
    }
  }

  private func chosenSites() throws(LogError) -> [String] {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT name FROM \(workspace.layer.readName("site"))
      WHERE no IN (SELECT DISTINCT site FROM temp.chosen) ORDER BY no
      """)
    var names: [String] = []
    while try query.step() { names.append(query.string(0)) }
    return names
  }
}
