import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of what concerns authors: their comments, the evidence on them, what settles with time.
extension Projections {
  /// Folds one more fact into an author's state.
  func applyToAuthor(_ no: Int64, _ fact: AuthorFact, at: Timestamp) throws(LogError) {
    guard var row = try authors.row(no) else { return }
    let regime = regime
    row.state.apply(fact, at: at, isProven: row.isProven, policy: regime.policy, decay: regime.decay)
    authors.put(row)
  }

  // MARK: Settling

  /// So many comments of one author are looked through before they are written.
  ///
  /// Each of their comments looks through all that are not: without a bound a flood by one author would cost its square.
  static let unwrittenLooked = 200

  /// Counts the comments of an author that stood long enough by `at`.
  func settleDue(of author: Int64, by at: Timestamp) throws(LogError) {
    guard let due = try authors.row(author)?.nextDue, due <= at else { return }
    let dues = try dues(of: author, by: at)
    for seq in dues.settled {
      guard var comment = try comments.row(seq) else { continue }
      comment.state.settleIfDue(by: at)
      comments.put(comment)
      try reconcileEvidence(of: comment)
    }
    try setNextDue(dues.next, of: author)
  }

  /// The comments of an author that settle by `at`, in the order in which they do.
  func dueComments(of author: Int64, by at: Timestamp) throws(LogError) -> [Int64] {
    try dues(of: author, by: at).settled
  }

  func updateNextDue(of author: Int64) throws(LogError) {
    try setNextDue(try dues(of: author, by: Timestamp(milliseconds: .min)).next, of: author)
  }

  private func setNextDue(_ due: Int64?, of author: Int64) throws(LogError) {
    guard var row = try authors.row(author) else { return }
    row.nextDue = due.map(Timestamp.init(milliseconds:))
    authors.put(row)
  }

  /// The comments of an author that settle by `at`, in the order in which they do, and when the first of the others does.
  ///
  /// Those whose rows the table does not have as they are, are never many: then they are written.
  private func dues(of author: Int64, by at: Timestamp) throws(LogError) -> (settled: [Int64], next: Int64?) {
    if comments.unwrittenCount(of: author) > Projections.unwrittenLooked { try comments.flush(of: author) }
    var settled: [(due: Int64, seq: Int64)] = []
    var next: Int64?
    comments.forEachUnwritten(of: author) { row in
      guard let due = row.state.due?.milliseconds else { return }
      if due <= at.milliseconds { settled.append((due, row.seq)) } else { next = min(next ?? due, due) }
    }
    let query = queries.duesOfAuthor
    query.bind(1, author)
    defer { query.reset() }
    while try query.step() {
      let (due, seq) = (query.int(0), query.int(1))
      if comments.isUnwritten(seq) { continue }
      guard due <= at.milliseconds else {
        next = min(next ?? due, due)
        break
      }
      settled.append((due, seq))
    }
    return (settled.sorted { $0 < $1 }.map(\.seq), next)
  }

  func expectSettling(of author: Int64, at due: Timestamp) throws(LogError) {
    guard var row = try authors.row(author) else { return }
    row.nextDue = min(row.nextDue ?? due, due)
    authors.put(row)
  }

  // MARK: Evidence

  /// Brings the evidence that a comment gives its author in line with its state: what settled, a human's last word.
  ///
  /// `place` is the entry in whose fold it settled, if that was an earlier one.
  func reconcileEvidence(of comment: CommentRow, settledIn place: Int64? = nil) throws(LogError) {
    guard let author = comment.author else { return }
    let state = comment.state
    var wanted: [Piece] = []
    let isRejected = state.judged.map { $0.judgement != .approved } ?? false
    if let settledAt = state.settledAt, !isRejected {
      let folded = place ?? current
      let weight = regime(at: folded).policy.evidence.settled
      wanted.append(
        Piece(
          kind: .settled, comment: comment.seq, seq: comment.seq, folded: folded, at: settledAt, r: weight,
          s: 0))
    }
    if let judged = state.judged {
      let folded = max(judged.seq, comment.seq)
      let weights = regime(at: folded).policy.evidence
      let (kind, r, s): (PieceKind, Double, Double) =
        switch judged.judgement {
        case .approved: (.approved, weights.approved, 0)
        case .rejected: (.rejected, 0, weights.rejected)
        case .spam: (.rejected, 0, weights.spam)
        }
      wanted.append(
        Piece(kind: kind, comment: comment.seq, seq: judged.seq, folded: folded, at: judged.at, r: r, s: s))
    }
    var isRefoldNeeded = false
    var added: [Piece] = []
    var pieces = try pieces(of: author, comment: comment.seq)
    for kind in PieceKind.allCases {
      let stored = pieces.first { $0.kind == kind }
      let piece = wanted.first { $0.kind == kind }
      switch (stored, piece) {
      case (nil, nil):
        break
      case (nil, let piece?):
        try store(piece, of: author, among: &pieces)
        if piece.kind == .settled && place != nil { isRefoldNeeded = true }
        added.append(piece)
      case (let stored?, nil):
        if !stored.isVoid {
          isRefoldNeeded = true
          try store(stored.voided(), of: author, among: &pieces)
        }
      case (let stored?, var piece?):
        // What settled once keeps its place in the order of the fold, and its weight under the policy of then.
        if kind == .settled {
          piece.folded = stored.folded
          piece.r = regime(at: stored.folded).policy.evidence.settled
        }
        if stored != piece {
          isRefoldNeeded = true
          try store(piece, of: author, among: &pieces)
        }
      }
    }
    if isRefoldNeeded {
      try refoldAuthor(author)
    } else {
      for piece in added {
        try applyToAuthor(author, .evidence(fact(of: piece, among: pieces)), at: piece.at)
      }
    }
  }

