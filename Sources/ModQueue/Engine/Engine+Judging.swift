import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Judging: what the rules find in a text, weighed by what is known at that moment.
extension Engine {
  /// The verdict on `event`, or nil for a vote or report of which no rule says anything.
  func judge(
    _ event: Event, at: Timestamp, target: CommentRow?, rules: RuleBook
  ) throws(LogError) -> Verdict? {
    switch event.action {
    case .comment(let comment):
      return try judge(comment, parent: nil, kind: .comment, site: event.site, at: at, rules: rules)
    case .reply(let comment, let parent):
      return try judge(comment, parent: parent, kind: .reply, site: event.site, at: at, rules: rules)
    case .edit(let edit):
      guard let target else { return nil }
      return try judge(target, body: edit.body, kind: .edit, event: event, at: at, rules: rules)
    case .vote, .report:
      guard let target, let body = try projections.body(of: target) else { return nil }
      let verdict = try judge(target, body: body, kind: event.kind, event: event, at: at, rules: rules)
      return verdict.reasons.isEmpty && verdict.shadow.isEmpty && verdict.errors.isEmpty ? nil : verdict
    case .delete, .decision:
      return nil
    }
  }

  private func judge(
    _ comment: Comment, parent: String?, kind: EventKind, site: String, at: Timestamp, rules: RuleBook
  ) throws(LogError) -> Verdict {
    var subject = Subject(comment, site: site)
    if let parent, let row = try projections.comment(site: site, id: parent) {
      subject.parentBody = try projections.body(of: row)
    }
    let text = TextSignals(body: comment.body)
    let circumstances = try Circumstances(
      of: comment, isReply: kind == .reply, site: site, at: at, text: text, in: projections)
    return try weigh(subject, circumstances, kind: kind, site: site, at: at, text: text, rules: rules)
  }

  /// Judges a comment that is there, with the text `body`: its new one, or the current one in the light of a vote or report.
  private func judge(
    _ row: CommentRow, body: String, kind: EventKind, event: Event, at: Timestamp, rules: RuleBook
  ) throws(LogError) -> Verdict {
    var subject = Subject(body: body)
    let comment = try log.entry(row.seq)?.event?.comment
    if let comment { subject = Subject(comment, site: event.site) }
    subject.body = body
    subject.parentBody = try projections.parentBody(of: row)
    let text = TextSignals(body: body)
    let circumstances = try Circumstances(
      of: row, by: comment?.sender ?? Sender(), at: at, text: text, with: event, in: projections)
    return try weigh(
      subject, circumstances, kind: kind, site: event.site, at: at, text: text, rules: rules)
  }

  private func weigh(
    _ subject: Subject, _ circumstances: Circumstances, kind: EventKind, site: String, at: Timestamp,
    text: TextSignals, rules: RuleBook
  ) throws(LogError) -> Verdict {
    var circumstances = circumstances
    if rules.asksLearned(kind, site: site, at: at), let body = subject.body {
      circumstances.learned = try learning.opinion(on: body, nick: subject.nick, signals: text)
    }
    let event = Judge.Case(
      kind: kind, site: site, at: at, author: circumstances.author.recorded,
      isBlocked: circumstances.author.tier == .blocked && kind != .vote && kind != .report,
      learned: circumstances.learned, links: text.links, ruleset: projections.regime.seq)
    let judge = rules.judge(braking: isInTrial ? [] : try projections.brakedRules())
    do {
      return try judge.verdict(
        on: event, matches: rules.matches(in: subject, for: kind), signals: circumstances,
        profile: rules.profile)
    } catch {
      throw LogError(error.underlying, path: workspace.file.path)
    }
  }
}

extension Subject {
  init(_ comment: Comment, site: String) {
    self.init(body: comment.body, nick: comment.nick)
    url = comment.url
    email = comment.sender.email
    ip = comment.sender.ip
    agent = comment.sender.agent
    thread = comment.thread
    self.site = site
  }
}
