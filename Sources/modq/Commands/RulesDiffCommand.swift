import ArgumentParser
import ModQEventLog
import ModQJudge
import ModQueue

struct RulesDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Judge the whole log by two directories of rules, and list what they do not agree on.",
    discussion: """
      Examples:
        git worktree add ../before && modq rules diff ../before/Rules Rules
        modq rules diff Rules Rules.new --format jsonl | jq -c 'select(.change == "released")'

      Each text is judged by what was known when it came, under each directory's own policy. Listed are the texts that B
      newly catches (change: caught; A published them), newly releases (released), rejects where A held (raised) or holds
      where A rejected (lowered), with the rules that made the difference; none if it was the policy. Nothing is logged.
      """)

  @Argument(help: ArgumentHelp("The directory of rules to start from.", valueName: "a"))
  var old: String
  @Argument(help: ArgumentHelp("The directory of rules to compare with it.", valueName: "b"))
  var new: String
  @OptionGroup var log: DatabaseOptions
  @OptionGroup var tuning: TuningOptions
  @OptionGroup var list: ListOptions

  func run() throws {
    let directories = [RulesOptions(old), RulesOptions(new)]
    let loaded = try directories.map { directory throws(Failure) in try directory.load() }
    let scope = try tuning.scope()
    try withLog(log.path, for: .reading) { workspace in
      try tuning.requireSite(in: workspace)
      let sets = try zip(directories, loaded).map { directory, set throws(Failure) in
        try directory.prove(set, for: workspace)
      }
      let progress = Progress("diff")
      let comparison = try RulesDifference(
        workspace, from: sets[0], to: sets[1], scope: scope
      ) { progress.show($0, of: $1) }
      progress.end()
      var writer = list.list(Difference.columns(try Finder(workspace).sites())) { $0.id }
      var left = list.limit ?? .max
      var failure: OutputFailure?
      try comparison.visit { (difference) throws(LogError) in
        do throws(OutputFailure) {
          try writer.add(difference)
          left -= 1
          return left > 0
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
      try writer.finish()
      complain(comparison.summary.sentence)
    }
  }
}

extension TuningSummary {
  fileprivate var sentence: String {
    "of \(comments) texts A holds \(heldBefore) and rejects \(rejectedBefore), B holds \(held) and rejects \(rejected): "
      + "\(newlyCaught) newly caught, \(newlyReleased) newly released"
      + (erased > 0 ? "; \(erased) erased ones were skipped" : "")
  }
}
