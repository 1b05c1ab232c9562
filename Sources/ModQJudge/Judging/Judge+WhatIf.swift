extension Judge {
  /// What a recorded verdict would have been without one of its rules.
  ///
  /// Scores that the rule absorbed count again. A rule whose condition named it is evaluated anew with what
  /// its reason recorded; where that does not tell, it is taken not to have fired. A rule that did not fire
  /// *because* this one did stays as it was: what it would have looked at was not recorded.
  ///
  /// - Parameters:
  ///   - rule: an id, or ``blockedRule``.
  ///   - verdict: made by a judge of the same rule set.
  /// - Returns: the outcome without the rule.
  package func outcome(without rule: String, in verdict: Verdict) -> Verdict.Outcome {
    var removed: Set<String> = [rule]
    let recorded = Dictionary((verdict.reasons + verdict.shadow).map { ($0.rule, $0) }) { first, _ in first }
    for index in plan.order {
      let later = ruleSet.rules[index]
      guard let reason = recorded[later.id], !removed.contains(later.id),
        later.condition?.rulesNamed.contains(where: removed.contains) == true
      else { continue }
      var record = Record(
        rule: later, tests: ruleSet.tests, reason: reason, fired: Set(recorded.keys).subtracting(removed))
      if (try? later.evaluate(in: &record)) != .yes { removed.insert(later.id) }
    }
    return outcome(of: verdict, removing: removed, because: rule)
  }

  private func outcome(of verdict: Verdict, removing removed: Set<String>, because rule: String)
    -> Verdict.Outcome
  {
    let left = verdict.reasons.filter { !removed.contains($0.rule) }
    let absorbed = Set(
      left.flatMap { reason in ruleSet.index(of: reason.rule).map { ruleSet.rules[$0].absorbs } ?? [] })
    var weighing = Weighing()
    for var reason in left {
      if let index = ruleSet.index(of: reason.rule) {
        reason.score = absorbed.contains(reason.rule) ? 0 : ruleSet.rules[index].score
      }
      weighing.add(reason)
    }
    if verdict.errors.contains(where: { $0.rule != rule }) { weighing.floor = max(weighing.floor, .hold) }
    return weighing.outcome(under: ruleSet.policy)
  }
}

/// The circumstances of a rule as its reason recorded them.
private struct Record: Circumstances {
  let rule: Rule
  let tests: [MatchTest]
  let reason: Verdict.Reason
  /// The ids of the rules that fired.
  let fired: Set<String>

  func match(_ index: Int) -> Truth {
    let name = tests[rule.matches[index]].name
    return Truth(reason.matches.contains { $0.name == name })
  }

  func count(_ index: Int) -> (number: Int, atLeast: Int)? {
    let test = rule.counts[index]
    guard case .number(let number) = value(named: test.name + ".count") else { return nil }
    return (Int(number), test.atLeast)
  }

  func value(of signal: Signal) -> SignalValue { value(named: signal.rawValue) }

  func rule(_ id: String) -> Truth { Truth(fired.contains(id)) }

  private func value(named name: String) -> SignalValue {
    reason.values.first { $0.name == name }?.value ?? .unknown
  }
}
