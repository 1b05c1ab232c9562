import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of reports: each reporter reports a comment once, and a moderator's word on the comment is one on the report.
extension Projections {
  func foldReport(_ entry: Entry, site: Int64, verdict: Verdict?) throws(LogError) {
    if let actor = entry.actor { try meet(entry, actor: actor, site: site) }
    let target = try target(of: entry)
    try enterReaction(entry, on: target, site: site, value: nil)
    guard var row = target else { return try waitForTarget(of: entry, site: site) }
    try applyReport(entry, to: &row, site: site, verdict: verdict)
  }

  /// Applies a report to a comment that is there; a second one by the same reporter is no report.
  func applyReport(_ entry: Entry, to row: inout CommentRow, site: Int64, verdict: Verdict?) throws(LogError)
  {
    if let actor = entry.actor {
      let reporter = AuthorRow.number(site: site, actor: actor)
      if try hasReported(reporter, row.seq) { return }
      try put(Reported(reporter: reporter, seq: entry.seq), on: row.seq)
    }
    row.reports += 1
    try addFact(FactKind.reported, to: row.seq, entry: entry)
    try change(&row, by: .reported, entry: entry, why: "report")
    // A decision that came before its comment may be later than a report that did.
    try reconcileReports(on: row)
    try question(&row, by: verdict, entry: entry, why: "report")
  }

  func hasReported(_ reporter: Int64, _ comment: Int64) throws(LogError) -> Bool {
    queries.hasReported.bind(1, comment)
    queries.hasReported.bind(2, reporter)
    defer { queries.hasReported.reset() }
    return try queries.hasReported.step()
  }

  /// Whether the sender of `report` has reported the comment before.
  func isRepeated(_ report: Report, on row: CommentRow) throws(LogError) -> Bool {
    guard case .named(let key, let proof) = identity(nick: report.reporter, sender: report.sender),
      let reporter = try names.author(nickKey: key, proof: proof, site: row.site)
    else { return false }
    return try hasReported(reporter, row.seq)
  }

  // MARK: Accuracy

  /// A report by somebody with a name.
  struct Reported {
    var reporter: Int64
    var seq: Int64
    var outcome = Outcome.open

    /// What a moderator made of it.
    enum Outcome: Int64 {
      case open, upheld, refused
    }
  }

  /// Brings what became of the reports on a comment in line with the last human word on it, which counts for the reports
  /// that came before: rejected or spam upholds them, approved refuses them, and without one they are open again.
  ///
  /// Whole numbers are added and taken away, so that nothing is left of what was undone. Linear in the comment's reports.
  func reconcileReports(on row: CommentRow) throws(LogError) {
    guard row.reports > 0 else { return }
    for var report in try reports(on: row.seq) {
      var outcome = Reported.Outcome.open
      if let judged = row.state.judged, judged.seq > report.seq, report.reporter != row.author {
        outcome = judged.judgement == .approved ? .refused : .upheld
      }
      guard outcome != report.outcome, var reporter = try authors.row(report.reporter) else { continue }
      reporter.count(report.outcome, times: -1)
      reporter.count(outcome, times: 1)
      authors.put(reporter)
      report.outcome = outcome
      try put(report, on: row.seq)
    }
  }

  /// The reports on a comment by those with a name, in the order of the log.
  func reports(on comment: Int64) throws(LogError) -> [Reported] {
    let query = queries.reportsOnComment
    query.bind(1, comment)
    var found: [Reported] = []
    while try query.step() {
      found.append(
        Reported(
          reporter: query.int(0), seq: query.int(1),
          outcome: Reported.Outcome(rawValue: query.int(2)) ?? .open))
    }
    return found
  }

  /// The weight of the reports on a comment: for each named reporter their accuracy, for the others what the policy says.
  ///
  /// `event` is a report that comes now. Linear in the comment's reports.
  func reportsWeight(on row: CommentRow, with reporter: Int64?, isAnotherUnnamed: Bool) throws(LogError)
    -> Double
  {
    let unnamed = regime.policy.reports.unnamed
    let named = try reports(on: row.seq)
    var weight = Double(row.reports - named.count + (isAnotherUnnamed ? 1 : 0)) * unnamed
    for report in named where report.reporter != row.author {
      weight += try accuracy(of: report.reporter)
    }
    if let reporter, reporter != row.author, !named.contains(where: { $0.reporter == reporter }) {
      weight += try accuracy(of: reporter)
    }
    return (weight * 10_000).rounded() / 10_000
  }

  /// How many of those who reported a comment have a record: more reports of theirs were upheld than refused, or they are
  /// `known` or `trusted` at `at`, and not more refused.
  ///
  /// `reporter` reports it now. Linear in the comment's reports.
  func credibleReports(on row: CommentRow, with reporter: Int64?, at: Timestamp) throws(LogError) -> Int {
    var reporters = try reports(on: row.seq).map(\.reporter)
    if let reporter, !reporters.contains(reporter) { reporters.append(reporter) }
    var count = 0
    for reporter in reporters where reporter != row.author {
      guard let known = try authors.row(reporter), known.reportsUpheld >= known.reportsRefused else {
        continue
      }
      let tier = try view(of: reporter, at: at).tier
      guard tier != .blocked, tier != .suspect else { continue }
      if known.reportsUpheld > known.reportsRefused || tier == .known || tier == .trusted { count += 1 }
    }
    return count
  }

  /// The expected share of good reports by an author, with the prior of a Beta distribution at (1, 1).
  private func accuracy(of reporter: Int64) throws(LogError) -> Double {
    guard let row = try authors.row(reporter) else { return Standing().expected }
    return Standing(r: Double(row.reportsUpheld), s: Double(row.reportsRefused)).expected
  }

  private func put(_ report: Reported, on comment: Int64) throws(LogError) {
    queries.putReport.bind(1, comment)
    queries.putReport.bind(2, report.reporter)
    queries.putReport.bind(3, report.seq)
    queries.putReport.bind(4, report.outcome.rawValue)
    try queries.putReport.run()
  }
}

extension AuthorRow {
  /// Counts a report that came out so, or with `times` −1 takes it back.
  fileprivate mutating func count(_ outcome: Projections.Reported.Outcome, times: Int) {
    switch outcome {
    case .open: break
    case .upheld: reportsUpheld += times
    case .refused: reportsRefused += times
    }
  }
}
