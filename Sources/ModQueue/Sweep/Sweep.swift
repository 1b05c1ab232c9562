package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// Judges comments of the past by today's rules: what would change, and, if that is wanted, one batch of decisions that
/// change it.
///
/// A text is judged with what is known today (see ``Retrospect``). Left alone is what a human decided about in its current text,
/// has escalated or snoozed, what readers' votes or reports sent to the queue, and what is deleted. The decisions are made by
/// `rules`, each with its verdict; they are evidence of nothing, and one undo of their batch takes them all back. What a sweep
/// has changed stands as the rules say, so that the next one finds nothing to do.
package final class Sweep {
  private let workspace: Workspace
  private let projections: Projections
  private let engine: Engine
  private let rules: RuleBook
  private let selection: Selection
  private let now: Timestamp
  private var report = SweepReport()

  /// Rows read at once, and decisions between two write-backs: memory does not grow with the log.
  private static let portion: Int64 = 500

  /// Which comments are judged once more.
  package struct Selection: Sendable {
    /// Posted at this time or later, and before that.
    package var since: Timestamp?
    package var until: Timestamp?
    package var site: String?
    package var thread: String?
    /// Only what this rule has to do with: it fired in the verdict that stands, or fires now.
    package var rule: String?
    /// At most so many changes.
    package var limit: Int?

    package init() {}
  }

  /// The standing of `now` counts, and decisions are dated so.
  package init(
    _ workspace: Workspace, rules: RuleBook, _ selection: Selection, at now: Timestamp
  ) throws(LogError) {
    self.workspace = workspace
    self.rules = rules
    self.selection = selection
    self.now = now
    projections = workspace.projections
    engine = Engine(workspace, rules: rules)
  }

  /// What would change.
  ///
  /// Some 100 µs a comment. Writes nothing.
  package func preview() throws(LogError) -> SweepReport {
    try run { (_, _, _) throws(LogError) in }
  }

  /// Changes it, in one transaction: other writers wait for its end.
  ///
  /// The decisions give `reason` as theirs.
  package func apply(reason: String) throws(LogError) -> SweepReport {
    try workspace.transaction { () throws(LogError) in
      try engine.recordRuleset(rules, at: now, arrival: now)
      return try run { (entry, verdict, report) throws(LogError) in
        var batch = report.batches.first { $0.site.utf8.elementsEqual(entry.site.utf8) }?.name
        if batch == nil {
          let name = try engine.ownBatch()
          report.batches.append(SweepReport.Batch(site: entry.site, name: name))
          batch = name
        }
        try engine.rejudge(entry, verdict, reason: reason, batch: batch, at: now)
      }
    }
  }

  /// Judges every comment of the selection, and hands over those whose status changes.
  private func run(
    _ change: (_ comment: Entry, Verdict, inout SweepReport) throws(LogError) -> Void
  ) throws(LogError) -> SweepReport {
    report = SweepReport()
    let judging = try PastJudging(workspace, rules: rules, at: now)
    let query = try selected()
    var last: Int64 = 0
    while !report.isCut {
      query.bind(1, last)
      var numbers: [Int64] = []
      while try query.step() { numbers.append(query.int(0)) }
      guard let end = numbers.last else { break }
      last = end
      for number in numbers where !report.isCut { try consider(number, judging, change) }
      if workspace.isInTransaction { try workspace.writeBack() } else { projections.trim() }
    }
    return report
  }

  private func consider(
    _ seq: Int64, _ judging: PastJudging,
    _ change: (Entry, Verdict, inout SweepReport) throws(LogError) -> Void
  ) throws(LogError) {
    guard let row = try projections.comments.row(seq), let entry = try workspace.log.entry(seq) else {
      return
    }
    guard row.isLeftToRules else {
      report.leftAlone += 1
      return
    }
    guard let rejudged = try judging.rejudge(row, entry) else {
      report.erased += 1
      return
    }
    report.comments += 1
    let verdict = rejudged.verdict
    guard verdict.outcome != row.state.machine else { return }
    let before = rejudged.standing?.reasons.map(\.rule) ?? []
    let now = verdict.reasons.map(\.rule)
    if let rule = selection.rule, !before.contains(rule), !now.contains(rule) { return }
    if let limit = selection.limit, report.changes >= limit {
      report.isCut = true
      return
    }
    report.add(from: row.state.status, to: CommentStatus(of: verdict.outcome)) {
      SweepReport.Sample(
        id: entry.id, site: entry.site, nick: entry.event?.nick ?? "", body: rejudged.body,
        rulesBefore: before, rulesNow: now)
    }
    try change(entry, verdict, &report)
  }

  /// The numbers of the next comments of the selection.
  private func selected() throws(LogError) -> PreparedQuery {
    let layer = workspace.layer
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(layer.readName("comment")) WHERE seq > ?1
      AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
      AND (?4 IS NULL OR site IN (SELECT no FROM \(layer.readName("site")) WHERE name = ?4))
      AND (?5 IS NULL OR +thread IN (SELECT no FROM \(layer.readName("thread")) WHERE name = ?5))
      ORDER BY seq LIMIT \(Sweep.portion)
      """)
    query.bind(2, selection.since?.milliseconds)
    query.bind(3, selection.until?.milliseconds)
    query.bind(4, selection.site)
    query.bind(5, selection.thread)
    return query
  }
}

extension Engine {
  /// Appends what today's rules say of a comment.
  fileprivate func rejudge(
    _ comment: Entry, _ verdict: Verdict, reason: String, batch: String?, at now: Timestamp
  ) throws(LogError) {
    let decision = Decision(
      verb: .rejudge, target: .comment(comment.id), by: Decision.rules, reason: reason, batch: batch)
    let draft = Draft(
      site: comment.site, id: try ownID("decision", site: comment.site), kind: .decision, at: now, actor: nil,
      content: Content(of: decision), verdict: verdict.json)
    try projections.apply(try log.append(draft, recordedAt: now), verdict: verdict)
  }
}

extension CommentRow {
  /// Nobody has decided about the current text, has it in hand, or doubts it.
  fileprivate var isLeftToRules: Bool {
    !state.isDeleted && state.human == nil && !state.isQuestioned && !state.isEscalated
      && state.snoozedUntil == nil
  }
}

extension CommentStatus {
  fileprivate init(of outcome: Verdict.Outcome) {
    switch outcome {
    case .publish: self = .published
    case .hold: self = .held
    case .reject: self = .rejected
    }
  }
}
