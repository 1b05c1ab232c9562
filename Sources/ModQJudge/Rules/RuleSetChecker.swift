/// Checks what the rules of a set say about one another: ids, references, cycles, statuses, tests.
struct RuleSetChecker {
  let sources: [String: SourceText]
  private(set) var problems: ProblemLog
  private var indexes: [String: Int] = [:]

  init(sources: [String: SourceText], problems: ProblemLog) {
    self.sources = sources
    self.problems = problems
  }

  /// Appends what is wrong with `drafts`, which are all rules that could be read by themselves.
  mutating func check(_ drafts: [RuleDraft]) {
    checkIDs(drafts)
    // A reference to a rule that was refused itself would be reported as unknown.
    let isComplete = problems.errorCount == 0
    for draft in drafts {
      for reference in draft.references where isComplete || indexes[reference.rule] != nil {
        check(reference, of: draft.rule, among: drafts)
      }
      checkTests(draft.rule)
    }
    if isComplete {
      checkUse(drafts)
      checkCycles(drafts, .condition)
      checkCycles(drafts, .absorbs)
    }
  }

  private mutating func checkIDs(_ drafts: [RuleDraft]) {
    if drafts.count > RuleBounds.rules {
      add(.error, nil, "\(drafts.count) rules, more than \(RuleBounds.rules)")
    }
    for (index, draft) in drafts.enumerated() {
      guard let first = indexes[draft.rule.id] else {
        indexes[draft.rule.id] = index
        continue
      }
      let place = drafts[first].rule.location
      add(
        .error, draft.rule.location, "the id “\(draft.rule.id)” is taken",
        hint: "by the rule at \(place.file):\(place.line): choose another")
    }
  }

  private mutating func check(_ reference: RuleDraft.Reference, of rule: Rule, among drafts: [RuleDraft]) {
    guard let index = indexes[reference.rule] else {
      let near = NearestName.of(reference.rule, in: indexes.keys)
      add(
        .error, reference.location, "there is no rule “\(reference.rule)”",
        hint: near.map { "did you mean \($0)?" })
      return
    }
    guard rule.status == .active, reference.kind == .condition else { return }
    let status = drafts[index].rule.status
    switch status {
    case .active: break
    case .shadow:
      add(
        .warning, reference.location, "an active rule leans on “\(reference.rule)”, which is a shadow rule",
        hint: "it counts as if it were active here: make both shadow, or both active")
    case .draft, .retired:
      add(
        .warning, reference.location,
        "“\(reference.rule)” is \(status == .draft ? "a draft" : "retired"), so this is always false",
        hint: "make it active or shadow, or take it out of the condition")
    }
  }

  private mutating func checkTests(_ rule: Rule) {
    guard rule.status == .active else { return }
    let missing = RuleTest.Expectation.allCases.filter { expectation in
      !rule.tests.contains { $0.expects(expectation) }
    }
    guard !missing.isEmpty else { return }
    add(
      .warning, rule.location,
      "the active rule “\(rule.id)” has no test that is a \(missing.map(\.rawValue).listed)",
      hint: "give its tests a text that it must fire on, and a near one that it must not")
  }

  private mutating func checkUse(_ drafts: [RuleDraft]) {
    let named = Set(drafts.flatMap { $0.references.filter { $0.kind == .condition }.map(\.rule) })
    for rule in drafts.map(\.rule) where rule.status == .active {
      guard rule.score == 0, rule.floor == nil, !rule.allow, rule.absorbs.isEmpty, !named.contains(rule.id)
      else {
        continue
      }
      add(
        .warning, rule.location, "the rule “\(rule.id)” has no effect",
        hint: "give it a score, a floor or allow, or name it in another rule's condition")
    }
  }

  /// Reports each cycle of references of one kind once, at the reference that closes it.
  private mutating func checkCycles(_ drafts: [RuleDraft], _ kind: RuleDraft.Reference.Kind) {
    var states = [State](repeating: .new, count: drafts.count)
    for start in drafts.indices where states[start] == .new {
      // A stack of our own: a chain of rules can be as long as the set.
      var path = [(rule: start, next: 0)]
      states[start] = .onPath
      while let top = path.last {
        let references = drafts[top.rule].references.filter { $0.kind == kind }
        guard top.next < references.count else {
          states[top.rule] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let reference = references[top.next]
        guard let target = indexes[reference.rule] else { continue }
        switch states[target] {
        case .done: break
        case .new:
          states[target] = .onPath
          path.append((target, 0))
        case .onPath:
          let ids = path.drop { $0.rule != target }.map { drafts[$0.rule].rule.id } + [drafts[target].rule.id]
          add(
            .error, reference.location,
            kind == .condition ? "the rules wait for one another" : "the rules absorb one another",
            hint: "take one step out of " + ids.joined(separator: " → "))
        }
      }
    }
  }

  private enum State { case new, onPath, done }

  private mutating func add(
    _ severity: RuleProblem.Severity, _ location: SourceLocation?, _ message: String, hint: String? = nil
  ) {
    problems.append(severity) { [sources] in
      guard let location, let source = sources[location.file] else {
        return RuleProblem(severity: severity, location: location, message: message, hint: hint)
      }
      return source.problem(at: location, message, hint: hint, severity: severity)
    }
  }
}
