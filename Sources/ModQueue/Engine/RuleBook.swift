import ModQEvent
package import ModQJudge

/// A rule set ready to judge with: its patterns and its judge.
package final class RuleBook {
  package let ruleSet: RuleSet
  let matcher: Matcher
  /// The judge of the rules as they are written.
  let judge: Judge
  private var brakedJudge: Judge
  private let scratch: MatchScratch
  /// The rules whose conditions ask what was learned.
  private let asking: [Rule]
  /// Takes note of what each rule costs, if somebody wants to know.
  var profile: RuleProfile? {
    didSet { scratch.profile = profile }
  }
  /// The kinds of event that some rule applies to.
  private let kinds: Set<EventKind>
  /// Those of them for which some rule looks for something in the text.
  private let matchedKinds: Set<EventKind>

  package init(_ ruleSet: RuleSet, mode: MatchMode = MatchMode()) {
    self.ruleSet = ruleSet
    matcher = Matcher(ruleSet.tests, mode: mode, through: Views.self)
    judge = Judge(ruleSet)
    brakedJudge = judge
    scratch = MatchScratch()
    asking = ruleSet.rules.filter { $0.condition?.signalsNamed.contains { $0.isLearned } ?? false }
    kinds = ruleSet.rules.reduce(into: []) { $0.formUnion($1.appliesTo) }
    matchedKinds = ruleSet.rules.reduce(into: []) { kinds, rule in
      if !rule.matches.isEmpty { kinds.formUnion(rule.appliesTo) }
    }
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
    asking.contains { $0.applies(to: kind, site: site, at: at) }
  }

  /// The judge for whom `braked` rules are in trial, which is made anew when those are others than the last time.
  func judge(braking braked: Set<String>) -> Judge {
    if braked.isEmpty { return judge }
    if brakedJudge.braked != braked { brakedJudge = Judge(ruleSet, braked: braked) }
    return brakedJudge
  }

  /// What the tests of the rules for events of this kind find: most rules on votes look at no text.
  func matches(in subject: Subject, for kind: EventKind) -> Matches {
    guard matchedKinds.contains(kind) else { return Matches() }
    return matcher.matches(in: subject, scratch: scratch, through: Views.self)
  }
}
