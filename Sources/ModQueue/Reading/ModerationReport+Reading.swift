package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// Reading a report from the folded decisions.
extension ModerationReport {
  /// Counts what was decided from `since` on and before `until`, on `site` or on all; the queue is that of `now`.
  ///
  /// Linear in the decisions of that time and in what waits; with a `sample` in all comments.
  package init(
    _ workspace: Workspace, site: String?, since: Timestamp?, until: Timestamp?, sample: RuleSample?,
    now: Timestamp
  ) throws(LogError) {
    let layer = workspace.layer
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(layer.readName("decision"))
      WHERE (?1 IS NULL OR at >= ?1) AND (?2 IS NULL OR at < ?2)
        AND (?3 IS NULL OR site IN (SELECT no FROM \(layer.readName("site")) WHERE name = ?3))
      ORDER BY seq
      """)
    query.bind(1, since?.milliseconds)
    query.bind(2, until?.milliseconds)
    query.bind(3, site)
    var tally = Tally(projections: workspace.projections)
    while try query.step() {
      if let row = try workspace.projections.decisions.row(query.int(0)) { try tally.add(row) }
    }
    people = tally.people.values.sorted {
      ($1.decisions, $0.name) < ($0.decisions, $1.name)
    }
    rules = tally.rules
    swept = tally.swept
    days = tally.days.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    queue = try Queue(workspace, site: site, now: now)
    self.sample = try sample?.findings(workspace, site: site)
  }
}

/// Counts one decision after the other.
private struct Tally {
  let projections: Projections
  var people: [[UInt8]: ModerationReport.Person] = [:]
  var rules = ModerationReport.Agreement()
  var days: [Int64: Int] = [:]
  var swept = 0
  private var looked = 0

  init(projections: Projections) { self.projections = projections }

  mutating func add(_ row: DecisionRow) throws(LogError) {
    looked += 1
    if looked.isMultiple(of: 500) { projections.trim() }
    guard row.verb != .rejudge else {
      swept += 1
      return
    }
    var person = people[Array(row.by.utf8)] ?? ModerationReport.Person(name: row.by)
    person.verbs[row.verb, default: 0] += 1
    days[row.at.milliseconds / 86_400_000, default: 0] += 1
    if try isReversed(row) { person.reversed += 1 }
    if row.isInForce, let isApproval = row.verb.isApproval, let number = row.comment,
      let comment = try projections.comments.row(number)
    {
      let word = try projections.machineWord(on: comment, before: row.seq)
      rules.add(isApproval: isApproval, of: word)
      switch word {
      case .hold: break
      case .publish, .reject:
        if isApproval == (word == .publish) { person.agreed += 1 } else { person.disagreed += 1 }
      }
    }
    people[Array(row.by.utf8)] = person
  }

  private func isReversed(_ row: DecisionRow) throws(LogError) -> Bool {
    guard row.isInForce else { return true }
    guard let isApproval = row.verb.isApproval, let number = row.comment,
      let comment = try projections.comments.row(number), comment.textSeq < row.seq,
      let judged = comment.state.judged, judged.seq > row.seq,
      (judged.judgement == .approved) != isApproval, let last = try projections.decisions.row(judged.seq)
    else { return false }
    return !last.by.utf8.elementsEqual(row.by.utf8)
  }
}

extension ModerationReport.Agreement {
  /// Counts what a moderator said of what the rules had said.
  fileprivate mutating func add(isApproval: Bool, of word: Verdict.Outcome) {
    switch (word, isApproval) {
    case (.hold, true): heldApproved += 1
    case (.hold, false): heldRejected += 1
    case (.publish, true): publishedConfirmed += 1
    case (.publish, false): publishedOverturned += 1
    case (.reject, true): rejectedOverturned += 1
    case (.reject, false): rejectedConfirmed += 1
    }
  }
}

extension Decision.Verb {
  /// Whether it says that a text is fine; nil for what says nothing of it.
  fileprivate var isApproval: Bool? {
    switch self {
    case .approve: true
    case .reject, .spam: false
    case .escalate, .snooze, .note, .block, .trust, .clear, .undo, .rejudge, .release: nil
    }
  }
}

extension ModerationReport.Queue {
  fileprivate init(_ workspace: Workspace, site: String?, now: Timestamp) throws(LogError) {
    let layer = workspace.layer
    let ofSite = "(?1 IS NULL OR +site IN (SELECT no FROM \(layer.readName("site")) WHERE name = ?1))"
    let held = try PreparedQuery(
      workspace.database,
      """
      SELECT at, snoozed_until FROM \(layer.readName("comment"))
      WHERE status = 1 AND +escalated = 0 AND \(ofSite) AND \(layer.hasText)
      """)
    held.bind(1, site)
    while try held.step() {
      if let end = held.optionalInt(1), end > now.milliseconds {
        snoozed += 1
        continue
      }
      let at = Timestamp(milliseconds: held.int(0))
      waiting += 1
      oldest = min(oldest ?? at, at)
      let hours = now.milliseconds(since: at) / 3_600_000
      counts[ModerationReport.Queue.ages.firstIndex { hours < $0.hours } ?? counts.count - 1] += 1
    }
    let apart = try PreparedQuery(
      workspace.database,
      """
      SELECT count(*) FROM \(layer.readName("comment"))
      WHERE escalated = 1 AND +status <> 4 AND \(ofSite) AND \(layer.hasText)
      """)
    apart.bind(1, site)
    defer { apart.reset() }
    if try apart.step() { escalated = Int(apart.int(0)) }
  }
}
