import ModQEvent
package import ModQEventLog
package import ModQJudge
import ModQProjections

/// Runs the tests that stand in rules files.
package struct RuleTestRun {
  private let book: RuleBook

  package init(_ ruleSet: RuleSet) {
    book = RuleBook(ruleSet, mode: MatchMode(budget: false))
  }

  /// How the tests of one rule went.
  package struct Report: Sendable, Equatable {
    package var id: String
    package var file: String
    package var passed: Int
    package var failures: [Failed]
  }

  /// One expectation that was not met.
  package struct Failed: Sendable, Equatable {
    package var location: SourceLocation
    package var expected: String
    package var got: String
  }

  /// Runs the tests of all rules, or of those named, in the order of their ids.
  package func run(only ids: Set<String>? = nil) throws(LogError) -> [Report] {
    var reports: [Report] = []
    for rule in book.ruleSet.rules where ids?.contains(rule.id) ?? true {
      reports.append(try run(rule))
    }
    return reports
  }

  private func run(_ rule: Rule) throws(LogError) -> Report {
    var report = Report(id: rule.id, file: rule.location.file, passed: 0, failures: [])
    let book = bookInForce(for: rule)
    for test in rule.tests {
      let failures: [Failed]
      switch test.form {
      case .sample(let sample): failures = try run(sample, of: rule, at: test.location, with: book)
      case .stream(let lines): failures = try run(lines, of: rule, with: book)
      }
      if failures.isEmpty { report.passed += 1 }
      report.failures += failures
    }
    return report
  }

  /// The book in which `rule` is evaluated: a draft or a retired rule is tested as if it were in trial.
  private func bookInForce(for rule: Rule) -> RuleBook {
    switch rule.status {
    case .active, .shadow: return book
    case .draft, .retired: break
    }
    var ruleSet = book.ruleSet
    if let index = ruleSet.index(of: rule.id) { ruleSet.rules[index].status = .shadow }
    return RuleBook(ruleSet, mode: MatchMode(budget: false))
  }

  // MARK: Samples

  private func run(
    _ sample: RuleTest.Sample, of rule: Rule, at location: SourceLocation, with book: RuleBook
  ) throws(LogError) -> [Failed] {
    let signals = SampleSignals(sample)
    let event = Judge.Case(
      kind: sample.kind, site: sample.site ?? rule.sites?.sorted().first ?? "",
      at: sample.at ?? rule.timeInForce)
    let verdict: Verdict
    do {
      verdict = try book.judge.verdict(
        on: event, matches: book.matches(in: sample.subject, for: sample.kind), signals: signals)
    } catch {
      throw LogError(error.underlying, path: "")
    }
    return check(
      verdict, of: rule, against: sample.expectation, span: sample.span, texts: sample.subject, at: location)
  }

  // MARK: Streams

  private func run(_ lines: [StreamLine], of rule: Rule, with book: RuleBook) throws(LogError) -> [Failed] {
    try Workspace.inMemory { (workspace) throws(LogError) in
      let engine = Engine(workspace, rules: book)
      let start = rule.timeInForce
      var failures: [Failed] = []
      for line in lines {
        let event: Event
        do throws(Refusal) {
          event = try EventDecoder.decode(line: line.json(from: start))
        } catch {
          failures.append(Failed(location: line.location, expected: "an event", got: error.message))
          continue
        }
        let outcome = try workspace.transaction { () throws(LogError) in
          try engine.submit(event, arrival: event.at ?? start)
        }
        guard let expectation = line.expectation else { continue }
        switch outcome {
        case .judged(_, let verdict):
          failures += check(
            verdict, of: rule, against: expectation, span: line.span, texts: Subject(body: event.body),
            at: line.location)
        case .noted:
          failures += check(
            Verdict(), of: rule, against: expectation, span: line.span, texts: Subject(), at: line.location)
        case .known, .refused:
          failures.append(
            Failed(
              location: line.location, expected: expectation.rawValue, got: "an event that was not taken in"))
        }
      }
      return failures
    }
  }

  // MARK: Expectations

  private func check(
    _ verdict: Verdict, of rule: Rule, against expectation: RuleTest.Expectation, span: String?,
    texts: Subject,
    at location: SourceLocation
  ) -> [Failed] {
    let reason = (verdict.reasons + verdict.shadow).first { $0.rule == rule.id }
    let error = verdict.errors.first { $0.rule == rule.id }
    let got = error.map { "\($0.name) ended in \($0.reason.rawValue)" } ?? (reason == nil ? "miss" : "hit")
    guard got == expectation.rawValue else {
      return [Failed(location: location, expected: expectation.rawValue, got: got)]
    }
    guard let span, let reason else { return [] }
    let spans = reason.matches.compactMap { match in
      match.text(in: texts.text(of: match.field).map { Array($0.utf8) })
    }
    if spans.contains(where: { $0.utf8.elementsEqual(span.utf8) }) { return [] }
    let found = spans.map { "“\($0)”" }.joined(separator: ", ")
    return [
      Failed(
        location: location, expected: "a hit on “\(span)”",
        got: spans.isEmpty ? "no span" : "a hit on \(found)")
    ]
  }
}

extension Rule {
  /// A time at which the rule is neither too young nor expired.
  fileprivate var timeInForce: Timestamp {
    if let since { return since }
    if let expires { return expires.advanced(by: -86_400_000) }
    return Timestamp(milliseconds: 1_767_225_600_000)
  }
}

extension Event {
  /// The text that it brings, if it does.
  fileprivate var body: String? {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment.body
    case .edit(let edit): edit.body
    case .vote, .delete, .report, .decision: nil
    }
  }
}
