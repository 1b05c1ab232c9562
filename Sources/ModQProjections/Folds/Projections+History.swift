import ModQEvent
import ModQEventLog
import ModQJudge

/// What happened to a comment and still holds, read back from the projections.
extension Projections {
  struct HistoryItem {
    var seq: Int64
    var at: Timestamp
    var fact: CommentFact
    var score: Double?
  }

  /// In the order of the log.
  ///
  /// Linear in the decisions, edits and reports of the comment.
  func history(of comment: Int64) throws(LogError) -> [HistoryItem] {
    var items: [HistoryItem] = []
    let facts = queries.factsOfComment
    facts.bind(1, comment)
    while try facts.step() {
      guard let kind = FactKind(rawValue: facts.int(1)) else { continue }
      let fact: CommentFact =
        switch kind {
        case .edited: .edited(Verdict.Outcome(rawValue: Int(facts.int(2))) ?? .publish)
        case .reported: .reported
        case .questioned: .questioned
        case .deleted: .deleted
        }
      items.append(
        HistoryItem(
          seq: facts.int(0), at: Timestamp(milliseconds: facts.int(3)), fact: fact,
          score: facts.isNull(4) ? nil : facts.double(4)))
    }
    let decisions = try rows(queries.decisionsOnComment) { $0.bind(1, comment) }
    for row in decisions where row.isInForce {
      guard let fact = row.fact else { continue }
      items.append(HistoryItem(seq: row.seq, at: row.at, fact: fact, score: row.score))
    }
    // The sort is stable, which keeps the facts of one entry in the order of their kinds.
    return items.sorted { $0.seq < $1.seq }
  }
}
