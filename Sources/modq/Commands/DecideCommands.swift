import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

/// What the commands that decide about comments have in common.
protocol CommentDecision: ParsableCommand {
  static var verb: Decision.Verb { get }
  var targets: CommentTargets { get }
  var until: Timestamp? { get }
}

extension CommentDecision {
  var until: Timestamp? { nil }

  func run() throws {
    let ids = try targets.ids()
    let details = Moderation.Details(reason: targets.who.reason, until: until)
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
    discussion: "Examples:\n  modq reject c42 --reason 'personal attack'")
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
  @Option(name: .customLong("until"), help: "When to show them again: a time, or 30m, 12h, 2d from now.")
  var end: Moment
  var until: Timestamp? { end.timestamp }
}

struct NoteCommand: CommentDecision {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a remark beside comments: their status stays.",
    discussion: "Examples:\n  modq note c42 --reason 'asked the author to tone it down'")
  static let verb = Decision.Verb.note
  @OptionGroup var targets: CommentTargets

  func validate() throws {
    guard targets.who.reason != nil else { throw ValidationError("A note says something: give --reason.") }
  }
}

/// The comments that a decision is about.
struct CommentTargets: ParsableArguments {
  @Argument(help: "Ids of comments; - reads them from standard input, one a line.")
  var named: [String]

  @OptionGroup var who: DecisionOptions

  /// The ids, each once, in the order in which they were named.
  func ids() throws -> [String] {
    try IdentifierLine.ids(named)
  }
}
