import ArgumentParser
import ModQEvent
import ModQJudge
import ModQueue

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Check, test and list rules.",
    subcommands: [RulesCheckCommand.self])
}

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Load a directory of rules, try out its patterns, run its tests.",
    discussion: "Examples:\n  modq rules check\n  modq rules check --strict --rules site-rules")

  @OptionGroup var rules: RulesOptions
  @Flag(help: "Warnings are errors.")
  var strict = false

  func run() throws {
    let (ruleSet, reports) = try rules.loadTested()
    for warning in ruleSet.warnings { complain(warning.rendered) }
    let failures = reports.flatMap(\.failures)
    for failure in failures { complain(failure.rendered) }
    guard failures.isEmpty, !strict || ruleSet.warnings.isEmpty else {
      throw Failure(.rules, "the rules in \(visible(rules.directory)) are not in order")
    }
    let tests = reports.reduce(0) { $0 + $1.passed }
    complain("\(ruleSet.rules.count) rules in \(ruleSet.files.count) files, \(tests) tests passed")
  }
}
