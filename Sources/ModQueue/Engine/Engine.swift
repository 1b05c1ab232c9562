package import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Takes events in: judges them in the order of the log, appends each with its verdict, and folds it.
///
/// Everything happens inside the workspace's transaction; a verdict may be shown only after its commit.
package final class Engine {
  package let workspace: Workspace
  let log: EventLog
  let projections: Projections
  let learning: Learning
  /// What texts are judged by; nil where only decisions are taken in, which need no rules.
  package var rules: RuleBook?

  /// Judges beside the log, by other projections than its own: brakes, which are of the log's own rules, do not hold.
  let isInTrial: Bool

  /// Judges by what `projections` know; by default those of the workspace, in step with which alone events are taken in.
  package init(_ workspace: Workspace, projections: Projections? = nil, rules: RuleBook? = nil) {
    self.workspace = workspace
    self.rules = rules
    log = workspace.log
    self.projections = projections ?? workspace.projections
    isInTrial = projections != nil
    learning = Learning(workspace, projections: self.projections)
  }

  /// What became of an event.
  package enum Outcome: Sendable {
    /// It was appended and judged.
    case judged(Entry, Verdict)
    /// It was appended; its kind is not judged, or no rule had anything to say.
    case noted(Entry)
    /// It was in the log already, with this content.
    case known(Entry)
    case refused(Refusal)
  }

  /// Takes in one event that arrived at `arrival`.
  ///
  /// Call in a transaction.
  package func submit(_ event: Event, arrival: Timestamp) throws(LogError) -> Outcome {
    try submit(event, reading: nil, arrival: arrival)
  }

  /// The same, where the text was looked at already by the rules in use.
  func submit(_ event: Event, reading: Reading?, arrival: Timestamp) throws(LogError) -> Outcome {
    if let seq = try log.seq(site: event.site, id: event.id), let entry = try log.entry(seq) {
      return try isSame(event, as: entry) ? .known(entry) : .refused(.conflict(id: event.id))
    }
    var target: CommentRow?
    if let id = event.content.target {
      target = try projections.comment(site: event.site, id: id)
      if target == nil, case .edit = event.action { return .refused(.unknownComment(id)) }
    }
    let at = event.at ?? arrival
    var verdict: Verdict?
    if let rules, rules.judges(event.kind) {
      try recordRuleset(rules, at: at, arrival: arrival)
      verdict = try judge(event, at: at, target: target, reading: reading, rules: rules)
    }
    let draft = Draft(
      site: event.site, id: event.id, kind: EntryKind(event.kind), at: at, actor: try actor(of: event),
      content: event.content, verdict: verdict?.json)
    let entry = try log.append(draft, recordedAt: arrival)
    try projections.apply(entry, verdict: verdict, event: event)
    if let verdict { return .judged(entry, verdict) }
    return .noted(entry)
  }

  /// The number of whose standing an event concerns.
  ///
  /// An edit or a deletion is its author's, who needs no number again.
  private func actor(of event: Event) throws(LogError) -> Int64? {
    switch event.action {
    case .comment, .reply, .vote, .report:
      return try projections.actor(
        for: projections.identity(nick: event.nick, sender: event.sender), site: event.site)
    case .decision(let decision):
      guard case .nick(let nick) = decision.target else { return nil }
      return try projections.subject(nick: nick, site: event.site)
    case .edit, .delete:
      return nil
    }
  }
}

extension Engine {
  /// Whether `event` is what `entry` was made of.
  ///
  /// What was said and erased since is the same as anything with its id and kind, so that a line which comes again is
  /// not kept as refused. Of an entry that lost its private part alone, the rest has to be the same.
  private func isSame(_ event: Event, as entry: Entry) throws(LogError) -> Bool {
    guard entry.kind.event == event.kind else { return false }
    let isDatedAlike = event.at.map { $0 == entry.at } ?? true
    if isDatedAlike && entry.content.isIdentical(to: event.content) { return true }
    guard entry.content.payload == nil || entry.content.privates == nil else { return false }
    let erased = try log.erasedPart(of: entry.seq)
    if erased.payload { return true }
    guard erased.privates, isDatedAlike else { return false }
    var known = entry.content
    known.privates = event.content.privates
    return known.isIdentical(to: event.content)
  }
}

extension Entry {
  /// Whether the text of a comment, reply or edit was taken away; what other kinds lost only the `erase` entries tell.
  var isErased: Bool {
    switch kind {
    case .comment, .reply, .edit: content.payload == nil
    case .vote, .delete, .report, .decision, .ruleset, .erase: false
    }
  }
}

extension Content {
  /// Equality byte by byte, which `==` of strings is not.
  fileprivate func isIdentical(to other: Content) -> Bool {
    func same(_ left: String?, _ right: String?) -> Bool {
      left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
    }
    return same(thread, other.thread) && same(target, other.target) && payload == other.payload
      && privates == other.privates && (facts == other.facts || facts == other.factsWithoutProof)
  }

  /// The facts as logs have them from before they said whether there was a proof.
  private var factsWithoutProof: [UInt8]? {
    guard let facts, let members = try? JSONValue.parse(facts).object else { return nil }
    let rest = members.filter { !$0.key.utf8.elementsEqual("proven".utf8) }
    return rest.isEmpty ? nil : JSONValue.object(rest).canonical
  }
}
