package import ModQEvent
package import ModQEventLog
package import ModQJudge
import ModQProjections

/// Measures what each rule costs: over the comments of a log, or over events that are judged on top of it.
package struct ProfileRun {
  private let workspace: Workspace
  private let rules: RuleBook
  private let profile: RuleProfile
  private let now: Timestamp
  /// Rows read at once.
  private static let portion = 500

  /// The standing of `now` counts, which is the arrival of events as well.
  package init(_ workspace: Workspace, rules: RuleBook, at now: Timestamp) {
    self.workspace = workspace
    self.rules = rules
    self.now = now
    profile = RuleProfile(rules.ruleSet)
    rules.profile = profile
  }

  /// What was measured of one rule.
  package struct Line: Sendable {
    package var id: String
    package var figures: RuleProfile.Figures
  }

  /// Events judged so far.
  package var events: Int { profile.events }

  /// Judges the newest comments of the log, at most `limit`, with their current text, in memory bounded.
  package func measureLog(limit: Int) throws(LogError) {
    let judging = try PastJudging(workspace, rules: rules, at: now)
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(workspace.layer.readName("comment")) WHERE seq < ?1 ORDER BY seq DESC
      LIMIT \(ProfileRun.portion)
      """)
    var last = Int64.max
    while events < limit {
      query.bind(1, last)
      var numbers: [Int64] = []
      while try query.step() { numbers.append(query.int(0)) }
      guard let end = numbers.last else { break }
      last = end
      for number in numbers where events < limit {
        guard let row = try workspace.projections.comments.row(number),
          let entry = try workspace.log.entry(number)
        else { continue }
        _ = try judging.rejudge(row, entry)
      }
      workspace.projections.trim()
    }
  }

  /// Judges the events of `reader`, at most `limit` of them, and folds them into this workspace, which had best be an overlay.
  ///
  /// What is no event, or is refused, is passed over.
  package func measure(_ reader: inout LineReader, limit: Int) throws(IngestFailure) {
    let engine = Engine(workspace, rules: rules)
    do {
      while events < limit {
        switch try reader.next() {
        case .end:
          return
        case .tooLong:
          continue
        case .line:
          try reader.withLine { (line) throws(LogError) in
            guard let event = try? EventDecoder.decode(line: line, arrival: now) else { return }
            _ = try engine.submit(event, arrival: now)
          }
        }
      }
    } catch {
      throw IngestFailure(error)
    }
  }

  /// What was measured, the most expensive rule first.
  package func lines() -> [Line] {
    rules.ruleSet.rules.indices.map { index in
      Line(id: rules.ruleSet.rules[index].id, figures: profile.figures(of: index))
    }.sorted { $0.figures.totalNanoseconds > $1.figures.totalNanoseconds }
  }
}
