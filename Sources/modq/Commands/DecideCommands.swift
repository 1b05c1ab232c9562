import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

/// What the commands that decide about comments have in common.
protocol CommentDecision: ParsableCommand {
  static var verb: Decision.Verb { get }
  var targets: CommentTargets { get }
  var until: Timestamp? { get throws(Failure) }
}

extension CommentDecision {
  var until: Timestamp? { nil }

  func run() throws {
    let details = Moderation.Details(reason: targets.who.reason, until: try until)
    if let filter = try targets.filter.filter(now: .now) {
      let run = BulkRun(
        verb: Self.verb, filter: filter, details: details,
        moderator: try DecisionOptions.moderator(targets.who.by),
        site: targets.who.log.site, isSure: targets.isSure, now: .now)
      return try run.run(targets.who.log.path)
    }
    let ids = try targets.ids()
    if targets.ifUndecided {
      return try targets.who.act { (moderation) throws(LogError) in
        try moderation.decideIfUndecided(
          Self.verb, comments: ids, site: targets.who.log.site, details: details)
      }
    }
    try targets.who.act { (moderation) throws(LogError) in
      try moderation.decide(Self.verb, comments: ids, site: targets.who.log.site, details: details)
    }
  }
}

struct ApproveCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Publish comments: they are fine.",
    discussion: "Examples:\n  modq approve c42\n  modq queue --nick 折口 --format ids | modq approve -")
  static let verb = Decision.Verb.approve
  @OptionGroup var targets: CommentTargets
}

struct RejectCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Hide comments: they are not wanted here.",
    discussion: """
      Examples:
        modq reject c42 --reason 'personal attack'
        modq reject --where 'rule=flood_new and nick=折口' --yes

      """ + CommentTargets.filterHelp)
  static let verb = Decision.Verb.reject
  @OptionGroup var targets: CommentTargets
}

struct SpamCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "spam", abstract: "Hide comments: they are spam, which weighs more against their author.",
    discussion: "Examples:\n  modq spam c42 c43")
  static let verb = Decision.Verb.spam
  @OptionGroup var targets: CommentTargets
}

struct EscalateCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "escalate", abstract: "Leave comments to somebody else: their status stays.",
    discussion: "Examples:\n  modq escalate c42 --reason 'legal threat'")
  static let verb = Decision.Verb.escalate
  @OptionGroup var targets: CommentTargets
}

struct SnoozeCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "snooze", abstract: "Look at comments later: lists hide them until then.",
    discussion: "Examples:\n  modq snooze c42 --until 2d")
  static let verb = Decision.Verb.snooze
  @OptionGroup var targets: CommentTargets
  @Option(
    name: .customLong("until"), parsing: .unconditional,
    help: "When to show them again: a time, or 30m, 12h, 2d from now.")
  var end: Moment
  var until: Timestamp? {
    get throws(Failure) { try end.timestamp() }
  }
}

struct NoteCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a remark beside comments: their status stays.",
    discussion: "Examples:\n  modq note c42 --reason 'asked the author to tone it down'")
  static let verb = Decision.Verb.note
  @OptionGroup var targets: CommentTargets

  func validate() throws {
    guard targets.who.reason?.contains(where: { !$0.isWhitespace }) == true else {
      throw ValidationError("A note says something: give --reason.")
    }
  }
}

/// The comments that a decision is about.
struct CommentTargets: ParsableArguments {
  @Argument(help: "Ids of comments; - reads them from standard input, one a line.")
  var named: [String] = []

  @OptionGroup var filter: FilterOption

  @Flag(name: [.customLong("yes"), .customShort("y")], help: "With --where: do not ask before that.")
  var isSure = false

  @Flag(name: .customLong("if-undecided"), help: "Leave those alone that somebody decided about already.")
  var ifUndecided = false

  /// Never taken: a decision about some of what a filter means would be one about whichever come first.
  @Option(help: .hidden)
  var limit: Int?

  /// What `--where` takes.
  static let filterHelp = """
    --where takes comparisons with and, or, not and parentheses. Words are compared with
    = and !=: id, site, thread, nick, rule, tag, ip, email, proof, status, verdict, tier,
    claimed_by, escalated (yes, no), snoozed; numbers also with < and >: score, reports,
    up, down, replies, links, age (2d, 12h, 30m), at; before= and after= take a time or a
    span. What has a blank or a parenthesis stands in quotes. Without status it is what is
    held, without escalated and snoozed what is neither.
    """

  func validate() throws {
    if limit != nil {
      throw ValidationError(
        "A decision has no --limit: `modq queue --where … --limit 3 --format ids` lists the first; pipe them to this command with -."
      )
    }
    guard named.isEmpty == (filter.text != nil) else {
      throw ValidationError(
        filter.text == nil
          ? "Give ids, - for ids on standard input, or --where." : "Give ids or --where, not both.")
    }
    if filter.text == nil && isSure { throw ValidationError("--yes goes with --where.") }
    if filter.text != nil && ifUndecided {
      throw ValidationError("--if-undecided goes with ids; --where status=held says the same.")
    }
  }

  @OptionGroup var who: DecisionOptions

  /// The ids, each once, in the order in which they were named.
  func ids() throws -> [String] {
    try IdentifierLine.ids(named)
  }
}
