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
        modq queue --where 'tag=spam and age>2d and not tier=known'
        modq queue --claim --limit 5
        modq queue --sample 2%

      The riskiest comes first: score, reports, votes and replies raise a comment,
      and so does waiting. What was escalated comes last, whatever its status. What
      was snoozed is left out until its time has come. Risk is score + 2 √reports +
      ½ √(votes + replies) + the days from a comment to the log's last one.

      --claim takes the first (or --limit) that nobody has, so that no other claim gets
      them for five minutes. --where is explained by `modq help reject`. --sample draws
      the same comments each time, without those that somebody has decided about since;
      `modq report --sample` says what came of it.
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var list: ListOptions

  @OptionGroup var choice: ChoiceOptions

  @Option(
    name: .customLong("claimed-by"),
    help: ArgumentHelp("Only what this moderator has claimed.", valueName: "name"))
  var claimedBy: String?

  @Flag(help: "Claim what is listed: the first that nobody has, or --limit of them.")
  var claim = false

  @Option(help: "Who claims (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @Option(
    help: ArgumentHelp(
      "Instead of what waits: this share of what the rules published or rejected alone.", valueName: "2%"))
  var sample: Share?

  func validate() throws {
    if claim && sample != nil { throw ValidationError("--claim takes what waits, --sample what does not.") }
    if by != nil && !claim {
      throw ValidationError("--by goes with --claim; --claimed-by lists what somebody has.")
    }
  }

  func run() throws {
    let query = try query()
    let share = try sample?.share()
    guard !claim else { return try claimNext(query) }
    try withLog(log.path, for: .reading) { workspace in
      try requireKnown(query, in: workspace)
      let listing = QueueListing(workspace, query)
      let hasClaims = try Claims.areAny(in: workspace, at: query.now)
      var columns = try CommentSummary.columns(Finder(workspace).sites(), hasClaims: hasClaims)
      if sample != nil { columns.append(Column("status", .left(9)) { .text($0.row.state.status.name) }) }
      var writer = list.list(columns) { $0.id }
      if let share {
        try write(to: &writer) { (take) throws(LogError) in
          try RuleSample(share: share).visit(workspace, query, take)
        }
      } else {
        try write(to: &writer) { (take) throws(LogError) in try listing.visit(take) }
      }
      try writer.finish()
      guard list.chosenFormat == .table, sample == nil else { return }
      if writer.count == 0 { complain("nothing waits") }
      let snoozed = try listing.snoozed()
      if snoozed > 0 { complain("\(snoozed) snoozed: hidden until their time") }
    }
  }

  private func query() throws -> QueueListing.Query {
    var query = choice.query(now: .now)
    query.site = log.site
    query.limit = list.limit
    query.claimedBy = claimedBy
    query.filter = try choice.filter.filter(now: query.now)
    return query
  }

  private func requireKnown(_ query: QueueListing.Query, in workspace: Workspace) throws {
    try log.requireSite(in: workspace)
    try query.requireKnownNames(in: workspace)
  }

  private func write(
    to writer: inout ListWriter<CommentSummary>,
    _ visit: ((CommentSummary) throws(LogError) -> Bool) throws(LogError) -> Void
  ) throws {
    var isAtEscalated = false
    var failure: OutputFailure?
    try visit { (item) throws(LogError) in
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
  }

  /// Claims the next and prints them.
  private func claimNext(_ query: QueueListing.Query) throws {
    let name = try DecisionOptions.moderator(by)
    let (sites, claimed) = try withLog(log.path, for: .writing) { workspace in
      try requireKnown(query, in: workspace)
      let claims = try Claims(workspace, byName: name)
      let claimed = try claims.claimFree(query, limit: list.limit ?? 1, at: query.now)
      return (try workspace.reading { () throws(LogError) in try Finder(workspace).sites() }, claimed)
    }
    try list.print(claimed, CommentSummary.columns(sites)) { $0.id }
    if claimed.isEmpty && list.chosenFormat == .table { complain("nothing waits that nobody has") }
  }
}

extension QueueListing.Order: ExpressibleByArgument {}

extension CommentSummary {
  /// The columns of a list; a table names the sites of the log where there are several, and who has what where somebody
  /// has something.
  static func columns(_ sites: [String], hasClaims: Bool = false) -> [Column<CommentSummary>] {
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
      Column("claimed_by", hasClaims ? .left(10) : .none) { .text($0.claimedBy) },
      Column("tier", .left(9)) { .text($0.tier.rawValue) },
      Column("escalated", .none, .ifAny) { .flag($0.isEscalated ? true : nil) },
      Column("snoozed_until", .none, .ifAny) { .time($0.snoozedUntil) },
    ]
  }
}
