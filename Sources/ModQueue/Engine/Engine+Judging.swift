import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Judging: what the rules find in a text, weighed by what is known at that moment.
extension Engine {
  /// The verdict on `event`, or nil for a vote or report of which no rule says anything.
  ///
  /// `reading` is what `rules` find in the text of a comment or reply, where that was looked at already.
  func judge(
    _ event: Event, at: Timestamp, target: CommentRow?, reading: Reading? = nil, rules: RuleBook
  ) throws(LogError) -> Verdict? {
    switch event.action {
    case .comment(let comment):
      return try judge(comment, parent: nil, event: event, at: at, reading: reading, rules: rules)
    case .reply(let comment, let parent):
      return try judge(comment, parent: parent, event: event, at: at, reading: reading, rules: rules)
    case .edit(let edit):
      guard let target else { return nil }
      return try judge(target, edit: edit, event: event, at: at, rules: rules)
    case .vote, .report:
      guard let target else { return nil }
      return try judge(event, about: target, at: at, rules: rules)
    case .delete, .decision:
      return nil
    }
  }

  private func judge(
    _ comment: Comment, parent: String?, event: Event, at: Timestamp, reading: Reading?, rules: RuleBook
  ) throws(LogError) -> Verdict {
    let (kind, site) = (event.kind, event.site)
    let found: Reading
    if let reading {
      found = reading
    } else {
      var subject = Subject(comment, site: site)
      if rules.texts.looksAtParents, let parent, let row = try projections.comment(site: site, id: parent) {
        subject.parentBody = try projections.body(of: row)
      }
      found = rules.read(subject, for: kind)
    }
    if let print = found.print { projections.expect(comment.body, print) }
    let circumstances = try Circumstances(
      of: comment, isReply: kind == .reply, site: site, at: at, text: found.text, in: projections)
    var verdict = try weigh(
      found.matches, circumstances, kind: kind, site: site, at: at, rules: rules
    ) { (comment.body, comment.nick) }
    verdict.links = found.text.links
    return verdict
  }

  /// Judges the new text of a comment that is there.
  private func judge(
    _ row: CommentRow, edit: Edit, event: Event, at: Timestamp, rules: RuleBook
  ) throws(LogError) -> Verdict {
    let comment = try log.entry(row.seq)?.event?.comment
    let found = rules.read(
      try subject(of: row, comment, body: edit.body, site: event.site, rules: rules), for: .edit)
    if let print = found.print { projections.expect(edit.body, print) }
    let circumstances = try Circumstances(
      of: row, by: { () throws(LogError) in comment?.sender ?? Sender() }, at: at,
      text: { () throws(LogError) in found.text }, with: event, in: projections)
    var verdict = try weigh(
      found.matches, circumstances, kind: .edit, site: event.site, at: at, rules: rules
    ) { (edit.body, comment?.nick) }
    verdict.links = found.text.links
    return verdict
  }

  /// Judges a comment in the light of a vote or report; nil if no rule says anything.
  ///
  /// Most rules on votes look at no text: what it says, and who sent it, is read from the log when one asks.
  private func judge(
    _ event: Event, about row: CommentRow, at: Timestamp, rules: RuleBook
  ) throws(LogError) -> Verdict? {
    let target = CommentInHand(row, in: self)
    var matches = Matches()
    if rules.looksAtText(for: event.kind) {
      guard let body = try target.body() else { return nil }
      let subject = try subject(of: row, try target.comment(), body: body, site: event.site, rules: rules)
      matches = rules.matches(in: subject, for: event.kind)
    }
    let circumstances = try Circumstances(
      of: row, by: { () throws(LogError) in try target.comment()?.sender ?? Sender() }, at: at,
      text: { () throws(LogError) in TextSignals(body: try target.body() ?? "") }, with: event,
      in: projections)
    var verdict = try weigh(
      matches, circumstances, kind: event.kind, site: event.site, at: at, rules: rules
    ) { () throws(LogError) in
      guard let body = try target.body() else { return nil }
      return (body, try target.comment()?.nick)
    }
    guard !verdict.reasons.isEmpty || !verdict.shadow.isEmpty || !verdict.errors.isEmpty,
      try target.body() != nil
    else { return nil }
    verdict.links = try circumstances.text().links
    return verdict
  }

  private func subject(
    of row: CommentRow, _ comment: Comment?, body: String, site: String, rules: RuleBook
  ) throws(LogError) -> Subject {
    var subject = comment.map { Subject($0, site: site) } ?? Subject()
    subject.body = body
    if rules.texts.looksAtParents { subject.parentBody = try projections.parentBody(of: row) }
    return subject
  }

  /// The verdict, but for its links; `text` is asked for body and nickname if some rule wants to know what was learned.
  private func weigh(
    _ matches: Matches, _ circumstances: Circumstances, kind: EventKind, site: String, at: Timestamp,
    rules: RuleBook, text: () throws(LogError) -> (body: String, nick: String?)?
  ) throws(LogError) -> Verdict {
    if rules.asksLearned(kind, site: site, at: at), try learning.hasOpinion(), let (body, nick) = try text() {
      circumstances.learned = try learning.opinion(on: body, nick: nick, signals: try circumstances.text())
    }
    let event = Judge.Case(
      kind: kind, site: site, at: at, author: circumstances.author.recorded,
      isBlocked: circumstances.author.tier == .blocked && kind != .vote && kind != .report,
      learned: circumstances.learned, ruleset: projections.regime.seq)
    let judge = rules.judge(braking: isInTrial ? [] : try projections.brakedRules())
    do {
      return try judge.verdict(on: event, matches: matches, signals: circumstances, profile: rules.profile)
    } catch {
      throw LogError(error.underlying, path: workspace.file.path)
    }
  }
}

/// A comment that a vote or report is about: what it says and how it came are read from the log when asked for, once.
private final class CommentInHand {
  private let row: CommentRow
  private let engine: Engine
  private var original: Comment??
  private var text: String??

  init(_ row: CommentRow, in engine: Engine) {
    self.row = row
    self.engine = engine
  }

  /// As it came; nil if that is damaged.
  func comment() throws(LogError) -> Comment? {
    if let original { return original }
    let comment = try engine.log.entry(row.seq)?.event?.comment
    original = .some(comment)
    return comment
  }

  /// What it says now; nil if that was erased.
  func body() throws(LogError) -> String? {
    if let text { return text }
    let body = try engine.projections.body(of: row)
    text = .some(body)
    return body
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
