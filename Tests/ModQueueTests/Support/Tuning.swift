import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

@testable import ModQueue

extension TestLog {
  func backtest(
    _ rules: RuleSet? = nil, scope: TuningScope = TuningScope(), samples: Int = 10
  ) throws -> Backtest {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      try Backtest(workspace, rules ?? self.rules, scope: scope, samples: samples)
    }
  }

  func figures(scope: TuningScope = TuningScope()) throws -> [RuleFigures] {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      try RecordedFigures.of(workspace, scope: scope)
    }
  }

  func differences(from old: RuleSet, to new: RuleSet) throws -> [Difference] {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      var found: [Difference] = []
      try RulesDifference(workspace, from: old, to: new).visit { (difference) throws(LogError) in
        found.append(difference)
        return true
      }
      return found
    }
  }

  /// Gives a comment a later opinion of the machine, as a sweep does.
  func sweep(_ id: String, _ outcome: Verdict.Outcome) throws {
    try Workspace.open(path, for: .writing) { (workspace) throws(LogError) in
      try workspace.transaction { () throws(LogError) in
        let entry = try workspace.log.append(
          Draft(
            site: "", id: "sweep-\(id)", kind: .decision, at: Line.start, actor: nil,
            content: Content(target: id, facts: Array(#"{"action":"rejudge","by":"rules"}"#.utf8)),
            verdict: Verdict(outcome: outcome).json), recordedAt: TestLog.arrival)
        try workspace.projections.apply(entry)
      }
    }
  }

  /// Takes the bytes of an entry away, as the guards of the log allow it to whom an `erase` entry names.
  func erase(_ id: String) throws {
    try Workspace.open(path, for: .writing) { (workspace) throws(LogError) in
      try workspace.transaction { () throws(LogError) in
        let seq = try workspace.log.seq(site: "", id: id) ?? 0
        let facts = Array(#"{"entries":[{"seq":\#(seq)}]}"#.utf8)
        let entry = try workspace.log.append(
          Draft(
            site: "", id: "erase-\(seq)", kind: .erase, at: Line.start, actor: nil,
            content: Content(facts: facts)), recordedAt: TestLog.arrival)
        try workspace.projections.apply(entry)
        let update = try PreparedQuery(
          workspace.database,
          """
          UPDATE event SET payload = NULL, private = NULL, payload_salt = NULL, private_salt = NULL
          WHERE seq = ?
          """)
        update.bind(1, seq)
        try update.run()
      }
    }
  }
}

/// A rule set of these rules, as they stand below `rules:`, and this policy.
func ruleSet(_ rules: String, policy: String = "") throws -> RuleSet {
  let indented = rules.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
  return try RuleSet.load(files: [
    RuleFile(path: "policy.yml", bytes: Array("shared_nicknames: [名無し]\n\(policy)\n".utf8)),
    RuleFile(path: "rules.yml", bytes: Array("rules:\n\(indented.joined(separator: "\n"))\n".utf8)),
  ])
}

/// One rule as a line of YAML that `when` or `match` is left to.
func rule(_ id: String, score: Double = 4, _ more: String) -> String {
  "- {id: \(id), title: \(id), score: \(score), \(more), tests: [{miss: a}]}\n"
}

extension RuleFigures {
  /// All figures in one line: hits (on trial), true, false, undecided, precision and its lower bound, the day of the last
  /// true hit after ``Line/start``, always with.
  var line: String {
    func text(_ value: Double?) -> String { value.map { "\(rounded($0))" } ?? "–" }
    let day = lastTrueHit.map { "\(Double($0.milliseconds(since: Line.start)) / 86_400_000)" } ?? "–"
    return """
      \(id): \(hits) (\(shadowHits)), +\(truePositives) −\(falsePositives) ?\(undecided), \
      \(text(precision.value)) ≥ \(text(precision.lower)), \(day), \(alwaysWith.joined(separator: " "))
      """
  }
}

extension Difference {
  /// What it says in one line.
  var line: String {
    "\(change) \(id) “\(body)” by \(nick): \(before) → \(after), \(rules.joined(separator: " ")), "
      + "\(judgement.map { "\($0)" } ?? "undecided")"
  }
}
