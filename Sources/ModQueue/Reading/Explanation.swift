package import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Why a comment was judged as it was: a verdict with all that it rests on, as the log has it.
package struct Explanation: Sendable {
  package var entry: Entry
  package var verdict: Verdict
  /// The rules that counted, each with what the verdict would be without it.
  package var reasons: [Reason]
  /// The rules in trial.
  package var shadow: [Reason]
  /// The texts of the fields that matches point into; an erased one is missing.
  package var texts: [Field: [UInt8]]
  package var ruleset: Ruleset
  /// The comment that was judged, and where it stands now; nil if it is unknown.
  package var comment: CommentSummary?

  /// Whom the author could be taken for and who blocked them, once ``addPeople(in:)`` looked for that.
  package private(set) var imitated: [LookAlike] = []
  package private(set) var block: Block?

  /// What told the classifier most, if it had an opinion and the decisions that taught it still stand.
  package var clues: [Clue] = []

  /// One rule that fired.
  package struct Reason: Sendable {
    package var reason: Verdict.Reason
    /// Nil where the log has no text of the rule.
    package var title: String?
    /// Nil where the log has no text of the rule, and for rules in trial.
    package var without: Verdict.Outcome?
  }

  /// A moderator's word that rejected whatever somebody wrote.
  package struct Block: Sendable {
    package var row: DecisionRow
    package var decision: Decision
  }

  /// The rules that were in use.
  package struct Ruleset: Sendable {
    package var seq: Int64
    package var digest: String?
    package var holdScore: Double
    package var rejectScore: Double
  }

  /// Explains the verdict that is recorded with entry `seq`, or for a comment the one it stands under; nil if there is
  /// none.
  ///
  /// Whoever explains many hands over the `judges` to share.
  package init?(
    _ workspace: Workspace, entry seq: Int64, judges: RecordedJudges? = nil
  ) throws(LogError) {
    let projections = workspace.projections
    var source = seq
    if let row = try projections.comments.row(seq) {
      comment = try CommentReader(workspace).summary(of: row)
      source = comment?.verdictSeq ?? seq
    }
    guard let entry = try workspace.log.entry(source),
      let verdict = entry.verdict.flatMap({ Verdict(json: $0) })
    else { return nil }
    if comment == nil, let target = entry.content.target,
      let row = try projections.comment(site: entry.site, id: target)
    {
      comment = try CommentReader(workspace).summary(of: row)
    }
    self.entry = entry
    self.verdict = verdict
    let regime = projections.regime(at: verdict.ruleset)
    ruleset = Ruleset(
      seq: regime.seq, digest: regime.digest, holdScore: regime.policy.holdScore,
      rejectScore: regime.policy.rejectScore)
    texts = try VerdictLine(entry, verdict, isKnown: true).texts(entry.event, in: projections)
    let judge = try (judges ?? RecordedJudges(workspace)).judge(digest: regime.digest)
    func title(_ rule: String) -> String? {
      if rule == Judge.blockedRule { return "A moderator blocked the author" }
      return judge?.ruleSet.index(of: rule).flatMap { judge?.ruleSet.rules[$0].title }
    }
    reasons = verdict.reasons.map { reason in
      Reason(
        reason: reason, title: title(reason.rule), without: judge?.outcome(without: reason.rule, in: verdict))
    }
    shadow = verdict.shadow.map { Reason(reason: $0, title: title($0.rule)) }
    if let learned = verdict.learned, let body = try judgedBody(in: projections) {
      clues =
        try Learning(workspace).reasonedOpinion(on: body, nick: comment?.nick, taughtBy: learned.k)?.clues
        ?? []
    }
  }

  /// Looks for whom the author could be taken for, if a rule looked at that, and for the decision that had them blocked, if
  /// one had and the log still says whom it was about.
  ///
  /// Linear in all that was said of those people: see ``Workspace/imitated(by:of:at:)``.
  package mutating func addPeople(in workspace: Workspace) throws(LogError) {
    imitated = try whoIsImitated(in: workspace)
    block = try blockInForce(in: workspace)
  }

  private func whoIsImitated(in workspace: Workspace) throws(LogError) -> [LookAlike] {
    let looked = (verdict.reasons + verdict.shadow).flatMap(\.values)
    guard
      looked.contains(where: { $0.name == Signal.authorImpersonates.rawValue && $0.value == .flag(true) }),
      let author = comment?.row.author
    else { return [] }
    return try workspace.imitated(by: author, of: verdict.author?.tier ?? .new, at: entry.at)
  }

  private func blockInForce(in workspace: Workspace) throws(LogError) -> Block? {
    guard verdict.reasons.contains(where: { $0.rule == Judge.blockedRule }),
      let row = try workspace.projections.block(
        of: comment?.row.author, sender: entry.event?.sender ?? Sender(), site: entry.site, before: entry.seq,
        at: entry.at),
      case .decision(let decision)? = try workspace.log.entry(row.seq)?.event?.action
    else { return nil }
    return Block(row: row, decision: decision)
  }

  /// The text as it was when it was judged, whether or not a match points into it.
  private func judgedBody(in projections: Projections) throws(LogError) -> String? {
    switch entry.event?.action {
    case .comment(let comment), .reply(let comment, _): comment.body
    case .edit(let edit): edit.body
    case .vote, .report:
      try comment.flatMap { (comment) throws(LogError) in
        try projections.body(of: comment.row, before: entry.seq)
      }
    case .delete, .decision, nil: nil
    }
  }

  /// The text that was judged; nil after an erasure.
  package var body: String? {
    guard let judged = texts[.body], !judged.isEmpty else { return comment?.body }
    return String(decoding: judged, as: UTF8.self)
  }

  /// The parts that the order of the queue is made of.
  package var riskParts: [(name: String, value: Double)] { comment?.riskParts ?? [] }
}
