import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Take comments in hand, so that nobody else is given them.",
    discussion: """
      Examples:
        modq claim c42
        modq claim c42 --steal        also from who has it
        modq queue --claim --limit 5  the next five that nobody has

      A claim ends after five minutes, with `modq unclaim`, or with a decision; claiming
      again renews it. It keeps nobody from deciding: --if-undecided does.
      """)

  @Argument(help: "Ids of comments.")
  var ids: [String]

  @Flag(help: "Take them from who has them.")
  var steal = false

  @Option(help: "Who claims (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @OptionGroup var log: LogOptions

  func run() throws {
    let name = try DecisionOptions.moderator(by)
    let claimed = try withLog(log.path, for: .writing) { workspace in
      try Claims(workspace, byName: name).claim(ids, site: log.site, isStealing: steal, at: .now).get()
    }
    for other in claimed.others {
      complain("modq: \(visible(other.comment.id)) is in the hands of \(visible(other.by)): --steal takes it")
    }
    let lines = claimed.comments.map { IdentifierLine.line(for: $0.id) + "\n" }
    try printOut(
      Array(lines.joined().utf8),
      done: Done("what is free is claimed", shownBy: "`modq queue --claimed-by NAME` lists it"))
    if !claimed.others.isEmpty { throw Failure(.refused, "") }
  }
}

struct UnclaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unclaim", abstract: "Give claimed comments back.",
    discussion: "Examples:\n  modq unclaim c42\n  modq unclaim           all that you have claimed")

  @Argument(help: "Ids of comments; none are all that you have claimed by commands.")
  var ids: [String] = []

  @Option(help: "Whose claims (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @OptionGroup var log: LogOptions

  func run() throws {
    let name = try DecisionOptions.moderator(by)
    let count = try withLog(log.path, for: .writing) { workspace in
      try Claims(workspace, byName: name).unclaim(ids, site: log.site, at: .now).get()
    }
    complain("\(count) given back")
  }
}
