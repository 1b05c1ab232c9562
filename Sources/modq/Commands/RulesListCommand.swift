import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the rules of a directory.",
    discussion: """
      Examples:
        modq rules list
        modq rules list --format ids

      Where there is a log, a rule that was braked in it has the status `braked`, with since when, and how many comments of
      known and trusted authors it saw and held until then. One whose date `expires` is past has the status `expired`, braked
      or not: it is skipped for events of later times. Those, and rules whose `review_by` is past, are named on standard
      error.
      """)

  @OptionGroup var rules: RulesOptions
  @OptionGroup var log: DatabaseOptions
  @OptionGroup var list: ListOptions

  func run() throws {
    let ruleSet = try rules.load()
    let now = Timestamp.now
    try list.print(try listed(ruleSet, at: now), ListedRule.columns) { $0.rule.id }
    for warning in RuleDates(ruleSet, at: now).warnings { complain(warning) }
  }

  private func listed(_ ruleSet: RuleSet, at now: Timestamp) throws(Failure) -> [ListedRule] {
    func isExpired(_ rule: Rule) -> Bool { RuleDates.isExpired(rule, at: now) }
    guard FileKind(path: log.path) != .missing else {
      return ruleSet.rules.map { ListedRule(rule: $0, isExpired: isExpired($0)) }
    }
    return try withLog(log.path, for: .reading) { workspace in
      try ruleSet.rules.map { rule in
        let digest = ruleSet.fingerprint(of: rule)
        return ListedRule(
          rule: rule, isExpired: isExpired(rule),
          trial: try workspace.projections.trial(of: rule.id, digest: digest))
      }
    }
  }
}

/// A rule with how it fared in the log as it is written now.
private struct ListedRule {
  var rule: Rule
  var isExpired: Bool
  var trial: RuleTrial?

  private var isEvaluated: Bool { rule.status == .active || rule.status == .shadow }

  /// What braked it, if nothing else keeps it from holding anything.
  private var brake: RuleTrial? {
    guard isEvaluated && !isExpired, let trial, trial.braked != nil else { return nil }
    return trial
  }

  private var status: String {
    guard isEvaluated else { return rule.status.rawValue }
    return isExpired ? "expired" : brake == nil ? rule.status.rawValue : "braked"
  }

  /// Its title; of a braked one, first what it was braked for.
  private var what: String {
    guard let brake, let brakedAt = brake.brakedAt else { return rule.title }
    return "held \(brake.held) of \(brake.seen) by regulars until \(brakedAt.rfc3339): \(rule.title)"
  }

  static var columns: [Column<ListedRule>] {
    [
      Column("id", .left(28)) { .text($0.rule.id) },
      Column("status", .left(8)) { .text($0.status) },
      Column("score", .right(6)) { .number($0.rule.score) },
      Column("floor") { .text($0.rule.floor?.name) },
      Column("tags") { .words($0.rule.tags) },
      Column("file") { .text($0.rule.location.file) },
      Column("line") { .integer(Int64($0.rule.location.line)) },
      Column("expires", .none, .ifAny) { .time($0.rule.expires) },
      Column("review_by", .none, .ifAny) { .time($0.rule.reviewBy) },
      Column("braked_at", .none, .ifAny) { .time($0.brake?.brakedAt) },
      Column("regulars_seen", .none, .ifAny) { .integer($0.brake?.seen) },
      Column("regulars_held", .none, .ifAny) { .integer($0.brake?.held) },
      Column("title") { .text($0.rule.title) },
      Column("what", .rest, .inTables) { .text($0.what) },
    ]
  }
}
