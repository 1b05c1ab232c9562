import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of what happens to comments: they come, are edited, reported, deleted.
extension Projections {
  func foldComment(_ entry: Entry, site: Int64, verdict: Verdict?) throws(LogError) {
    guard let threadName = entry.content.thread else { return }
    let thread = try names.addThread(threadName, site: site)
    let sender = sender(of: entry)
    let ip = try sender.ipKey.map { (key) throws(LogError) in try self.names.addSender(key, site: site) }
    let writer = try writer(of: entry, sender, site: site)
    var parent: CommentRow?
    if let id = self.parent(of: entry) { parent = try comment(site: entry.site, id: id) }
    let outcome = verdict?.outcome ?? .publish
    var row = CommentRow(
      seq: entry.seq, site: site, thread: thread, writer: writer, ip: ip, parent: parent?.seq,
      isReply: entry.kind == .reply, isFirst: try isFirst(of: writer), at: entry.at,
      links: verdict?.links ?? 0, posted: outcome,
      postedScore: verdict?.score ?? 0,
      state: CommentState(posted: outcome, at: entry.at, settleAfter: settleAfter(at: entry.seq)))
    try place(&row)
    copies.enter(row) { self.event(of: entry)?.comment?.body ?? "" }
    comments.put(row)
    if var parent {
      parent.replies += 1
      comments.put(parent)
    }
    if let author = row.author {
      try applyToAuthor(author, .commented(thread: thread), at: entry.at)
      if let due = row.state.due { try expectSettling(of: author, at: due) }
    }
    try note(change: nil, to: row, why: nil, cause: entry.seq)
    try applyPending(to: entry, site: site)
  }

  /// The id that a reply names.
  private func parent(of entry: Entry) -> String? {
    guard entry.kind == .reply else { return nil }
    if case .reply(_, let parent) = eventInHand(of: entry)?.action { return parent }
    return entry.facts?["parent"]?.string
  }

  /// Whether nothing by this writer, who has a nickname, was there before.
  private func isFirst(of writer: Int64?) throws(LogError) -> Bool {
    guard let writer, writer > 0, let row = try authors.row(writer) else { return false }
    return row.state.comments == 0
  }

  /// Enters a new comment into the windows of its keys.
  private func place(_ row: inout CommentRow) throws(LogError) {
    let item = PostedItem(row)
    func place(_ column: WindowColumn, _ number: Int64?) throws(LogError) -> Int64? {
      guard let number else { return nil }
      return try windows.place(item, at: row.at, in: WindowKey(column, number))
    }
    for key in [WindowKey(.thread, row.thread), WindowKey(.site, row.site)]
    where try windows.items(of: key).isEmpty {
      windowStarts[key] = row.at.milliseconds
    }
    row.shifts.thread = try place(.thread, row.thread)
    row.shifts.site = try place(.site, row.site)
    row.shifts.writer = try place(.writer, row.writer)
    row.shifts.ip = try place(.ip, row.ip)
  }

  func foldEdit(_ entry: Entry, site: Int64, verdict: Verdict?) throws(LogError) {
    guard var row = try target(of: entry) else { return }
    let outcome = verdict?.outcome ?? .publish
    try addFact(
      FactKind.edited, value: Int64(outcome.rawValue), score: verdict?.score, to: row.seq, entry: entry)
    row.textSeq = entry.seq
    try change(&row, by: .edited(outcome), score: verdict?.score ?? 0, entry: entry, why: "edit")
  }

  func foldDeletion(_ entry: Entry, site: Int64) throws(LogError) {
    guard var row = try target(of: entry) else { return try waitForTarget(of: entry, site: site) }
    try addFact(FactKind.deleted, to: row.seq, entry: entry)
    try change(&row, by: .deleted, entry: entry, why: "delete")
  }

  /// A rule on votes or reports may ask for a human to look.
  func question(_ row: inout CommentRow, by verdict: Verdict?, entry: Entry, why: String) throws(LogError) {
    guard let verdict, verdict.outcome != .publish else { return }
    try addFact(FactKind.questioned, score: verdict.score, to: row.seq, entry: entry)
    try change(&row, by: .questioned, score: verdict.score, entry: entry, why: why)
  }

  // MARK: What follows from a change

  /// Folds `fact`, which came with `entry`, into the comment and what follows from it into the author, and writes both.
  func change(
    _ row: inout CommentRow, by fact: CommentFact, score: Double? = nil, entry: Entry, why: String
  ) throws(LogError) {
    comments.put(row)
    row = try settled(row, by: entry.at)
    let before = row
    row.apply(
      fact, score: score, seq: entry.seq, at: entry.at, settleAfter: settleAfter(at: max(entry.seq, row.seq)))
    try settle(row, since: before, at: entry.at, why: why, cause: entry.seq)
    row = try comments.row(row.seq) ?? row
  }

  /// Writes a comment's new state, notes a change of its status and brings its author's evidence in line.
  ///
  /// `place` is the entry in whose fold it settled, if that was an earlier one.
  func settle(
    _ row: CommentRow, since before: CommentRow, settledIn place: Int64? = nil, at: Timestamp, why: String,
    cause: Int64
  ) throws(LogError) {
    comments.put(row)
    noteLabel(of: row, was: before.state.judged)
    try note(change: before.state.status, to: row, why: why, cause: cause)
    if before.state.judged != row.state.judged { try reconcileReports(on: row) }
    guard let author = row.author else { return }
    try reconcileEvidence(of: row, settledIn: place)
    if row.state.due != before.state.due { try updateNextDue(of: author) }
    try settleDue(of: author, by: at)
  }

  private func note(change old: CommentStatus?, to row: CommentRow, why: String?, cause: Int64)
    throws(LogError)
  {
    let new = row.state.status
    guard old != new else { return }
    if let old { tallies.add(-1, to: "status", old.name, site: row.site) }
    tallies.add(1, to: "status", new.name, site: row.site)
    let number = changesInEntry?.count ?? 0
    precondition(number < 1 << StatusChange.shift, "an entry has room for its changes")
    let query = queries.insertChange
    query.bind(1, current << StatusChange.shift | number)
    query.bind(2, row.seq)
    query.bind(3, old?.rawValue)
    query.bind(4, new.rawValue)
    query.bind(5, why)
    query.bind(6, cause == current ? nil : cause)
    try query.run()
    changesInEntry?.count += 1
    changes.append(StatusChange(seq: current, comment: row.seq, from: old, to: new))
  }

  func addFact(
    _ kind: FactKind, value: Int64? = nil, score: Double? = nil, to comment: Int64, entry: Entry
  ) throws(LogError) {
    queries.insertFact.bind(1, comment)
    queries.insertFact.bind(2, entry.seq)
    queries.insertFact.bind(3, kind.rawValue)
    queries.insertFact.bind(4, value)
    queries.insertFact.bind(5, entry.at.milliseconds)
    queries.insertFact.bind(6, score)
    try queries.insertFact.run()
  }

  func settleAfter(at seq: Int64) -> Int64 {
    Int64(regime(at: seq).policy.evidence.settleDays * 86_400_000)
  }
}

/// The kinds of row in the table `fact`, in the order in which one entry's are applied.
enum FactKind: Int64 {
  case edited, reported, questioned, deleted
}
