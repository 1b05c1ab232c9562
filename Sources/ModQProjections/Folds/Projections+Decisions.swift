import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of decisions about comments and authors.
extension Projections {
  func foldDecision(_ entry: Entry, site: Int64, verdict: Verdict?) throws(LogError) {
    guard let facts = entry.facts, let verb = facts["action"]?.string.flatMap(Decision.Verb.init) else {
      return
    }
    var row = DecisionRow(
      seq: entry.seq, site: site, verb: verb, at: entry.at, by: facts["by"]?.string ?? "")
    row.until = facts["until"]?.integer.map(Timestamp.init(milliseconds:))
    row.batch = facts["batch"]?.string
    if let actor = entry.actor {
      try meetSubject(entry, actor: actor, site: site)
      row.author = AuthorRow.number(site: site, actor: actor)
    }
    if case .decision(let decision)? = event(of: entry)?.action {
      switch decision.target {
      case .ip(let address): (row.field, row.subject) = ("ip", Sender(ip: address).ipKey)
      case .email(let address): (row.field, row.subject) = ("email", address)
      case .proof(let proof): (row.field, row.subject) = ("proof", proof)
      case .comment, .nick, .undoes: break
      }
      // Erased: it is about nobody any more.
      if entry.content.privates == nil { row.subject = nil }
    }
    row.outcome = verdict.map { Int64($0.outcome.rawValue) }
    row.score = verdict?.score
    let undos = try undosWaiting(for: entry, batch: row.batch, site: site)
    row.undone = Int64(undos.filter { $0.isInForce }.count)
    decisions.put(row)
    try decisions.flush()
    if row.subject != nil { hasRulings = true }

    if verb == .undo {
      try foldUndo(
        row, entry: entry, site: site, names: facts["undoes"]?.string, isNamed: !undos.isEmpty)
    } else if let author = row.author {
      if row.isInForce { try applyToAuthor(author, .ruled(row.ruling), at: row.at) }
    } else if entry.content.target != nil {
      guard var comment = try target(of: entry) else { return try waitForTarget(of: entry, site: site) }
      try applyDecision(entry.seq, to: &comment)
    }
  }

  /// Applies a decision to its comment, which is there.
  func applyDecision(_ seq: Int64, to comment: inout CommentRow) throws(LogError) {
    guard var row = try decisions.row(seq) else { return }
    row.comment = comment.seq
    decisions.put(row)
    try decisions.flush()
    comment = try settled(comment, by: row.at)
    guard row.isInForce, let fact = row.fact else { return }
    let before = comment
    comment.apply(fact, score: row.score, seq: seq, at: row.at, settleAfter: settleAfter(at: current))
    try settle(
      comment, since: before, at: row.at, why: row.verb == .rejudge ? "sweep" : "decision", cause: seq)
  }

  /// Makes the author that a decision on a nickname is about, if the log has not had them yet.
  private func meetSubject(_ entry: Entry, actor: Int64, site: Int64) throws(LogError) {
    let no = AuthorRow.number(site: site, actor: actor)
    if try authors.row(no) == nil {
      try meet(entry, actor: actor, site: site)
    } else {
      try settleDue(of: no, by: entry.at)
    }
  }

  func rulings(on author: Int64) throws(LogError) -> [DecisionRow] {
    try rows(decisions.isAnyInFlight ? queries.decisionsOnAuthor : queries.decisionsOnAuthor.aside) {
      $0.bind(1, author)
    }
  }

  func rows(_ query: PreparedQuery, bind: (PreparedQuery) -> Void) throws(LogError) -> [DecisionRow] {
    bind(query)
    var numbers: [Int64] = []
    while try query.step() { numbers.append(query.int(0)) }
    var found: [DecisionRow] = []
    for number in numbers {
      if let row = try decisions.row(number) { found.append(row) }
    }
    return found
  }
}

extension DecisionRow {
  /// What it does to a comment; nil for what does nothing to it.
  var fact: CommentFact? {
    switch verb {
    case .approve: .judged(.approved)
    case .reject: .judged(.rejected)
    case .spam: .judged(.spam)
    case .escalate: .escalated
    case .snooze: .snoozed(until: until)
    case .rejudge: .rejudged(outcome.flatMap { Verdict.Outcome(rawValue: Int($0)) } ?? .publish)
    case .note: .noted
    case .block, .trust, .clear, .release, .undo: nil
    }
  }

  /// What it says of an author; nil if it takes back what was said.
  var ruling: AuthorState.Ruling? {
    switch verb {
    case .block: AuthorState.Ruling(isBlock: true, until: until)
    case .trust: AuthorState.Ruling(isBlock: false, until: until)
    case .approve, .reject, .spam, .escalate, .snooze, .note, .clear, .release, .undo, .rejudge: nil
    }
  }
}
