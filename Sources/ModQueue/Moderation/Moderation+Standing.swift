package import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Decisions that would say again what stands already: none is made, or the undo of it would change nothing.
extension Moderation {
  /// A decision that was not made, because it stands.
  package struct Standing: Sendable {
    package var target: Decision.Target
    package var verb: Decision.Verb
    /// Who made the one that stands, and when; nil for a `clear` where nothing is to be cleared.
    package var since: (by: String, at: Timestamp)?
  }

  /// The decision on a comment that says already what `verb` would, about the text that it has now; nil if that would change
  /// something, if only what is written beside it.
  func standing(
    _ verb: Decision.Verb, on row: CommentRow, id: String, until: Timestamp?
  ) throws(LogError) -> Standing? {
    let state = row.state
    let found: DecisionRow?
    switch verb {
    case .approve, .reject, .spam:
      // A human's word ends an escalation and a snooze: with one of these it says something new.
      guard let human = state.human, human == verb.judgement, let judged = state.judged,
        judged.judgement == human, judged.seq > row.textSeq, !state.isEscalated, state.snoozedUntil == nil
      else { return nil }
      found = try workspace.projections.decisions.row(judged.seq)
    case .escalate:
      found = state.isEscalated ? try latest([.escalate], "comment = ?1") { $0.bind(1, row.seq) } : nil
    case .snooze:
      guard let end = state.snoozedUntil, end == until else { return nil }
      found = try latest([.snooze], "comment = ?1") { $0.bind(1, row.seq) }
    case .note, .block, .trust, .clear, .undo, .rejudge, .release:
      return nil
    }
    return found.map { Standing(target: .comment(id), verb: verb, since: ($0.by, $0.at)) }
  }

  /// The same of a word on a nickname, an address or a proof, as of now.
  func standing(
    _ verb: Decision.Verb, on target: Decision.Target, site: String, until: Timestamp?
  ) throws(LogError) -> Standing? {
    let last = try lastRuling(on: target, site: site)
    let isOver = last?.until.map { $0 <= now } ?? false
    switch verb {
    case .block, .trust:
      guard let last, last.verb == verb, !isOver, last.until == until else { return nil }
      return Standing(target: target, verb: verb, since: (last.by, last.at))
    case .clear:
      guard let last, last.verb != .clear, !isOver else { return Standing(target: target, verb: .clear) }
      return nil
    case .approve, .reject, .spam, .escalate, .snooze, .note, .undo, .rejudge, .release:
      return nil
    }
  }

  /// The last word in force on whom `target` names.
  private func lastRuling(on target: Decision.Target, site: String) throws(LogError) -> DecisionRow? {
    let layer = workspace.layer
    let verbs: [Decision.Verb] = [.block, .trust, .clear]
    let ofSite = "site = (SELECT no FROM \(layer.readName("site")) WHERE name = ?1)"
    func onSubject(_ field: String, _ subject: String?) throws(LogError) -> DecisionRow? {
      guard let subject else { return nil }
      return try latest(verbs, "subject = ?2 AND field = ?3 AND \(ofSite)") {
        $0.bind(1, site)
        $0.bind(2, subject)
        $0.bind(3, field)
      }
    }
    switch target {
    case .nick(let nick):
      guard let author = try author(nick, site: site) else { return nil }
      return try latest(verbs, "author = ?1") { $0.bind(1, author.no) }
    case .ip(let address): return try onSubject("ip", Sender(ip: address).ipKey)
    case .email(let address): return try onSubject("email", address)
    case .proof(let proof): return try onSubject("proof", proof)
    case .comment, .undoes: return nil
    }
  }

  /// Whom a decision on a nickname is about: the only one who signs so, or else the name without a proof; nil for nobody
  /// yet.
  func author(_ nick: String, site: String) throws(LogError) -> AuthorRow? {
    let layer = workspace.layer
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT no FROM \(layer.readName("author")) WHERE nick_key = ?1
        AND site = (SELECT no FROM \(layer.readName("site")) WHERE name = ?2)
      """)
    find.bind(1, NameKeys.nickKey(nick))
    find.bind(2, site)
    var found: [AuthorRow] = []
    while try find.step() {
      if let row = try workspace.projections.authors.row(find.int(0)) { found.append(row) }
    }
    return found.count == 1 ? found[0] : found.first { !$0.isProven }
  }

  /// The latest decision in force of these verbs for which `condition` holds.
  private func latest(
    _ verbs: [Decision.Verb], _ condition: String, _ bind: (PreparedQuery) -> Void
  ) throws(LogError) -> DecisionRow? {
    try workspace.projections.decisions.flush()
    let names = verbs.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(workspace.layer.readName("decision"))
      WHERE \(condition) AND undone = 0 AND verb IN (\(names)) ORDER BY seq DESC LIMIT 1
      """)
    bind(find)
    defer { find.reset() }
    return try find.step() ? try workspace.projections.decisions.row(find.int(0)) : nil
  }
}

extension Decision.Verb {
  /// What it says of a comment; nil for what says nothing of its text.
  fileprivate var judgement: CommentState.Judgement? {
    switch self {
    case .approve: .approved
    case .reject: .rejected
    case .spam: .spam
    case .escalate, .snooze, .note, .block, .trust, .clear, .undo, .rejudge, .release: nil
    }
  }

  /// Whether it can be said of a comment whose text nobody can read any more.
  var isOfErasedTexts: Bool {
    switch self {
    case .reject, .spam, .note, .undo: true
    case .approve, .escalate, .snooze, .block, .trust, .clear, .rejudge, .release: false
    }
  }
}
