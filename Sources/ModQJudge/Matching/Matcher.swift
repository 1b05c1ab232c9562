/// Runs the tests of a rule set against the texts of an event.
///
/// The outcomes are exactly those of running every pattern with PCRE2; see the decision page 0001-prefilter.
/// A matcher is not changed by matching and may be shared by threads, each with a ``MatchScratch`` of its
/// own.
package final class Matcher: Sendable {
  /// What is done with one view of one field.
  struct Plan: Sendable {
    var field: Field
    var view: View
    var regexes: RegexBank
    var store: PatternStore
    var phrases: PhraseBank?
    /// All its tests, in order.
    var tests: [Int]
  }

  let mode: MatchMode
  /// By field, so that a field's views are made once.
  let plans: [[Plan]]

  /// Prepares the tests; each is known by its index in `tests` from then on.
  ///
  /// Patterns are compiled when first run.
  ///
  /// Some 50 µs for a regex, 5 µs for a phrase. Phrases go through the view of their test here.
  package init<Source: ViewSource>(
    _ tests: [MatchTest], mode: MatchMode = MatchMode(), through views: Source.Type
  ) {
    self.mode = mode
    plans = Field.allCases.compactMap { field in
      let plans = View.allCases.compactMap { view in
        let own = tests.indices.filter { tests[$0].field == field && tests[$0].view == view }
        return own.isEmpty ? nil : Self.plan(field, view, own, of: tests, through: views)
      }
      return plans.isEmpty ? nil : plans
    }
  }

  private static func plan<Source: ViewSource>(
    _ field: Field, _ view: View, _ own: [Int], of tests: [MatchTest], through views: Source.Type
  ) -> Plan {
    let viewed = { (phrases: [String]) -> [[UInt8]] in
      let seen = phrases.map { phrase in
        var views = Source(phrase)
        return views.text(in: view).bytes
      }
      return Array(Set(seen).subtracting([[]]))
    }
    var regexes: [RegexBank.Entry] = []
    var phrases: [PhraseBank.Phrases] = []
    for number in own {
      let test = tests[number]
      switch test.sought {
      case .regex(let source, let flags):
        let exceptions = test.except.isEmpty ? nil : AhoCorasick(viewed(test.except))
        let isOneHitEnough = test.atLeast <= 1 && exceptions == nil
        let branches = isOneHitEnough ? PatternBranches.of(source, flags: flags) : nil
        for source in branches ?? [source] {
          regexes.append(
            RegexBank.Entry(
              test: number, source: source, flags: flags, atLeast: max(test.atLeast, 1),
              exceptions: exceptions))
        }
      case .phrases(let list):
        phrases.append(
          PhraseBank.Phrases(
            test: number, atLeast: test.atLeast, sought: viewed(list), exceptions: viewed(test.except)))
      }
    }
    return Plan(
      field: field, view: view, regexes: RegexBank(regexes), store: PatternStore(count: regexes.count * 2),
      phrases: phrases.isEmpty ? nil : PhraseBank(phrases), tests: own)
  }

  /// Runs the tests.
  ///
  /// Some µs for a usual comment, whatever the number of tests.
  package func matches<Source: ViewSource>(
    in subject: Subject, scratch: MatchScratch, through views: Source.Type
  ) -> Matches {
    var body = Source(subject.body ?? "")
    return run(on: subject, body: &body, scratch: scratch)
  }

  /// Runs the tests, on the body through its own views.
  func run<Source: ViewSource>(
    on subject: Subject, body: inout Source, scratch: MatchScratch
  ) -> Matches {
    prepare(scratch)
    var bank = 0
    for plans in plans {
      guard let text = subject.text(of: plans[0].field) else {
        bank += plans.count
        continue
      }
      if plans[0].field == .body {
        run(plans, firstBank: bank, on: &body, scratch: scratch)
      } else {
        var views = Source(text)
        run(plans, firstBank: bank, on: &views, scratch: scratch)
      }
      bank += plans.count
    }
    var matches = Matches()
    if !scratch.search.outcomes.isEmpty {
      matches.outcomes.reserveCapacity(scratch.search.outcomes.count)
      for (test, outcome) in scratch.search.outcomes { matches.outcomes[test] = outcome }
    }
    matches.prefilterFaults = scratch.search.faults
    return matches
  }

  func prepare(_ scratch: MatchScratch) {
    scratch.search.outcomes.removeAll(keepingCapacity: true)
    if !scratch.search.faults.isEmpty { scratch.search.faults = [] }
    scratch.budget.begin(isLimited: mode.budget)
    guard scratch.search.owner !== self else { return }
    scratch.search.owner = self
    scratch.search.banks = plans.joined().map { RegexBankScratch(for: $0.regexes) }
  }

  private func run<Source: ViewSource>(
    _ plans: [Plan], firstBank: Int, on views: inout Source, scratch: MatchScratch
  ) {
    for (place, plan) in plans.enumerated() {
      run(plan, bank: scratch.search.banks[firstBank + place], on: &views, scratch: scratch)
    }
  }

  private func run<Source: ViewSource>(
    _ plan: Plan, bank: RegexBankScratch, on views: inout Source, scratch: MatchScratch
  ) {
    let viewed = views.text(in: plan.view)
    guard !viewed.isCut else {
      // What the view left out may hold anything: none of its tests can be told.
      for test in plan.tests { scratch.search.outcomes.append((test, .failed(.subjectCap))) }
      return
    }
    viewed.bytes.withUnsafeBufferPointer { (text: UnsafeBufferPointer<UInt8>) -> Void in
      if !plan.regexes.entries.isEmpty {
        runRegexes(of: plan, bank: bank, on: text, of: viewed, views: &views, scratch: scratch)
      }
      if let phrases = plan.phrases {
        runPhrases(phrases, on: text, of: viewed, views: &views, scratch: scratch)
      }
    }
  }

  private func runPhrases<Source: ViewSource>(
    _ phrases: PhraseBank, on text: UnsafeBufferPointer<UInt8>, of viewed: Source.Viewed, views: inout Source,
    scratch: MatchScratch
  ) {
    let isPhrase = { (range: Range<Int>) -> Bool in
      Source.isPhrase(at: viewed.original(range), in: views.text(in: .raw).bytes)
    }
    for (test, hits) in phrases.hits(in: text, isPhrase: isPhrase, scratch: scratch) {
      scratch.search.outcomes.append((test, .hit(hits.map { viewed.original($0) })))
    }
  }
}
