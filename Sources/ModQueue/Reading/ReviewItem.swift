package import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// All that a moderator wants to know before deciding about one comment.
package struct ReviewItem: Sendable {
  package var page: CommentPage
  /// Why it was judged so; nil where no verdict is recorded.
  package var explanation: Explanation?
  /// The author's latest other comments, newest first.
  package var history: [Past]
  /// Other authors of the site whose names look the same.
  package var lookAlikes: [LookAlike]
  /// The latest reports, newest first.
  package var complaints: [Complaint]

  /// What is read of each kind at most: what fits on a screen or two.
  private enum Bound {
    static let past = 5
    static let complaints = 10
  }

  /// Another comment by the same author.
  package struct Past: Sendable {
    package var id: String
    package var thread: String
    package var at: Timestamp
    package var status: CommentStatus
    /// What the machine said of its current text.
    package var verdict: Verdict.Outcome
    package var score: Double
    /// Nil after an erasure.
    package var body: String?
  }

  /// What somebody reported.
  package struct Complaint: Sendable {
    package var at: Timestamp
    package var reporter: String?
    package var reason: String?
  }

  /// Reads what is known of the comment with number `seq`; nil if there is none.
  ///
  /// `judges` is shared by the items of a session.
  package init?(_ workspace: Workspace, comment seq: Int64, judges: RecordedJudges) throws(LogError) {
    guard let page = try CommentPage(workspace, comment: seq) else { return nil }
    self.page = page
    explanation = try Explanation(workspace, entry: seq, judges: judges)
    let row = page.summary.row
    history = try ReviewItem.history(workspace, of: row)
    lookAlikes =
      try row.author.map { (author) throws(LogError) in try workspace.lookAlikes(of: author) } ?? []
    complaints = row.reports > 0 ? try ReviewItem.complaints(workspace, on: seq) : []
  }

  package var seq: Int64 { page.summary.row.seq }

  /// Where the comment stood when this was read.
  package var stamp: ReviewStamp { ReviewStamp(page.summary) }

  private static func history(_ workspace: Workspace, of row: CommentRow) throws(LogError) -> [Past] {
    guard let writer = row.writer else { return [] }
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(workspace.layer.readName("comment"))
      WHERE writer = ?1 AND seq <> ?2 ORDER BY seq DESC LIMIT ?3
      """)
    find.bind(1, writer)
    find.bind(2, row.seq)
    find.bind(3, Int64(Bound.past))
    let reader = try CommentReader(workspace)
    var found: [Past] = []
    while try find.step() {
      guard let other = try workspace.projections.comments.row(find.int(0)),
        let summary = try reader.summary(of: other)
      else { continue }
      found.append(
        Past(
          id: summary.id, thread: summary.thread, at: summary.at, status: other.state.status,
          verdict: summary.verdict, score: summary.score, body: summary.body))
    }
    return found
  }

  private static func complaints(_ workspace: Workspace, on comment: Int64) throws(LogError) -> [Complaint] {
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT DISTINCT f.seq FROM \(workspace.layer.readName("fact")) AS f
      JOIN \(workspace.layer.readName("event")) AS e ON e.seq = f.seq
      WHERE f.comment = ?1 AND e.kind = 'report' ORDER BY f.seq DESC LIMIT ?2
      """)
    find.bind(1, comment)
    find.bind(2, Int64(Bound.complaints))
    var found: [Complaint] = []
    while try find.step() {
      guard let entry = try workspace.log.entry(find.int(0)), case .report(let report)? = entry.event?.action
      else { continue }
      found.append(Complaint(at: entry.at, reporter: report.reporter, reason: report.reason))
    }
    return found
  }
}

/// Where a comment stood when a moderator saw it: a decision made on what was seen is refused when this has changed.
///
/// Votes, reports and notes that came since change nothing of it.
package struct ReviewStamp: Sendable, Equatable {
  package var seq: Int64
  package var site: String
  package var id: String
  var textSeq: Int64
  var status: CommentStatus
  var judgedSeq: Int64?
  var isEscalated: Bool
  var isErased: Bool

  init(_ summary: CommentSummary) {
    self.init(summary.row, site: summary.site, id: summary.id, isErased: summary.body == nil)
  }

  init(_ row: CommentRow, site: String, id: String, isErased: Bool) {
    seq = row.seq
    self.site = site
    self.id = id
    textSeq = row.textSeq
    status = row.state.status
    judgedSeq = row.state.judged?.seq
    isEscalated = row.state.isEscalated
    self.isErased = isErased
  }
}
