import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Judge the past with today's rules: what would change, and with --apply change it.",
    discussion: """
      Examples:
        modq sweep
        modq sweep --rule spam_side_job_ja --since 2026-04-01T00:00:00Z
        modq sweep --apply --yes --reason 'new rule against side jobs'
        modq undo modq:batch-4711      takes a whole sweep back

      Every comment is judged as if it came with what is known of its author today; what counts over the minutes before it
      counts those. What a human decided about, escalated or snoozed, and what readers doubt, is left alone.
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var rules: RulesOptions

  @Option(help: ArgumentHelp("Only comments of this time or later.", valueName: "2026-04-01 or 7d"))
  var since: PastMoment?

  @Option(help: ArgumentHelp("Only comments before this time.", valueName: "2026-04-01 or 7d"))
  var until: PastMoment?

  @Option(help: ArgumentHelp("Only what this rule held, or holds now.", valueName: "id"))
  var rule: String?

  @Option(help: "Only comments of this thread.")
  var thread: String?

  @Option(help: "At most so many changes.")
  var limit: Int?

  @Flag(help: "Make the changes, as one batch of decisions.")
  var apply = false

  @Flag(help: "Do not ask before that.")
  var yes = false

  @Option(help: "Who has it done (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @Option(help: "Why, in a few words.")
  var reason: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  func run() throws {
    let ruleSet = try rules.load()
    if let rule, ruleSet.index(of: rule) == nil { try requireRecorded(rule, instead: ruleSet) }
    if apply && !yes && isatty(STDIN_FILENO) != 1 {
      throw Failure(
        .usage, "a sweep changes many comments at once", advice: "Look at it without --apply, then add --yes."
      )
    }
    let name = apply ? try DecisionOptions.moderator(by) : ""
    if !apply || !yes {
      let report = try withLog(log.path, for: .reading) { workspace in
        try sweep(workspace, ruleSet).preview()
      }
      try show(report, isApplied: false)
      guard apply, report.changes > 0,
        try Question.ask("Change \(report.changes) comments?", isAnswered: false)
      else { return }
    }
    let report = try withLog(log.path, for: .writing) { workspace in
      try sweep(workspace, ruleSet).apply(
        reason: reason.map { "sweep by \(name): \($0)" } ?? "sweep by \(name)")
    }
    try show(report, isApplied: true)
  }

  /// A rule that is gone may have held what is to be let out; one that never fired is a slip of the pen.
  private func requireRecorded(_ rule: String, instead ruleSet: RuleSet) throws {
    let isRecorded = try withLog(log.path, for: .reading) { workspace in
      try workspace.projections.rulesFired().contains(rule)
    }
    guard isRecorded else {
      let near = Suggestion.closest(to: rule, among: ruleSet.rules.map(\.id))
      throw Failure(
        .usage,
        "there is no rule \(visible(rule)) in \(visible(rules.directory)), and none fired in this log",
        advice: near.map { "Did you mean \($0)?" } ?? "`modq rules list` lists them.")
    }
    complain(
      "modq: there is no rule \(visible(rule)) in \(visible(rules.directory)): only what it held is looked at"
    )
  }

  private func sweep(_ workspace: Workspace, _ ruleSet: RuleSet) throws -> Sweep {
    var selection = Sweep.Selection()
    (selection.since, selection.until) = try PastMoment.range(since, until)
    if let site = log.site { selection.site = try Finder(workspace).onlySite(site).get() }
    var named = QueueListing.Query(now: .now)
    named.site = log.site
    named.thread = thread
    try named.requireKnownNames(in: workspace)
    selection.thread = thread
    selection.rule = rule
    selection.limit = limit
    let book = RuleBook(try rules.prove(ruleSet, for: workspace))
    return try Sweep(workspace, rules: book, selection, at: .now)
  }

  private func show(_ report: SweepReport, isApplied: Bool) throws(Failure) {
    try printOut(
      Output.isTerminal ? Array(report.text(isApplied: isApplied).utf8) : report.json(isApplied: isApplied),
      done: Done(recorded: report.batches.map(\.name)))
  }
}
