import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// One walk along the log, in which two sides say what they think of each text as it comes.
///
/// A text is a comment, a reply, or what an edit made of one. A vote or report that a rule fires on sends a published
/// text to the queue, on the side of that rule, unless a human had decided on it by then. What a human says in the end is
/// looked up in the projections of the file; no side is told of it.
final class TextComparison {
  /// Who says it.
  enum Side {
    /// What the log recorded, sweeps in force included.
    case recorded
    case trial(Trial)

    /// What its verdicts look for in texts.
    fileprivate var rules: TextRules? {
      switch self {
      case .recorded: nil
      case .trial(let trial): trial.rules.texts
      }
    }
  }

  private let workspace: Workspace
  private let scope: TuningScope
  private let left: Side
  private let right: Side
  private let refolds: [Refold]
  private let judgements: Judgements
  let opinions: OpinionLedger
  let hits: HitLedger
  private(set) var totals = Totals()

  /// What is counted of all texts, whether caught or not.
  struct Totals {
    var texts = 0
    var erased = 0
    /// Those that a human rejected.
    var rejectedByHumans = 0
    var first: Timestamp?
    var last: Timestamp?
  }

  /// Entries folded before the rows are written to the temporary tables.
  private static let portion: Int64 = 10_000
  /// Entries that are looked at ahead together.
  private static let lookedAhead = 256

  init(
    _ workspace: Workspace, left: Side, right: Side, refolds: [Refold], scope: TuningScope
  ) throws(LogError) {
    self.workspace = workspace
    self.left = left
    self.right = right
    self.refolds = refolds
    self.scope = scope
    judgements = try Judgements(workspace.projections)
    opinions = try OpinionLedger(workspace.database)
    hits = try HitLedger(workspace.database)
  }

  /// Goes through the whole log once.
  ///
  /// `progress` is called with the number of the last entry looked at and that of the last entry. Memory is bounded.
  func run(progress: (Int64, Int64) -> Void) throws(LogError) {
    let end = workspace.log.headSeq
    let (leftRules, rightRules) = (left.rules, right.rules)
    let ahead = LookAhead<[PreparedEntry]>()
    var gathered: [Entry] = []
    var isAhead = false
    defer { if isAhead { _ = ahead.take() } }
    /// Takes over what was looked at, and has what was gathered since looked at meanwhile.
    func turn() throws(LogError) {
      let entries = isAhead ? ahead.take() ?? [] : []
      isAhead = !gathered.isEmpty
      if isAhead {
        ahead.start { [gathered, scope] scratch in
          gathered.map { entry in
            let isLooked = scope.contains(entry)
            return PreparedEntry(
              entry, left: isLooked ? leftRules : nil, right: isLooked ? rightRules : nil, scratch: scratch)
          }
        }
      }
      gathered = []
      for prepared in entries {
        try take(prepared)
        guard prepared.entry.seq % TextComparison.portion == 0 else { continue }
        for refold in refolds { try refold.writeBack() }
        progress(prepared.entry.seq, end)
      }
      ahead.release(entries)
    }
    try workspace.log.forEach(after: 0, through: end) { (entry) throws(LogError) in
      gathered.append(entry)
      if gathered.count == TextComparison.lookedAhead { try turn() }
      return true
    }
    try turn()
    try turn()
  }

  private func take(_ prepared: PreparedEntry) throws(LogError) {
    if let event = prepared.event { try compare(prepared, event) }
    for refold in refolds { try refold.apply(prepared.entry, prepared.event, verdict: prepared.recorded) }
  }

  private func compare(_ prepared: PreparedEntry, _ event: Event) throws(LogError) {
    let entry = prepared.entry
    switch event.action {
    case .comment, .reply:
      try compareText(prepared, event, comment: entry.seq)
    case .edit:
      guard let target = try target(of: entry) else { return }
      try compareText(prepared, event, comment: target.seq)
    case .vote, .report:
      guard let target = try target(of: entry) else { return }
      try compareDoubts(prepared, event, target)
    case .decision(let decision):
      guard decision.verb == .rejudge, let recorded = prepared.recorded,
        let target = try target(of: entry)
      else { return }
      try sweep(entry, recorded, target)
    case .delete:
      break
    }
  }

