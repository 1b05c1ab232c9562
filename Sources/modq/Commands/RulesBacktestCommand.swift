import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct RulesBacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Judge the whole log by a directory of rules, and hold that to what moderators decided.",
    discussion: """
      Examples:
        modq rules backtest
        modq rules backtest --rules Rules.new --since 2025-06-01T00:00:00Z
        modq rules backtest --fail-if 'precision<0.95' --fail-if 'held_per_day_after>40' --fail-if '*.precision<0.5'

      Each text is judged by what was known when it came: standing and counters are folded anew, under the policy of the
      directory. Nothing is logged. Beside each rule stand its hits, and how many a moderator agreed with (as in rules
      stats); then what is held and rejected, before (as recorded) and after (by the directory), what is newly caught and
      newly released, and of all that is caught the precision, of all that moderators rejected the recall.

      --fail-if NAME<NUMBER makes the exit status 1 where that holds; <=, >, >=, == and != do as well, and a name on the
      right. Several can be given. Names are the numbers of the summary, RULE.precision and the other numbers of a rule,
      and *.precision for every rule. What has no value, because nothing was decided, fails nothing.
      """)

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var tuning: TuningOptions
  @OptionGroup var list: ListOptions

  @Option(help: ArgumentHelp("Exit with 1 if this holds, as in 'precision<0.95'.", valueName: "expression"))
  var failIf: [String] = []

  @Option(help: ArgumentHelp("Newly caught and newly released texts to show, of each.", valueName: "n"))
  var samples = 10

  func validate() throws {
    guard (0...1_000).contains(samples) else { throw ValidationError("--samples is from 0 to 1000.") }
  }

  func run() throws {
    let ruleSet = try rules.load()
    let gates = try failIf.map { text throws(Failure) in try gate(text, ruleSet) }
    let scope = try tuning.scope()
    let report = try withLog(log.path, for: .reading) { workspace in
      try tuning.requireSite(in: workspace)
      let proven = try rules.prove(ruleSet, for: workspace)
      let progress = Progress("backtest")
      let start = ContinuousClock.now
      let backtest = try Backtest(workspace, proven, scope: scope, samples: samples) {
        progress.show($0, of: $1)
      }
      progress.end()
      return BacktestReport(
        backtest, sites: try Finder(workspace).sites(), seconds: (ContinuousClock.now - start) / .seconds(1))
    }
    try report.print(list)
    let failed = gates.flatMap { gate in
      gate.failures(summary: report.summary, rules: report.backtest.rules).map { (gate, $0) }
    }
    for (gate, figure) in failed {
      complain("modq: \(visible(figure.name)) is \(figure.text): the gate is \(visible(gate.text))")
    }
    if !failed.isEmpty { throw Failure(.refused, "") }
  }

  private func gate(_ text: String, _ ruleSet: RuleSet) throws(Failure) -> GateExpression {
    do {
      return try GateExpression(text, rules: ruleSet)
    } catch {
      throw Failure(
        .usage, "--fail-if \(visible(text)): \(visible(error.message))",
        advice: "Possible is \(GateExpression.choices).")
    }
  }
}
