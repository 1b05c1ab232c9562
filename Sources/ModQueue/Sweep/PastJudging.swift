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

  /// A comment judged once more.
  struct Rejudged {
    var verdict: Verdict
    /// What it stands under until now.
    var standing: Verdict?
    var body: String
  }

  /// Judges a comment; nil if its text was erased.
  func rejudge(_ row: CommentRow, _ entry: Entry) throws(LogError) -> Rejudged? {
    guard let comment = entry.event?.comment, entry.content.payload != nil,
      let body = try projections.body(of: row)
    else { return nil }
    var subject = Subject(comment, site: entry.site)
    subject.body = body
    subject.parentBody = try projections.parentBody(of: row)
    let standing = try projections.standingVerdict(on: row)
    let text = TextSignals(body: body)
    let kind: EventKind = row.textSeq != row.seq ? .edit : row.isReply ? .reply : .comment
    var learned: Verdict.Learned?
    if rules.asksLearned(kind, site: entry.site, at: row.at) {
      learned = try learning.opinion(on: body, nick: comment.nick, signals: text)
    }
    let known = try Retrospect(
      of: row, site: entry.site, by: comment.sender, text: text, at: now, learned: learned,
      standing: standing, windows: windows, in: projections)
    let event = Judge.Case(
      kind: kind, site: entry.site, at: row.at, author: known.author.recorded,
      isBlocked: wasBlocked(row, under: standing), learned: learned, links: text.links,
      ruleset: projections.regime.seq)
    do {
      let matches = rules.matches(in: subject, for: kind)
      let verdict = try judge.verdict(on: event, matches: matches, signals: known, profile: rules.profile)
      return Rejudged(verdict: verdict, standing: standing, body: body)
    } catch {
      throw LogError(error.underlying, path: workspace.file.path)
    }
  }

  /// A block counts from when it was spoken: what its author wrote before stands as it did, and what was rejected for it stays so.
  private func wasBlocked(_ row: CommentRow, under standing: Verdict?) -> Bool {
    row.state.machine == .reject && standing?.reasons.contains { $0.rule == Judge.blockedRule } ?? false
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