  private func compareText(
    _ prepared: PreparedEntry, _ event: Event, comment: Int64
  ) throws(LogError) {
    let entry = prepared.entry
    guard scope.contains(entry) else { return }
    guard !entry.isErased else {
      totals.erased += 1
      return
    }
    let leftVerdict = try verdict(of: left, prepared, event, prepared.left)
    let rightVerdict = try verdict(of: right, prepared, event, prepared.right)
    let judgement = try judgements.judgement(ofText: entry.seq, comment: comment)
    count(entry, judgement)
    if let rightVerdict { try hits.note(rightVerdict, text: entry.seq, at: entry.at, judgement: judgement) }
    try opinions.note(
      OpinionLedger.Row(
        text: entry.seq, comment: comment, left: opinion(leftVerdict), right: opinion(rightVerdict),
        judgement: judgement))
  }

  private func count(_ entry: Entry, _ judgement: CommentState.Judgement?) {
    totals.texts += 1
    if judgement == .rejected || judgement == .spam { totals.rejectedByHumans += 1 }
    totals.first = min(totals.first ?? entry.at, entry.at)
    totals.last = max(totals.last ?? entry.at, entry.at)
  }

  /// A vote or report: the text in hand counts, whenever it came.
  private func compareDoubts(
    _ prepared: PreparedEntry, _ event: Event, _ target: CommentRow
  ) throws(LogError) {
    guard let text = try workspace.log.entry(target.textSeq), scope.contains(text), !text.isErased else {
      return
    }
    let leftVerdict = try verdict(of: left, prepared, event, prepared.left)
    let rightVerdict = try verdict(of: right, prepared, event, prepared.right)
    guard leftVerdict != nil || rightVerdict != nil else { return }
    let judgement = try judgements.judgement(ofText: text.seq, comment: target.seq)
    if let rightVerdict {
      try hits.note(rightVerdict, text: text.seq, at: prepared.entry.at, judgement: judgement)
    }
    guard target.state.human == nil, !target.state.isDeleted else { return }
    let doubts = (opinion(leftVerdict), opinion(rightVerdict))
    guard doubts.0.isCaught || doubts.1.isCaught else { return }
    try opinions.change(text: text.seq, comment: target.seq, judgement: judgement) { row in
      row.left.take(doubts.0)
      row.right.take(doubts.1)
    }
  }

  /// A later opinion of the machine that is in force replaces the first.
  private func sweep(_ entry: Entry, _ verdict: Verdict, _ target: CommentRow) throws(LogError) {
    guard case .recorded = left, target.state.human == nil,
      try workspace.projections.decisions.row(entry.seq)?.isInForce == true,
      let text = try workspace.log.entry(target.textSeq), scope.contains(text), !text.isErased
    else { return }
    let judgement = try judgements.judgement(ofText: text.seq, comment: target.seq)
    try opinions.change(text: text.seq, comment: target.seq, judgement: judgement) {
      $0.left = Opinion(verdict)
    }
  }

  private func verdict(
    of side: Side, _ prepared: PreparedEntry, _ event: Event, _ reading: Reading?
  ) throws(LogError) -> Verdict? {
    switch side {
    case .recorded: prepared.recorded
    case .trial(let trial): try trial.verdict(on: prepared.entry, event, reading)
    }
  }

  private func opinion(_ verdict: Verdict?) -> Opinion {
    guard let verdict, verdict.outcome != .publish else { return .publish }
    return Opinion(verdict)
  }

  /// The comment that an entry is about, as it was then.
  private func target(of entry: Entry) throws(LogError) -> CommentRow? {
    guard let id = entry.content.target else { return nil }
    return try refolds.first?.projections.comment(site: entry.site, id: id)
  }
}

extension Opinion {
  /// Takes the doubts of a rule on votes or reports into account: they hold what was let pass.
  fileprivate mutating func take(_ doubts: Opinion) {
    guard doubts.isCaught, !isCaught else { return }
    self = Opinion(outcome: .hold, score: doubts.score, words: doubts.words)
  }
}
