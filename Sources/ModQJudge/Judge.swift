package import ModQEvent

/// Weighs what was found in a text and what is known of its author by the rules of one set: the verdict.
///
/// Pure: the same rules, brakes and arguments give the same verdict, to the last bit. Scores are summed in
/// millionths, as whole numbers, so that neither the order of the rules nor rounding decides at a threshold.
///
/// Rules are evaluated in an order in which each comes after those that its condition names. Most rules of a
/// large set cannot fire while none of their own tests hit; those are not looked at (see ``JudgePlan``).
package struct Judge: Sendable {
  package let ruleSet: RuleSet
  /// The ids of rules that work as if they were in trial.
  package let braked: Set<String>
  let plan: JudgePlan
  /// For each rule whether its outcome counts, by itself or through the condition of another.
  private let hasEffect: [Bool]

  /// - Complexity: O(size of the rule set).
  package init(_ ruleSet: RuleSet, braked: Set<String> = []) {
    self.ruleSet = ruleSet
    self.braked = braked
    let plan = JudgePlan(ruleSet.rules, testCount: ruleSet.tests.count)
    self.plan = plan
    var hasEffect = ruleSet.rules.map { $0.status == .active && !braked.contains($0.id) }
    for index in plan.order.reversed() where !hasEffect[index] {
      hasEffect[index] = plan.dependents[index].contains { hasEffect[$0] }
    }
    self.hasEffect = hasEffect
  }

  /// What is known of an event beside what its rules find in it.
  package struct Case: Sendable {
    package var kind: EventKind
    package var site: String
    package var at: Timestamp
    /// The author's standing at this moment; nil for events without one.
    package var author: Verdict.Author?
    /// A moderator blocked the author.
    package var isBlocked: Bool
    /// What the classifier makes of the text, once it has an opinion.
    package var learned: Verdict.Learned?
    /// The links in the text.
    package var links: Int
    /// The `seq` of the log entry that names the rule set.
    package var ruleset: Int64

    package init(
      kind: EventKind, site: String, at: Timestamp, author: Verdict.Author? = nil, isBlocked: Bool = false,
      learned: Verdict.Learned? = nil, links: Int = 0, ruleset: Int64 = 0
    ) {
      self.kind = kind
      self.site = site
      self.at = at
      self.author = author
      self.isBlocked = isBlocked
      self.learned = learned
      self.links = links
      self.ruleset = ruleset
    }
  }

  /// The rule id of the reason that a blocked author's verdict gives.
  package static let blockedRule = "modq:blocked"

  /// The verdict on one event.
  ///
  /// - Parameters:
  ///   - event: what is known of it beside its text.
  ///   - matches: what the tests of the rule set found, by their index in ``RuleSet/tests``.
  ///   - signals: asked for each signal at most once, and only for what a condition looks at.
  ///   - profile: takes note of what each rule costs.
  /// - Returns: the outcome and all that it rests on.
  /// - Throws: what `signals` throws.
  /// - Complexity: O(rules that may fire), which for a text in which nothing was found is the number of rules
  ///   whose condition can hold without a hit.
  package func verdict(
    on event: Case, matches: Matches, signals: some SignalSource, profile: RuleProfile? = nil
  ) throws(JudgeError) -> Verdict {
    var verdict = Verdict(
      author: event.author, learned: event.learned, ruleset: event.ruleset, links: event.links)
    let candidates = plan.candidates(for: event.kind, matches: matches)
    var weighing = Weighing()
    if !candidates.isEmpty {
      var hearing = Hearing(
        plan.code, rules: ruleSet.rules, tests: ruleSet.tests, matches: matches, signals: signals)
      try hear(candidates, of: event, in: &hearing, profile: profile)
      note(hearing.fired, in: hearing, into: &verdict, weighing: &weighing)
      verdict.errors = failures(of: candidates, at: event, in: hearing)
      if !verdict.errors.isEmpty { weighing.floor = max(weighing.floor, .hold) }
    }
    if event.isBlocked {
      let reason = Verdict.Reason(rule: Self.blockedRule, score: 0, floor: .reject)
      let place = verdict.reasons.firstIndex {
        $0.rule.utf8.lexicographicallyPrecedes(Self.blockedRule.utf8) == false
      }
      verdict.reasons.insert(reason, at: place ?? verdict.reasons.count)
      weighing.floor = .reject
    }
    verdict.score = weighing.score
    verdict.outcome = weighing.outcome(under: ruleSet.policy)
    profile?.end(event, verdict)
    return verdict
  }

  /// Evaluates the rules at `candidates`, which are in the order of the plan.
  private func hear(
    _ candidates: [Int], of event: Case, in hearing: inout Hearing, profile: RuleProfile?
  ) throws(JudgeError) {
    for place in candidates {
      let index = plan.order[place]
      let frame = plan.code.frames[index]
      guard frame.applies(to: event.kind, at: event.at) else { continue }
      if frame.isLocal, ruleSet.rules[index].sites?.contains(event.site) == false { continue }
      if let profile {
        try profile.run(rule: index) { () throws(JudgeError) in try hearing.hear(index) }
      } else {
        try hearing.hear(index)
      }
    }
  }

  /// Whether a rule has no effect beyond being recorded.
  func isShadow(_ rule: Rule) -> Bool { rule.status == .shadow || braked.contains(rule.id) }

  /// Records the rules that fired, and weighs the active ones.
  private func note(
    _ fired: [Int], in hearing: Hearing, into verdict: inout Verdict, weighing: inout Weighing
  ) {
    guard !fired.isEmpty else { return }
    let inOrder = fired.sorted()
    let active = inOrder.filter { !isShadow(ruleSet.rules[$0]) }
    let absorbed = Set(active.flatMap { ruleSet.rules[$0].absorbs })
    let absorbedInTrial = absorbed.union(inOrder.flatMap { ruleSet.rules[$0].absorbs })
    for index in inOrder {
      let rule = ruleSet.rules[index]
      let isShadow = isShadow(rule)
      let takers = isShadow ? absorbedInTrial : absorbed
      var reason = Verdict.Reason(
        rule: rule.id, score: takers.contains(rule.id) ? 0 : rule.score, floor: rule.floor, allow: rule.allow,
        matches: hearing.hits(of: rule), values: hearing.values(of: index))
      if isShadow {
        reason.isBraked = rule.status == .active
        verdict.shadow.append(reason)
      } else {
        verdict.reasons.append(reason)
        weighing.add(reason)
      }
    }
  }

  /// The tests that failed, of all rules that have an effect, themselves or through another's condition,
  /// whether or not a condition came to look at them.
  private func failures(of candidates: [Int], at event: Case, in hearing: Hearing) -> [Verdict.Failure] {
    guard hearing.hasFailures else { return [] }
    var failures: [Verdict.Failure] = []
    for index in candidates.map({ plan.order[$0] }).sorted() {
      let rule = ruleSet.rules[index]
      guard rule.applies(to: event.kind, site: event.site, at: event.at), hasEffect[index] else { continue }
      for test in rule.matches {
        guard case .failed(let reason) = hearing.matches.outcomes[test] else { continue }
        failures.append(Verdict.Failure(rule: rule.id, name: ruleSet.tests[test].name, reason: reason))
      }
    }
    return failures
  }
}

extension Rule {
  /// Whether the rule's condition holds; without `when`, whether all its matches and counts do.
  func evaluate<C: Circumstances>(in circumstances: inout C) throws(JudgeError) -> Truth {
    if let condition { return try condition.evaluate(in: &circumstances) }
    var truth = Truth.yes
    for index in matches.indices {
      truth = truth & circumstances.match(index)
      if truth == .no { return .no }
    }
    for index in counts.indices {
      guard let count = try circumstances.count(index) else {
        truth = truth & .unknown
        continue
      }
      truth = truth & Truth(count.number >= count.atLeast)
      if truth == .no { return .no }
    }
    return truth
  }
}
