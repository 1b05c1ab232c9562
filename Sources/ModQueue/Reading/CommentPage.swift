package import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Everything about one comment: its text, what stands around it, who wrote it, what was said and decided of it.
package struct CommentPage: Sendable {
  package var summary: CommentSummary
  /// The id of the comment that it answers, as it was sent.
  package var parent: String?
  /// The comment's own address on the site.
  package var link: String?
  /// Comments of the same thread that came just before, the parent among them if that is known, and just after.
  package var before: [Neighbour]
  package var after: [Neighbour]
  /// The author as of their last event; nil for nobody with a standing.
  package var author: AuthorView?
  package var decisions: [Decided]
  /// The entry of the verdict in force, with the verdict.
  package var judged: (entry: Entry, verdict: Verdict)?

  /// Comments shown on each side.
  private static let neighbours = 3

  /// A comment nearby.
  package struct Neighbour: Sendable {
    package var id: String
    package var nick: String?
    package var at: Timestamp
    package var status: CommentStatus
    package var body: String?
    package var isParent: Bool
  }

  /// A decision about the comment.
  package struct Decided: Sendable {
    package var seq: Int64
    package var id: String
    package var at: Timestamp
    package var verb: Decision.Verb
    package var by: String
    package var reason: String?
    package var until: Timestamp?
    package var batch: String?
    package var isUndone: Bool
  }

  /// Reads the page of the comment with number `seq`; nil if there is none.
  ///
  /// Claims are told by the clock `now`; without one they are left out.
  package init?(_ workspace: Workspace, comment seq: Int64, now: Timestamp? = nil) throws(LogError) {
    let projections = workspace.projections
    guard let row = try projections.comments.row(seq), let entry = try workspace.log.entry(seq),
      let summary = try CommentReader(workspace, now: now).summary(of: row)
    else { return nil }
    self.summary = summary
    parent = entry.facts?["parent"]?.string
    link = entry.event?.comment?.link
    let page = PageReader(workspace: workspace, row: row)
    before = try page.neighbours("c.seq < ?2 ORDER BY c.seq DESC", limit: CommentPage.neighbours).reversed()
    after = try page.neighbours("c.seq > ?2 ORDER BY c.seq", limit: CommentPage.neighbours)
    if let parent = row.parent, !before.contains(where: \.isParent), !after.contains(where: \.isParent) {
      before.insert(contentsOf: try page.neighbour(parent).map { [$0] } ?? [], at: 0)
    }
    if let number = row.author, let known = try projections.authors.row(number) {
      author = try projections.view(of: number, at: projections.lastSeen(of: known))
    }
    decisions = try page.decisions()
    if let source = try workspace.log.entry(summary.verdictSeq),
      let verdict = source.verdict.flatMap({ Verdict(json: $0) })
    {
      judged = (source, verdict)
    }
  }

  /// The comments of a thread around the one with number `seq`, which is among them: at most `side` before and after.
  package static func thread(
    _ workspace: Workspace, around seq: Int64, side: Int
  ) throws(LogError) -> [Neighbour] {
    guard let row = try workspace.projections.comments.row(seq) else { return [] }
    let page = PageReader(workspace: workspace, row: row)
    return try page.neighbours("c.seq < ?2 ORDER BY c.seq DESC", limit: side).reversed()
      + page.neighbours("c.seq >= ?2 ORDER BY c.seq", limit: side + 1)
  }
}

/// Reads the parts of a page.
private struct PageReader {
  let workspace: Workspace
  let row: CommentRow

  func neighbours(_ rest: String, limit: Int) throws(LogError) -> [CommentPage.Neighbour] {
    let query = try PreparedQuery(
      workspace.database,
      "SELECT c.seq FROM \(workspace.layer.readName("comment")) AS c WHERE c.thread = ?1 AND \(rest) LIMIT ?3"
    )
    query.bind(1, row.thread)
    query.bind(2, row.seq)
    query.bind(3, Int64(limit))
    var found: [CommentPage.Neighbour] = []
    while try query.step() {
      if let neighbour = try neighbour(query.int(0)) { found.append(neighbour) }
    }
    return found
  }

  func neighbour(_ seq: Int64) throws(LogError) -> CommentPage.Neighbour? {
    guard let other = try workspace.projections.comments.row(seq), let entry = try workspace.log.entry(seq)
    else {
      return nil
    }
    return CommentPage.Neighbour(
      id: entry.id, nick: entry.content.payload == nil ? nil : entry.event?.nick, at: entry.at,
      status: other.state.status, body: try workspace.projections.body(of: other), isParent: seq == row.parent
    )
  }

  func decisions() throws(LogError) -> [CommentPage.Decided] {
    let query = try PreparedQuery(
      workspace.database,
      "SELECT seq FROM \(workspace.layer.readName("decision")) WHERE comment = ? ORDER BY seq")
    query.bind(1, row.seq)
    var found: [CommentPage.Decided] = []
    while try query.step() {
      guard let decision = try workspace.projections.decisions.row(query.int(0)),
        let entry = try workspace.log.entry(decision.seq)
      else { continue }
      var reason: String?
      if case .decision(let event)? = entry.event?.action { reason = event.reason }
      found.append(
        CommentPage.Decided(
          seq: decision.seq, id: entry.id, at: decision.at, verb: decision.verb, by: decision.by,
          reason: reason,
          until: decision.until, batch: decision.batch, isUndone: !decision.isInForce))
    }
    return found
  }
}
