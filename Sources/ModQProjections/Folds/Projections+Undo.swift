import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of undos: which decisions they name, and what follows when those come out of force or back into it.
///
/// A decision is in force when no undo in force names it. Undos name one another without circles: one that would close
/// a circle leaves that name out, for a decision that takes itself back says nothing.
extension Projections {
  /// An undo takes back every decision before it that has this id or batch; if there is none, those that come later.
  ///
  /// Without a name it takes back the latest in force on its comment, which may be still to come. `isNamed` says that
  /// undos which came earlier wait for this one.
  func foldUndo(
    _ row: DecisionRow, entry: Entry, site: Int64, names: String?, isNamed: Bool = false
  ) throws(LogError) {
    let targets: [Int64]
    if let names {
      targets = try decisionsNamed(names, siteName: entry.site, site: site, before: entry.seq)
      if targets.isEmpty { try wait(for: names, entry: entry.seq, site: site, done: false) }
    } else {
      guard let comment = try target(of: entry) else { return try waitForTarget(of: entry, site: site) }
      targets = try latestDecision(on: comment.seq, before: entry.seq).map { [$0] } ?? []
    }
    for target in targets {
      if isNamed, try undosReached(from: target).contains(row.seq) { continue }
      try add(target: target, to: row.seq)
    }
    if row.isInForce { try flip(row.seq, by: 1, entry: entry) }
  }

  private func decisionsNamed(
    _ name: String, siteName: String, site: Int64, before seq: Int64
  ) throws(LogError) -> [Int64] {
    var found: Set<Int64> = []
    if let named = try log.seq(site: siteName, id: name), try decisions.row(named) != nil {
      found.insert(named)
    } else if let named = try log.seq(site: "", id: name), try decisions.row(named)?.verb == .release {
      // Rules are of no site, and so are their releases; who undoes one speaks from some site.
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

  private func latestDecision(on comment: Int64, before seq: Int64) throws(LogError) -> Int64? {
    queries.latestOnComment.bind(1, comment)
    queries.latestOnComment.bind(2, seq)
    defer { queries.latestOnComment.reset() }
    return try queries.latestOnComment.step() ? queries.latestOnComment.int(0) : nil
  }

  /// The undos that already wait for this decision by its id or its batch; they name it from now on.
  func undosWaiting(for entry: Entry, batch: String?, site: Int64) throws(LogError) -> [DecisionRow] {
    var found: [DecisionRow] = []
    var names = [entry.id]
    if let batch, !batch.utf8.elementsEqual(entry.id.utf8) { names.append(batch) }
    for name in names {
      for seq in try waiting(for: name, site: site) {
        // An undo of the latest on a comment waits for that comment, whatever else has its id.
        guard let undo = try decisions.row(seq), undo.verb == .undo,
          try log.entry(seq)?.content.target == nil
        else { continue }
        try add(target: entry.seq, to: seq)
        found.append(undo)
      }
    }
    return found
  }

  private func add(target: Int64, to undo: Int64) throws(LogError) {
    queries.insertUndo.bind(1, undo)
    queries.insertUndo.bind(2, target)
    try queries.insertUndo.run()
  }

  // MARK: Coming into force and out of it

  /// An undo came into force (`by` 1) or was undone itself (−1): what it names follows, and so on along the chain.
  ///
  /// Each undo is looked at once, after all that name it, and each author is folded anew once. Linear in the decisions that can
  /// be reached and in the history of the authors they are about.
  private func flip(_ undo: Int64, by step: Int64, entry: Entry) throws(LogError) {
    var steps = [undo: step]
    var wasInForce: [Int64: Bool] = [:]
    for undo in try undosReached(from: undo) {
      if let before = wasInForce[undo], let row = try decisions.row(undo), row.isInForce != before {
        steps[undo] = row.isInForce ? 1 : -1
      }
      guard let step = steps[undo] else { continue }
      for target in try targets(of: undo) {
        guard var row = try decisions.row(target) else { continue }
        if wasInForce[target] == nil { wasInForce[target] = row.isInForce }
        row.undone += step
        decisions.put(row)
      }
    }
    try decisions.flush()
    var touchedComments: Set<Int64> = []
    var touchedAuthors: Set<Int64> = []
    var touchedReleases: Set<Int64> = []
    for (target, before) in wasInForce {
      guard let row = try decisions.row(target), row.isInForce != before else { continue }
      if let comment = row.comment { touchedComments.insert(comment) }
      if let author = row.author { touchedAuthors.insert(author) }
      if row.verb == .release { touchedReleases.insert(target) }
    }
    refolding = Refolding(authors: touchedAuthors)
    defer { refolding = nil }
    for comment in touchedComments.sorted() { try refoldComment(comment, entry: entry) }
    let authors = refolding?.authors ?? []
    refolding = nil
    for author in authors.sorted() { try refoldAuthor(author) }
    for release in touchedReleases.sorted(by: >) { try turnRelease(release) }
  }

  /// The undo and all undos that it names, that those name, and so on: each after every one that leads to it.
  ///
  /// Nothing for a decision that is no undo. A walk in depth, turned round; a chain may be longer than the stack.
  private func undosReached(from undo: Int64) throws(LogError) -> [Int64] {
    guard try decisions.row(undo)?.verb == .undo else { return [] }
    var left: [Int64] = []
    var seen: Set<Int64> = [undo]
    var path = [(undo: undo, next: try undos(namedBy: undo))]
    while let last = path.indices.last {
      if let named = path[last].next.popLast() {
        if seen.insert(named).inserted { path.append((named, try undos(namedBy: named))) }
      } else {
        left.append(path.removeLast().undo)
      }
    }
    return left.reversed()
  }

  private func undos(namedBy undo: Int64) throws(LogError) -> [Int64] {
    var found: [Int64] = []
    for target in try targets(of: undo) where try decisions.row(target)?.verb == .undo {
      found.append(target)
    }
    return found
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
    var dueSince = row.seq
    for item in try history(of: seq) {
      let due = row.state.due
      let folded = max(item.seq, row.seq)
      row.apply(
        item.fact, score: item.score, seq: item.seq, at: item.at, settleAfter: settleAfter(at: folded))
      if let new = row.state.due, new != due { dueSince = folded }
    }
    let place = try settleInRetrospect(&row, since: dueSince)
    try settle(row, since: before, settledIn: place, at: entry.at, why: "undo", cause: entry.seq)
  }

  /// Lets a comment settle that was kept from it by what is undone now.
  ///
  /// Returns the entry before which that would have been folded: the author's first fact dated when it was due or
  /// later. Nil if it is folded now, or has its place already.
  private func settleInRetrospect(_ row: inout CommentRow, since seq: Int64) throws(LogError) -> Int64? {
    guard let author = row.author, let due = row.state.settledAt ?? row.state.due else { return nil }
    if let settled = try settledPiece(of: author, comment: row.seq) {
      if row.state.due == settled { row.state.settleIfDue(by: settled) }
      return nil
    }
    let place = try firstFact(of: author, after: seq, from: due)
    // Without one it settles with all else that is due by now, each in its turn.
    if place != nil { row.state.settleIfDue(by: due) }
    return place
  }

  /// When a comment had settled, if it did.
  private func settledPiece(of author: Int64, comment: Int64) throws(LogError) -> Timestamp? {
    try pieces(of: author, comment: comment).first { $0.kind == .settled }?.at
  }
}