  /// What a piece says of its author, `pieces` being those of the same comment.
  private func fact(of piece: Piece, among pieces: [Piece]) -> AuthorFact.Evidence {
    func holding(_ kind: PieceKind) -> Piece? { pieces.first { $0.kind == kind && !$0.isVoid } }
    let kind: AuthorFact.Evidence.Kind =
      switch piece.kind {
      // Within one entry, what settled comes first.
      case .settled: .settled(wasApproved: holding(.approved).map { $0.folded < piece.folded } ?? false)
      case .approved: .approved(wasSettled: holding(.settled).map { $0.folded <= piece.folded } ?? false)
      case .rejected: .rejected
      }
    return AuthorFact.Evidence(kind: kind, r: piece.r, s: piece.s)
  }

  /// The pieces of evidence from a comment, those that were taken back included.
  func pieces(of author: Int64, comment: Int64) throws(LogError) -> [Piece] {
    let query = queries.evidenceOfComment
    query.bind(1, author)
    query.bind(2, comment)
    var pieces: [Piece] = []
    while try query.step() {
      guard let kind = PieceKind(rawValue: query.int(0)) else { continue }
      pieces.append(
        Piece(
          kind: kind, comment: comment, seq: query.int(1), folded: query.int(2),
          at: Timestamp(milliseconds: query.int(3)), r: query.double(4), s: query.double(5),
          isVoid: query.int(6) != 0))
    }
    return pieces
  }

  private func store(_ piece: Piece, of author: Int64, among pieces: inout [Piece]) throws(LogError) {
    let query = queries.putEvidence
    query.bind(1, author)
    query.bind(2, piece.comment)
    query.bind(3, piece.kind.rawValue)
    query.bind(4, piece.seq)
    query.bind(5, piece.folded)
    query.bind(6, piece.at.milliseconds)
    query.bind(7, piece.r)
    query.bind(8, piece.s)
    query.bind(9, Int64(piece.isVoid ? 1 : 0))
    try query.run()
    pieces.removeAll { $0.kind == piece.kind }
    pieces.append(piece)
  }

  // MARK: Folding an author anew

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
    try comments.flush(of: row.no)
    var state = AuthorState()
    for item in try orderedFacts(of: row.no) where item.at <= end {
      let regime = regime(at: item.folded)
      state.apply(item.fact, at: item.at, isProven: row.isProven, policy: regime.policy, decay: regime.decay)
    }
    return state
  }

  /// The entry of an author's first fact dated `at` or later, of those folded after entry `seq`; nil if there is none.
  ///
  /// Linear in the author's comments, evidence and votes; where many comments are folded anew, those are read once, and
  /// what is looked for then lies some facts behind `seq`.
  func firstFact(of no: Int64, after seq: Int64, from at: Timestamp) throws(LogError) -> Int64? {
    var facts = refolding?.facts[no]
    if facts == nil {
      try comments.flush(of: no)
      facts = try orderedFacts(of: no)
      refolding?.facts[no] = facts
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
    fileprivate(set) var facts: [Int64: [OrderedFact]] = [:]

    init(authors: Set<Int64>) { self.authors = authors }
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

  private func orderedFacts(of no: Int64) throws(LogError) -> [OrderedFact] {
    var facts: [OrderedFact] = []
    queries.commentsOfAuthor.bind(1, no)
    while try queries.commentsOfAuthor.step() {
      let seq = queries.commentsOfAuthor.int(0)
      facts.append(
        OrderedFact(
          folded: seq, rank: 1, tie: (seq, 0), at: Timestamp(milliseconds: queries.commentsOfAuthor.int(2)),
          fact: .commented(thread: queries.commentsOfAuthor.int(1))))
    }
    var pieces: [Piece] = []
    let evidence = queries.evidenceOfAuthor
    evidence.bind(1, no)
    while try evidence.step() {
      guard let kind = PieceKind(rawValue: evidence.int(1)) else { continue }
      pieces.append(
        Piece(
          kind: kind, comment: evidence.int(0), seq: evidence.int(2), folded: evidence.int(3),
          at: Timestamp(milliseconds: evidence.int(4)), r: evidence.double(5), s: evidence.double(6)))
    }
    let ofComment = Dictionary(grouping: pieces, by: \.comment)
    for piece in pieces {
      let isSettling = piece.kind == .settled
      facts.append(
        OrderedFact(
          folded: piece.folded, rank: isSettling ? 0 : 2,
          tie: isSettling ? (piece.at.milliseconds, piece.comment) : (piece.seq, 0), at: piece.at,
          fact: .evidence(fact(of: piece, among: ofComment[piece.comment] ?? []))))
    }
    let votes = queries.votesForAuthor
    votes.bind(1, no)
    while try votes.step() {
      facts.append(
        OrderedFact(
          folded: max(votes.int(0), votes.int(1)), rank: 2, tie: (votes.int(0), 0),
          at: Timestamp(milliseconds: votes.int(2)),
          fact: .evidence(AuthorFact.Evidence(kind: .vote, r: votes.double(3), s: votes.double(4)))))
    }
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

  /// The rows of the comments as they are now, so that queries see them.
  func flushComments() throws(LogError) {
    try comments.flush()
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

/// The kinds of evidence from a comment.
enum PieceKind: Int64, CaseIterable {
  case settled, approved, rejected
}

/// One piece of evidence from a comment, as stored.
struct Piece: Equatable {
  var kind: PieceKind
  var comment: Int64
  /// The entry that it comes from.
  var seq: Int64
  /// The entry in whose fold it was first counted.
  var folded: Int64
  var at: Timestamp
  var r: Double
  var s: Double
  var isVoid = false

  func voided() -> Piece {
    var piece = self
    piece.isVoid = true
    return piece
  }
}
