import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List what waits for a decision.",
    discussion: """
      Examples:
        modq queue
        modq queue --rule link_only_newcomer --limit 20
        modq queue --nick 折口 --format ids | modq spam - --reason flooding

      The riskiest comes first: score, reports, votes and replies raise a comment,
      and so does waiting. What was escalated comes last, whatever its status. What
      was snoozed is left out until its time has come.
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var list: ListOptions

  @Option(help: ArgumentHelp("Only what this rule fired on.", valueName: "id"))
  var rule: String?

  @Option(help: "Only what a rule with this tag fired on.")
  var tag: String?

  @Option(help: "Only this thread.")
  var thread: String?

  @Option(help: "Only this nickname, in any spelling with the same key.")
  var nick: String?

  @Option(help: "risk: the riskiest first; age: the oldest first.")
  var sort: QueueListing.Order = .risk

  func run() throws {
    var query = QueueListing.Query(now: .now)
    query.site = log.site
    query.thread = thread
    query.nick = nick
    query.rule = rule
    query.tag = tag
    query.order = sort
    query.limit = list.limit
    try withLog(log.path, for: .reading) { workspace in
      let listing = QueueListing(workspace, query)
      var writer = try list.list(CommentSummary.columns(Finder(workspace).sites())) { $0.id }
      var isAtEscalated = false
      var failure: OutputFailure?
      try listing.visit { (item) throws(LogError) in
        do throws(OutputFailure) {
          if item.isEscalated && !isAtEscalated {
            isAtEscalated = true
            writer.remark(writer.count > 0 ? "\nescalated:" : "escalated:")
          }
          try writer.add(item)
          return true
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
      try writer.finish()
      guard list.chosenFormat == .table else { return }
      if writer.count == 0 { complain("nothing waits") }
      let snoozed = try listing.snoozed()
      if snoozed > 0 { complain("\(snoozed) snoozed: hidden until their time") }
    }
  }
}

extension QueueListing.Order: ExpressibleByArgument {}

extension CommentSummary {
  /// The columns of a list; a table names the sites of the log where there are several.
  static func columns(_ sites: [String]) -> [Column<CommentSummary>] {
    [
      Column("id", .left(14)) { .text($0.id) },
      Column("site", sites.count > 1 ? .left(10) : .none) { .text($0.site) },
      Column("thread") { .text($0.thread) },
      Column("nick", .left(12)) { .text($0.nick) },
      Column("at") { .time($0.at) },
      Column("body", .rest) { .text($0.body) },
      Column("score", .right(6)) { .number($0.score) },
      Column("risk") { .number(rounded($0.risk)) },
      Column("verdict") { .text($0.verdict.name) },
      Column("rules", .left(20)) { .words($0.rules) },
      Column("reports") { .integer(Int64($0.reports)) },
      Column("claimed_by") { _ in .text(nil) },
      Column("tier", .left(9)) { .text($0.tier.rawValue) },
      Column("escalated", .none, .ifAny) { .flag($0.isEscalated ? true : nil) },
      Column("snoozed_until", .none, .ifAny) { .time($0.snoozedUntil) },
    ]
  }
}
