import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Who decided what since when, how that agrees with the rules, how old the queue is.",
    discussion: """
      Examples:
        modq report --since 7d
        modq report --since 2026-04-01T00:00:00Z --format json | jq '.people[] | [.by, .decisions, .reversed]'
        modq report --sample 2%       what came of `modq queue --sample 2%`

      agreed and disagreed count decisions on what the rules had published or rejected by themselves; what they held is no
      opinion. reversed are decisions that somebody undid, or for which somebody else decided the contrary. The queue is that
      of now, its age by this machine's clock.
      """)

  @Option(
    help: ArgumentHelp(
      "Only decisions of this time or later; 7d is seven days ago.", valueName: "2026-04-01 or 7d"))
  var since: PastMoment?

  @Option(help: ArgumentHelp("Only decisions before this time.", valueName: "2026-04-01 or 7d"))
  var until: PastMoment?

  @Option(
    help: ArgumentHelp("Tell what came of this share of what the rules decided alone.", valueName: "2%"))
  var sample: Share?

  @OptionGroup var log: LogOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let (start, end) = try PastMoment.range(since, until)
    let share = try sample?.share()
    let report = try withLog(log.path, for: .reading) { workspace in
      try log.requireSite(in: workspace)
      return try ModerationReport(
        workspace, site: log.site, since: start, until: end,
        sample: share.map { RuleSample(share: $0) }, now: .now)
    }
    try printOut(form.isJSON ? report.json : Array(report.text(form.terminal).utf8))
  }
}

/// A part of something in percent: `2%`, `0.5%`.
struct Share: ExpressibleByArgument {
  /// Nil for what is no share, which ``share()`` says more of than that it is invalid.
  private let value: Double?
  private let argument: String

  init(argument: String) {
    self.argument = argument
    value =
      argument.last == "%"
      ? Double(argument.dropLast()).flatMap { $0 > 0 && $0 <= 100 ? $0 / 100 : nil } : nil
  }

  /// From 0 to 1.
  func share() throws(Failure) -> Double {
    if let value { return value }
    throw Failure(
      .usage, "--sample \(visible(argument)) is no share",
      advice: "Give more than 0% and at most 100%, with the sign: 2%, 0.5%.")
  }
}
