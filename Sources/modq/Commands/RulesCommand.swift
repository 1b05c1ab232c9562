import ArgumentParser
import ModQEvent
import ModQJudge
import ModQueue

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Check, test, list, measure and release rules, and try them on the log.",
    subcommands: [
      RulesCheckCommand.self, RulesTestCommand.self, RulesListCommand.self, RulesStatsCommand.self,
      RulesProfileCommand.self, RulesBacktestCommand.self, RulesDiffCommand.self, RulesReleaseCommand.self,
    ])
}

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Load a directory of rules, try out its patterns, run its tests.",
    discussion: "Examples:\n  modq rules check\n  modq rules check --strict --rules site-rules")

  @OptionGroup var rules: RulesOptions
  @Flag(help: "Warnings are errors.")
  var strict = false
  @Flag(name: .customLong("no-jit"), help: "Attack the patterns as run by PCRE2's interpreter.")
  var isInterpreted = false

  func run() throws {
    let (ruleSet, reports) = try rules.loadTested(checks: .attacking(jit: !isInterpreted))
    let warnings = ruleSet.warnings.map(\.rendered) + RuleDates(ruleSet, at: .now).warnings
    for warning in warnings { complain(warning) }
    if ruleSet.unlistedWarnings > 0 { complain("and \(ruleSet.unlistedWarnings) more warnings") }
    if isInterpreted || !Pattern.hasMachineCode {
      complain(
        "modq: the patterns ran without a just-in-time compiler, on 2 KiB; nothing is promised for longer texts"
      )
    }
    let failures = reports.flatMap(\.failures)
    for failure in failures { complain(failure.rendered) }
    guard failures.isEmpty, !strict || warnings.isEmpty else {
      throw Failure(.rules, "the rules in \(visible(rules.directory)) are not in order")
    }
    let tests = reports.reduce(0) { $0 + $1.passed }
    complain("\(ruleSet.rules.count) rules in \(ruleSet.files.count) files, \(tests) tests passed")
  }
}

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests that stand in the rules files.",
    discussion: "Examples:\n  modq rules test\n  modq rules test link_only_newcomer")

  @Argument(help: "Ids of rules; nothing is all.")
  var ids: [String] = []
  @OptionGroup var rules: RulesOptions
  @OptionGroup var list: ListOptions

  func run() throws {
    var (ruleSet, reports) = try rules.loadTested()
    for id in ids where ruleSet.index(of: id) == nil {
      throw Failure(.noInput, "there is no rule \(visible(id))", advice: "`modq rules list` lists them.")
    }
    if !ids.isEmpty { reports = reports.filter { ids.contains($0.id) } }
    try list.print(reports, RuleTestRun.Report.columns) { $0.id }
    guard reports.allSatisfy(\.failures.isEmpty) else { throw Failure(.refused, "") }
  }
}

extension RuleTestRun.Report {
  fileprivate static var columns: [Column<RuleTestRun.Report>] {
    [
      Column("id", .left(30)) { .text($0.id) },
      Column("file", .left(24)) { .text($0.file) },
      Column("passed", .right(6)) { .integer(Int64($0.passed)) },
      Column("failed", .rest) { report in
        .compound(words: report.failures.map(\.rendered).joined(separator: " ")) { writer in
          writer.beginArray()
          for failure in report.failures { failure.write(to: &writer) }
          writer.endArray()
        }
      },
    ]
  }
}

extension RuleTestRun.Failed {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("file", location.file)
    writer.key("line")
    writer.integer(location.line)
    writer.member("expected", expected)
    writer.member("got", got)
    writer.endObject()
  }
}
