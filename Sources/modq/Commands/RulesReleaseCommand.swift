import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

struct RulesReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Let a rule that was braked hold comments again.",
    discussion: """
      Examples:
        modq rules list --format table
        modq rules release shouting_caps --reason 'holds what it should'

      A rule new to a log of 1,000 judged events that within a day of event time holds more than 5 % of at least 50 comments of
      known or trusted authors is braked: it is recorded as a rule in trial is, and holds nothing, until its text changes or it
      is released. What it does after the release can brake it again.
      """)

  @Argument(help: "The id of the rule.")
  var id: String

  @OptionGroup var log: DatabaseOptions

  @Option(help: "Who decides (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @Option(help: "Why, in a few words.")
  var reason: String?

  func run() throws {
    let name = try DecisionOptions.moderator(by)
    let release = try withLog(log.path, for: .writing) { workspace in
      try RuleRelease.run(of: id, by: name, reason: reason, at: .now, in: workspace)
    }
    guard let release else {
      throw Failure(
        .noInput, "no rule \(visible(id)) is braked",
        advice: "`modq rules list` shows which are, since when and why.")
    }
    try printOut(release.json(by: name), done: Done(recorded: [release.entry.id]))
  }
}

extension RuleRelease {
  fileprivate func json(by moderator: String) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("seq")
    writer.integer(entry.seq)
    writer.member("id", entry.id)
    writer.member("rule", trial.rule)
    writer.member("by", moderator)
    writer.member("braked_at", trial.brakedAt?.rfc3339)
    writer.key("regulars_seen")
    writer.integer(trial.seen)
    writer.key("regulars_held")
    writer.integer(trial.held)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}
