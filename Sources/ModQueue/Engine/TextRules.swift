import ModQEvent
import ModQJudge

/// What the rules of one set say of a text by itself, whoever wrote it: a pure function, so that it may be asked on another
/// thread, ahead of the judge.
///
/// Two that are not the same object are of different rule sets, and what one said is not what the other would.
final class TextRules: Sendable {
  let matcher: Matcher
  /// The kinds of event for which some rule looks for something in the text.
  private let matchedKinds: EventKinds
  /// Those for which some rule asks for copies of the text.
  private let copiedKinds: EventKinds
  /// Whether some rule looks at what a reply answers.
  let looksAtParents: Bool

  init(_ ruleSet: RuleSet, mode: MatchMode) {
    matcher = Matcher(ruleSet.tests, mode: mode, through: Views.self)
    matchedKinds = EventKinds(ruleSet.rules.filter { !$0.matches.isEmpty }.flatMap(\.appliesTo))
    copiedKinds = EventKinds(
      ruleSet.rules.filter { rule in
        rule.condition?.signalsNamed.contains { $0 == .copiesOwn || $0 == .copiesAuthors } ?? false
      }.flatMap(\.appliesTo))
    looksAtParents = ruleSet.tests.contains { $0.field == .parentBody }
  }

  /// Whether some rule for events of this kind looks for something in the text.
  func looksAtText(for kind: EventKind) -> Bool { matchedKinds.contains(kind) }

  /// What the tests of the rules for events of this kind find: most rules on votes look at no text.
  func matches(in subject: Subject, for kind: EventKind, _ scratch: MatchScratch) -> Matches {
    var views = Views(subject.body ?? "")
    return matches(in: subject, body: &views, for: kind, scratch)
  }

  /// Everything that can be told of the text of an event of this kind.
  func read(_ subject: Subject, for kind: EventKind, _ scratch: MatchScratch) -> Reading {
    // The views are made once for all who look.
    var views = Views(subject.body ?? "")
    let matches = matches(in: subject, body: &views, for: kind, scratch)
    return Reading(
      text: TextSignals(&views), matches: matches,
      print: copiedKinds.contains(kind) ? TextPrint(&views) : nil)
  }

  /// The same of an event as it came; nil if that is no comment, or depends on what the log has.
  func read(_ event: Event, _ scratch: MatchScratch) -> Reading? {
    switch event.action {
    case .comment(let comment): return read(Subject(comment, site: event.site), for: .comment, scratch)
    case .reply(let comment, _):
      guard !looksAtParents else { return nil }
      return read(Subject(comment, site: event.site), for: .reply, scratch)
    case .vote, .edit, .delete, .report, .decision: return nil
    }
  }

  private func matches(
    in subject: Subject, body views: inout Views, for kind: EventKind, _ scratch: MatchScratch
  ) -> Matches {
    guard looksAtText(for: kind) else { return Matches() }
    return matcher.matches(in: subject, body: &views, scratch: scratch)
  }
}

/// What a text says by itself, by one rule set.
struct Reading: Sendable {
  var text: TextSignals
  var matches: Matches
  /// What it is compared with others by; nil where no rule asks for copies.
  var print: TextPrint?
}
