import ArgumentParser
import ModQEventLog
import ModQueue

struct RulesStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "How often each rule hit, and how often a moderator agreed.",
    discussion: """
      Examples:
        modq rules stats
        modq rules stats --format json | jq '.[] | select(.precision < 0.5) | .id'

      As the log recorded it: nothing is judged. A hit is one text, a comment or what an edit made of it. It is a true
      positive if the decision in force on that very text is reject or spam, a false positive if it is approve, undecided
      without one. precision_lower is the lower end of Wilson's interval (90 %, one-sided). Rules in trial count too:
      shadow_hits are the hits that had no effect. always_with are the rules that fired whenever this one did.
      """)

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var tuning: TuningOptions
  @OptionGroup var list: ListOptions

  func run() throws {
    let scope = try tuning.scope()
    let figures = try withLog(log.path, for: .reading) { workspace in
      try tuning.requireSite(in: workspace)
      return try RecordedFigures.of(workspace, scope: scope)
    }
    let isTable = list.chosenFormat == .table
    try list.print(isTable ? figures.filter { $0.hits > 0 } : figures, RuleFigures.columns) { $0.id }
    let idle = figures.count(where: { $0.hits == 0 })
    if isTable && idle > 0 { complain("rules without a hit: \(idle)") }
  }
}
