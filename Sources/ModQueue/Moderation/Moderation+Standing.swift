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
        judged.judgement == human, judged.seq > row.textSeq, !state.isEscalated, state.snoozedUntil == nil,
        try !isReported(row.seq, after: judged.seq)
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
    let rulings = try lastRulings(on: target, site: site)
    switch verb {
    case .block, .trust:
      guard rulings.count == 1, let last = rulings.first ?? nil, last.verb == verb, last.until == until else {
        return nil
      }
      return Standing(target: target, verb: verb, since: (last.by, last.at))
    case .clear:
      // A block that is over by the clock still holds for events of its time that come late.
      let isAnyInForce = rulings.contains { $0.map { $0.verb != .clear } ?? false }
      return isAnyInForce ? nil : Standing(target: target, verb: .clear)
    case .approve, .reject, .spam, .escalate, .snooze, .note, .undo, .rejudge, .release:
      return nil
    }
  }

  /// The last word in force on whom `target` names: of a nickname on each of its bearers, nil where there is none.
  private func lastRulings(on target: Decision.Target, site: String) throws(LogError) -> [DecisionRow?] {
    let verbs: [Decision.Verb] = [.block, .trust, .clear]
    let ofSite = "site = (SELECT no FROM \(workspace.layer.readName("site")) WHERE name = ?1)"
    func onSubject(_ field: String, _ subject: String?) throws(LogError) -> [DecisionRow?] {
      guard let subject else { return [] }
      return [
        try latest(verbs, "subject = ?2 AND field = ?3 AND \(ofSite)") {
          $0.bind(1, site)
          $0.bind(2, subject)
          $0.bind(3, field)
        }
      ]
    }
    switch target {
    case .nick(let nick):
      return try bearers(of: nick, site: site).map { (no) throws(LogError) in
        try latest(verbs, "author = ?1") { $0.bind(1, no) }
      }
    case .ip(let address): return try onSubject("ip", Sender(ip: address).ipKey)
    case .email(let address): return try onSubject("email", address)
    case .proof(let proof): return try onSubject("proof", proof)
    case .comment, .undoes: return []
    }
  }

  /// The authors who sign so, with whatever proof.
  func bearers(of nick: String, site: String) throws(LogError) -> [Int64] {
    guard let number = try workspace.projections.number(ofSite: site) else { return [] }
    return try workspace.projections.authorNumbers(nickKey: NameKeys.nickKey(nick), site: number)
  }

  /// Whether somebody with a name reported a comment after entry `seq`: a word on it is one on that report too.
  private func isReported(_ comment: Int64, after seq: Int64) throws(LogError) -> Bool {
    let find = try PreparedQuery(
      workspace.database,
      "SELECT 1 FROM \(workspace.layer.readName("report")) WHERE comment = ? AND seq > ? LIMIT 1")
    find.bind(1, comment)
    find.bind(2, seq)
    defer { find.reset() }
    return try find.step()
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
