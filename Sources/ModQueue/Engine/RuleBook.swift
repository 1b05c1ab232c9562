import ModQEvent
package import ModQJudge

/// A rule set ready to judge with: its patterns and its judge.
package final class RuleBook {
  package let ruleSet: RuleSet
  /// What of them can be asked on other threads.
  let texts: TextRules
  /// The judge of the rules as they are written.
  let judge: Judge
  private var brakedJudge: Judge
  private let scratch: MatchScratch
  /// The kinds of event for which some rule asks what was learned, on all sites and at all times.
  private let askingKinds: EventKinds
  /// The other rules that ask.
  private let asking: [Rule]
  /// Takes note of what each rule costs, if somebody wants to know.
  var profile: RuleProfile? {
    didSet { scratch.profile = profile }
  }
  /// The kinds of event that some rule applies to.
  private let kinds: EventKinds

  package init(_ ruleSet: RuleSet, mode: MatchMode = MatchMode()) {
    self.ruleSet = ruleSet
    texts = TextRules(ruleSet, mode: mode)
    judge = Judge(ruleSet)
    brakedJudge = judge
    scratch = MatchScratch()
    let asking = ruleSet.rules.filter { rule in
      rule.status == .active || rule.status == .shadow
        ? rule.condition?.signalsNamed.contains { $0.isLearned } ?? false : false
    }
    let isParticular = { (rule: Rule) in rule.sites != nil || rule.since != nil || rule.expires != nil }
    askingKinds = EventKinds(asking.filter { !isParticular($0) }.flatMap(\.appliesTo))
    self.asking = asking.filter(isParticular)
    kinds = ruleSet.rules.reduce(into: []) { $0.formUnion(EventKinds($1.appliesTo)) }
  }

  /// Whether an event of this kind is judged: texts always, votes and reports if some rule asks for it.
  func judges(_ kind: EventKind) -> Bool {
    switch kind {
    case .comment, .reply, .edit: true
    case .vote, .report: kinds.contains(kind)
    case .delete, .decision: false
    }
  }

  /// Whether some rule in force for such an event asks what was learned.
  func asksLearned(_ kind: EventKind, site: String, at: Timestamp) -> Bool {
    askingKinds.contains(kind) || asking.contains { $0.applies(to: kind, site: site, at: at) }
  }

  /// The judge for whom `braked` rules are in trial, which is made anew when those are others than the last time.
  func judge(braking braked: Set<String>) -> Judge {
    if braked.isEmpty { return judge }
    if brakedJudge.braked != braked { brakedJudge = Judge(ruleSet, braked: braked) }
    return brakedJudge
  }

  /// Whether some rule for events of this kind looks for something in the text.
  func looksAtText(for kind: EventKind) -> Bool { texts.looksAtText(for: kind) }

  /// What the tests of the rules for events of this kind find.
  func matches(in subject: Subject, for kind: EventKind) -> Matches {
    texts.matches(in: subject, for: kind, scratch)
  }

  /// Everything that can be told of an event's text by itself.
  func read(_ subject: Subject, for kind: EventKind) -> Reading { texts.read(subject, for: kind, scratch) }
}
