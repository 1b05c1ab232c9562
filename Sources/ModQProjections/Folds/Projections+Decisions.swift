import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of decisions, and of those that undo others.
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
    if case .decision(let decision)? = entry.event?.action {
      switch decision.target {
      case .ip(let address): (row.field, row.subject) = ("ip", Sender(ip: address).ipKey)
      case .email(let address): (row.field, row.subject) = ("email", address)
      case .proof(let proof): (row.field, row.subject) = ("proof", proof)
      case .comment, .nick, .undoes: break
      }
    }
    row.outcome = verdict.map { Int64($0.outcome.rawValue) }
    row.score = verdict?.score
    row.undone = try undosWaiting(for: entry, batch: row.batch, site: site)
    decisions.put(row)
    try decisions.flush()
    if row.subject != nil { hasRulings = true }

    if verb == .undo {
      try foldUndo(row, entry: entry, site: site, names: facts["undoes"]?.string)
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
    if let author = comment.author { try settleDue(of: author, by: row.at) }
    comment = try comments.row(comment.seq) ?? comment
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
    try rows(queries.decisionsOnAuthor) { $0.bind(1, author) }
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

  // MARK: Undo

  /// An undo takes back every decision before it that has this id or batch; if there is none, those that come later.
  private func foldUndo(_ row: DecisionRow, entry: Entry, site: Int64, names: String?) throws(LogError) {
    let targets: [Int64]
    if let names {
      targets = try decisionsNamed(names, siteName: entry.site, site: site, before: entry.seq)
      if targets.isEmpty { try wait(for: names, entry: entry.seq, site: site, done: false) }
    } else if let comment = try target(of: entry) {
      targets = try latestDecision(on: comment.seq, before: entry.seq).map { [$0] } ?? []
    } else {
      return try waitForTarget(of: entry, site: site)
    }
    for target in targets { try add(target: target, to: row.seq) }
    if row.isInForce { try propagate(row.seq, entry: entry) }
  }

  private func decisionsNamed(
    _ name: String, siteName: String, site: Int64, before seq: Int64
  ) throws(LogError) -> [Int64] {
    var found: Set<Int64> = []
    if let named = try log.seq(site: siteName, id: name), try decisions.row(named) != nil {
      found.insert(named)
    }
    for row in try rows(
      queries.decisionsOfBatch,
      bind: {
        $0.bind(1, name)
        $0.bind(2, site)
      })
    {
      found.insert(row.seq)
    }
    return found.filter { $0 < seq }.sorted()
  }

  /// An undo that names a comment came before it: it takes back the latest decision on it that came earlier still.
  func applyLateUndo(_ seq: Int64, on comment: Int64, entry: Entry) throws(LogError) {
    guard let target = try latestDecision(on: comment, before: seq) else { return }
    try add(target: target, to: seq)
    if let row = try decisions.row(seq), row.isInForce { try propagate(seq, entry: entry) }
  }

  private func latestDecision(on comment: Int64, before seq: Int64) throws(LogError) -> Int64? {
    queries.latestOnComment.bind(1, comment)
    queries.latestOnComment.bind(2, seq)
    defer { queries.latestOnComment.reset() }
    return try queries.latestOnComment.step() ? queries.latestOnComment.int(0) : nil
  }

  /// How many undos in force already wait for this decision by its id or its batch; they name it from now on.
  private func undosWaiting(for entry: Entry, batch: String?, site: Int64) throws(LogError) -> Int64 {
    var count: Int64 = 0
    var names = [entry.id]
    if let batch, !batch.utf8.elementsEqual(entry.id.utf8) { names.append(batch) }
    for name in names {
      for seq in try waiting(for: name, site: site) {
        guard let undo = try decisions.row(seq), undo.verb == .undo else { continue }
        try add(target: entry.seq, to: seq)
        if undo.isInForce { count += 1 }
      }
    }
    return count
  }

  private func add(target: Int64, to undo: Int64) throws(LogError) {
    queries.insertUndo.bind(1, undo)
    queries.insertUndo.bind(2, target)
    try queries.insertUndo.run()
  }

  /// An undo came into force: what it names follows, and so on along the chain of undos.
  ///
  /// The latest undo is looked at first, since an undo names what came before it: each is then looked at once. Only one
  /// that waited for a later undo can make a cycle; how often each may turn is bounded.
  private func propagate(_ undo: Int64, entry: Entry) throws(LogError) {
    var applied: [Int64: Bool] = [undo: false]
    var work: Set<Int64> = [undo]
    var turns: [Int64: Int] = [:]
    var comments: Set<Int64> = []
    var authors: Set<Int64> = []
    while let undo = work.max() {
      work.remove(undo)
      guard let isInForce = try decisions.row(undo)?.isInForce, isInForce != applied[undo],
        turns[undo, default: 0] < 4
      else { continue }
      applied[undo] = isInForce
      turns[undo, default: 0] += 1
      for target in try targets(of: undo) {
        guard var row = try decisions.row(target) else { continue }
        if row.verb == .undo {
          if applied[target] == nil { applied[target] = row.isInForce }
          work.insert(target)
        }
        row.undone += isInForce ? 1 : -1
        decisions.put(row)
        if let comment = row.comment { comments.insert(comment) }
        if let author = row.author { authors.insert(author) }
      }
    }
    try decisions.flush()
    for comment in comments.sorted() { try refoldComment(comment, entry: entry) }
    for author in authors.sorted() { try refoldAuthor(author) }
  }

  private func targets(of undo: Int64) throws(LogError) -> [Int64] {
    queries.targetsOfUndo.bind(1, undo)
    var found: [Int64] = []
    while try queries.targetsOfUndo.step() { found.append(queries.targetsOfUndo.int(0)) }
    return found
  }

  /// Folds a comment's state from all that happened to it and still holds: as if what was undone had never been.
  private func refoldComment(_ seq: Int64, entry: Entry) throws(LogError) {
    guard var row = try comments.row(seq) else { return }
    let before = row
    row.state = CommentState(posted: row.posted, at: row.at, settleAfter: settleAfter(at: row.seq))
    row.score = row.postedScore
    for item in try history(of: seq) {
      row.apply(
        item.fact, score: item.score, seq: item.seq, at: item.at,
        settleAfter: settleAfter(at: max(item.seq, row.seq)))
    }
    if let author = row.author, let settled = try settledPiece(of: author, comment: seq),
      row.state.due == settled
    {
      row.state.settleIfDue(by: settled)
    }
    try settle(row, since: before, at: entry.at, why: "undo", cause: entry.seq)
  }

  /// When a comment had settled, if it did.
  private func settledPiece(of author: Int64, comment: Int64) throws(LogError) -> Timestamp? {
    let query = queries.evidenceOfComment
    query.bind(1, author)
    query.bind(2, comment)
    query.bind(3, PieceKind.settled.rawValue)
    defer { query.reset() }
    return try query.step() ? Timestamp(milliseconds: query.int(2)) : nil
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
    case .block, .trust, .clear, .undo: nil
    }
  }

  /// What it says of an author; nil if it takes back what was said.
  var ruling: AuthorState.Ruling? {
    switch verb {
    case .block: AuthorState.Ruling(isBlock: true, until: until)
    case .trust: AuthorState.Ruling(isBlock: false, until: until)
    case .approve, .reject, .spam, .escalate, .snooze, .note, .clear, .undo, .rejudge: nil
    }
  }
}
