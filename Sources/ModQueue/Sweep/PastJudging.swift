import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Judging comments of the log once more, with their current text and what is known today.
struct PastJudging {
  let workspace: Workspace
  let rules: RuleBook
  let judge: Judge
  private let windows: PastWindows
  private let learning: Learning
  /// The moment whose standing counts.
  private let now: Timestamp

  private var projections: Projections { workspace.projections }

  init(_ workspace: Workspace, rules: RuleBook, at now: Timestamp) throws(LogError) {
    self.workspace = workspace
    self.rules = rules
    self.now = now
    windows = try PastWindows(workspace.projections)
    learning = Learning(workspace)
    judge = rules.judge(braking: try PastJudging.braked(rules, in: workspace.projections))
  }

  /// The verdict on a comment and its text; nil if that was erased.
  func verdict(on row: CommentRow, _ entry: Entry) throws(LogError) -> (Verdict, body: String)? {
    guard let comment = entry.event?.comment, entry.content.payload != nil,
      let body = try projections.body(of: row)
    else { return nil }
    var subject = Subject(comment, site: entry.site)
    subject.body = body
    if let parent = try row.parent.flatMap({ (seq) throws(LogError) in try projections.comments.row(seq) }) {
      subject.parentBody = try projections.body(of: parent)
    }
    let text = TextSignals(body: body)
    let kind: EventKind = row.textSeq != row.seq ? .edit : row.isReply ? .reply : .comment
    var learned: Verdict.Learned?
    if rules.asksLearned(kind, site: entry.site, at: row.at) {
      learned = try learning.opinion(on: body, nick: comment.nick, signals: text)
    }
    let known = try Retrospect(
      of: row, site: entry.site, by: comment.sender, text: text, at: now, learned: learned, windows: windows,
      in: projections)
    let event = Judge.Case(
      kind: kind, site: entry.site, at: row.at, author: known.author.recorded,
      isBlocked: try wasBlocked(row), learned: learned, links: text.links,
      ruleset: projections.regime.seq)
    do {
      let matches = rules.matches(in: subject, for: kind)
      return (try judge.verdict(on: event, matches: matches, signals: known, profile: rules.profile), body)
    } catch {
      throw LogError(error.underlying, path: workspace.file.path)
    }
  }

  /// A block counts from when it was spoken: what its author wrote before stands as it did, and what was rejected for it stays so.
  private func wasBlocked(_ row: CommentRow) throws(LogError) -> Bool {
    guard row.state.machine == .reject else { return false }
    return try projections.standingVerdict(on: row)?.reasons.contains { $0.rule == Judge.blockedRule }
      ?? false
  }

  /// The braked ones of today's rules, which the log may not have taken up yet.
  private static func braked(
    _ rules: RuleBook, in projections: Projections
  ) throws(LogError) -> Set<String> {
    if projections.regime.digest == rules.ruleSet.digest { return try projections.brakedRules() }
    var braked: Set<String> = []
    for use in RuleUse.all(of: rules.ruleSet)
    where try projections.trial(of: use.id, digest: use.digest)?.braked != nil {
      braked.insert(use.id)
    }
    return braked
  }
}
