import ModQEvent
import ModQEventLog

/// Folding authors anew, from all that still holds of them.
extension Projections {
  /// Folds an author's state from nothing, after something that it was made of was taken away: as if that had
  /// never been.
  ///
  /// The facts come in the order in which they were folded first, each under the policy of its time.
  ///
  /// Linear in the author's comments, evidence and votes; where many comments are folded anew, once after all of them.
  func refoldAuthor(_ no: Int64) throws(LogError) {
    if refolding != nil {
      refolding?.authors.insert(no)
      return
    }
    guard var row = try authors.row(no) else { return }
    row.state = try foldedState(of: row)
    authors.put(row)
  }

  /// The state of an author folded from nothing, of what is dated up to `end`.
  func foldedState(of row: AuthorRow, through end: Timestamp = .latest) throws(LogError) -> AuthorState {
    var state = AuthorState()
    for item in try orderedFacts(of: row.no) where item.at <= end {
      let regime = regime(at: item.folded)
      state.apply(item.fact, at: item.at, isProven: row.isProven, policy: regime.policy, decay: regime.decay)
    }
    return state
  }

  /// The entry of an author's first fact dated `at` or later, of those folded after entry `seq`; nil if there is none.
  ///
  /// What moderators said and took back is none. Linear in the author's comments, evidence and votes; where many comments are
  /// folded anew, those are read once, before any of that, so that the order of the comments makes no difference.
  func firstFact(of no: Int64, after seq: Int64, from at: Timestamp) throws(LogError) -> Int64? {
    var facts = refolding?.facts[no]
    if facts == nil {
      let found = try orderedFacts(of: no, ofDecisionsInForce: true)
      refolding?.keep(found, of: no)
      facts = found
    }
    guard let facts else { return nil }
    let start = facts.partition(where: { $0.folded > seq })
    return facts[start...].first { $0.at >= at }?.folded
  }

  /// What is kept while the comments of many undone decisions are folded anew.
  struct Refolding {
    /// Those to be folded anew afterwards.
    var authors: Set<Int64>
    /// What authors were made of before, as far as that was asked for.
    fileprivate var facts: [Int64: [OrderedFact]] = [:]
    private var kept = 0

    /// Some 20 MB; then those of other authors are read again.
    private static let mostFacts = 200_000

    init(authors: Set<Int64>) { self.authors = authors }

    fileprivate mutating func keep(_ found: [OrderedFact], of author: Int64) {
      if kept + found.count > Refolding.mostFacts {
        facts.removeAll()
        kept = 0
      }
      facts[author] = found
      kept += found.count
    }
  }

  /// One of the facts that an author is folded of.
  struct OrderedFact {
    var folded: Int64
    /// Within one entry: what settled comes first, then the comment, then what was said of it.
    var rank: Int
    var tie: (Int64, Int64)
    var at: Timestamp
    var fact: AuthorFact
  }

  /// `ofDecisionsInForce` leaves out evidence of decisions that are undone, and not yet taken back.
  private func orderedFacts(
    of no: Int64, ofDecisionsInForce: Bool = false
  ) throws(LogError) -> [OrderedFact] {
    var facts = try commentFacts(of: no)
    let pieces = try pieces(of: no)
    let ofComment = Dictionary(grouping: pieces, by: \.comment)
    for piece in pieces {
      let isSettling = piece.kind == .settled
      if ofDecisionsInForce, !isSettling, try decisions.row(piece.seq)?.isInForce == false { continue }
      facts.append(
        OrderedFact(
          folded: piece.folded, rank: isSettling ? 0 : 2,
          tie: isSettling ? (piece.at.milliseconds, piece.comment) : (piece.seq, 0), at: piece.at,
          fact: .evidence(fact(of: piece, among: ofComment[piece.comment] ?? []))))
    }
    facts += try voteFacts(of: no)
    for decision in try rulings(on: no) where decision.isInForce {
      facts.append(
        OrderedFact(
          folded: decision.seq, rank: 2, tie: (decision.seq, 0), at: decision.at,
          fact: .ruled(decision.ruling)))
    }
    return facts.sorted {
      ($0.folded, $0.rank, $0.tie.0, $0.tie.1) < ($1.folded, $1.rank, $1.tie.0, $1.tie.1)
    }
  }

  private func commentFacts(of no: Int64) throws(LogError) -> [OrderedFact] {
    // What never changes of a comment.
    var found: [Int64: (thread: Int64, at: Timestamp)] = [:]
    let query = try queries.commentsOfAuthor.aside
    query.bind(1, no)
    while try query.step() {
      found[query.int(0)] = (query.int(1), Timestamp(milliseconds: query.int(2)))
    }
    comments.forEachUnwritten(of: no) { found[$0.seq] = ($0.thread, $0.at) }
    return found.map { seq, comment in
      OrderedFact(
        folded: seq, rank: 1, tie: (seq, 0), at: comment.at, fact: .commented(thread: comment.thread))
    }
  }

  /// The pieces of evidence from the comments of an author, without those that were taken back.
  private func pieces(of no: Int64) throws(LogError) -> [Piece] {
    let flown = evidenceInFlight.values(of: no, behind)
    var pieces = (flown.old ?? [:]).merging(flown.young ?? [:]) { $0.merging($1) { $1 } }
    let query = try queries.evidenceOfAuthor.aside
    query.bind(1, no)
    while try query.step() {
      let comment = query.int(0)
      guard let kind = PieceKind(rawValue: query.int(1)), pieces[comment]?[kind] == nil else { continue }
      pieces[comment, default: [:]][kind] = Piece(
        kind: kind, comment: comment, seq: query.int(2), folded: query.int(3),
        at: Timestamp(milliseconds: query.int(4)), r: query.double(5), s: query.double(6))
    }
    return pieces.values.flatMap { $0.values.filter { !$0.isVoid } }
  }

  private func voteFacts(of no: Int64) throws(LogError) -> [OrderedFact] {
    let inFlight = votes.inFlight(for: no)
    func fact(comment: Int64, seq: Int64, at: Timestamp, r: Double, s: Double) -> OrderedFact {
      OrderedFact(
        folded: max(seq, comment), rank: 2, tie: (seq, 0), at: at,
        fact: .evidence(AuthorFact.Evidence(kind: .vote, r: r, s: s)))
    }
    var facts: [OrderedFact] = []
    let query = try queries.votesForAuthor.aside
    query.bind(1, no)
    while try query.step() {
      guard inFlight[query.int(1)]?[query.int(2)] == nil else { continue }
      facts.append(
        fact(
          comment: query.int(2), seq: query.int(0), at: Timestamp(milliseconds: query.int(3)),
          r: query.double(4), s: query.double(5)))
    }
    for cast in inFlight.values.lazy.flatMap(\.values) where cast.r > 0 || cast.s > 0 {
      facts.append(fact(comment: cast.comment, seq: cast.seq, at: cast.at, r: cast.r, s: cast.s))
    }
    return facts
  }
}

extension [Projections.OrderedFact] {
  /// The place of the first for which `isBehind` holds, as it does for all after it.
  fileprivate func partition(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
