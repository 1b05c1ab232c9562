import ArgumentParser
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

/// Which rules to judge by.
struct RulesOptions: ParsableArguments {
  @Option(help: "The directory of rules (else $MODQ_RULES, else Rules).")
  var rules: String?

  init() {}

  /// These rules, whatever the environment says.
  init(_ directory: String) {
    self.init()
    rules = directory
  }

  var directory: String { rules ?? environment("MODQ_RULES") ?? "Rules" }

  /// Reads the rules without trying out their patterns.
  func load() throws(Failure) -> RuleSet {
    try load(.none)
  }

  /// Reads the rules, tries out every pattern and runs every test.
  func loadTested(checks: RuleChecks = .standard) throws(Failure) -> (RuleSet, [RuleTestRun.Report]) {
    let ruleSet = try load(.all, checks: checks)
    do {
      return (ruleSet, try RuleTestRun(ruleSet).run())
    } catch {
      throw Failure(error)
    }
  }

  /// Makes sure of rules that the log has not seen: patterns that do not compile and tests that fail are
  /// found before anything is judged by them.
  ///
  /// Known ones were made sure of when they came.
  func prove(_ ruleSet: RuleSet, for workspace: Workspace) throws(Failure) -> RuleSet {
    guard !workspace.projections.regimes.contains(where: { $0.digest == ruleSet.digest }) else {
      return ruleSet
    }
    return try loadProven()
  }

  /// Reads the rules and makes sure of them.
  func loadProven() throws(Failure) -> RuleSet {
    let (tested, reports) = try loadTested()
    for warning in tested.warnings { complain(warning.rendered) }
    let failures = reports.flatMap(\.failures)
    guard failures.isEmpty else {
      for failure in failures { complain(failure.rendered) }
      throw Failure(
        .rules, "tests in the rules fail", advice: "`modq rules test` runs them; nothing was judged.")
    }
    return tested
  }

  private func load(
    _ compiling: RuleSet.Compiling, checks: RuleChecks = .standard
  ) throws(Failure) -> RuleSet {
    let ruleSet: RuleSet
    do {
      ruleSet = try RuleSet.load(directory: directory, compiling: compiling, checks: checks)
    } catch {
      throw Failure(error)
    }
    guard !ruleSet.rules.isEmpty else {
      throw Failure(
        .rules, "there are no rules in \(visible(directory))",
        advice: "Without rules everything would be published; name another directory with --rules.")
    }
    return ruleSet
  }
}

extension RuleTestRun.Failed {
  /// `file:line:column: error: …`, as for the other problems of rules.
  var rendered: String {
    "\(visible(location.file)):\(location.line):\(location.column): error: expected \(visible(expected)), "
      + "got \(visible(got))"
  }
}
