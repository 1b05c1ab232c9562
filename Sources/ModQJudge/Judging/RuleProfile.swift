import ModQEvent

/// Where the time goes, by rule: what running its patterns and evaluating its condition took, and how often the prefilter
/// spared it both.
///
/// What all rules share is nobody's: making views, searching for literals and phrases. A signal counts for the rule that asks
/// for it first. Not to be used by two threads at once.
package final class RuleProfile {
  /// The figures of one rule.
  package struct Figures: Sendable, Equatable {
    /// Events in which one of its patterns was run, or its condition evaluated.
    package var evaluations = 0
    /// Events that it applies to in which neither was necessary.
    package var prefiltered = 0
    package var hits = 0
    package var errors = 0
    package var totalNanoseconds: UInt64 = 0
    /// The most that one event took.
    package var maxNanoseconds: UInt64 = 0
  }

  /// Events so far.
  package private(set) var events = 0
  private let ruleSet: RuleSet
  /// For each test its rule.
  private var owners: [Int]
  private var figures: [Figures]
  /// What the event in hand took of each rule, and the rules that it took anything of.
  private var spent: [UInt64]
  private var touched: [Int] = []
  /// Events by kind, for rules that apply to all sites and times.
  private var eventsOfKind: [EventKind: Int] = [:]
  /// The others, with the number of events that they applied to.
  private var particular: [(rule: Int, events: Int)]

  package init(_ ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    figures = Array(repeating: Figures(), count: ruleSet.rules.count)
    spent = Array(repeating: .max, count: ruleSet.rules.count)
    owners = Array(repeating: -1, count: ruleSet.tests.count)
    for (index, rule) in ruleSet.rules.enumerated() {
      for test in rule.matches { owners[test] = index }
    }
    particular = ruleSet.rules.indices.filter { ruleSet.rules[$0].isParticular }.map { ($0, 0) }
  }

  /// The figures of a rule, by its place in the rule set.
  package func figures(of index: Int) -> Figures {
    var figures = figures[index]
    let rule = ruleSet.rules[index]
    let applied =
      rule.isParticular
      ? particular.first { $0.rule == index }?.events ?? 0
      : rule.isEvaluated ? rule.appliesTo.reduce(0) { $0 + eventsOfKind[$1, default: 0] } : 0
    figures.prefiltered = max(0, applied - figures.evaluations)
    return figures
  }

  // MARK: Taking note

  /// A pattern of a test was run, which took so long.
  func note(test: Int, _ time: Swift.Duration) {
    add(time, to: owners[test])
  }

  func run<Result>(rule: Int, _ body: () throws(JudgeError) -> Result) throws(JudgeError) -> Result {
    let start = ContinuousClock.now
    let result = try body()
    add(ContinuousClock.now - start, to: rule)
    return result
  }

  /// Ends an event, with what came out.
  func end(_ event: Judge.Case, _ verdict: Verdict) {
    events += 1
    eventsOfKind[event.kind, default: 0] += 1
    for place in particular.indices {
      let rule = ruleSet.rules[particular[place].rule]
      if rule.applies(to: event.kind, site: event.site, at: event.at) { particular[place].events += 1 }
    }
    for index in touched {
      figures[index].evaluations += 1
      figures[index].totalNanoseconds += spent[index]
      figures[index].maxNanoseconds = max(figures[index].maxNanoseconds, spent[index])
      spent[index] = .max
    }
    touched.removeAll(keepingCapacity: true)
    for reason in verdict.reasons + verdict.shadow {
      if let index = ruleSet.index(of: reason.rule) { figures[index].hits += 1 }
    }
    for error in verdict.errors {
      if let index = ruleSet.index(of: error.rule) { figures[index].errors += 1 }
    }
  }

  private func add(_ time: Swift.Duration, to rule: Int) {
    guard rule >= 0 else { return }
    if spent[rule] == .max {
      spent[rule] = 0
      touched.append(rule)
    }
    spent[rule] +=
      UInt64(max(0, time.components.attoseconds / 1_000_000_000))
      + UInt64(max(0, time.components.seconds)) * 1_000_000_000
  }
}

extension Rule {
  fileprivate var isEvaluated: Bool { status == .active || status == .shadow }
  /// Whether more than its kind decides if it applies to an event.
  fileprivate var isParticular: Bool { isEvaluated && (sites != nil || since != nil || expires != nil) }
}
