import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of what concerns authors: facts, and the evidence from their comments.
extension Projections {
  /// Folds one more fact into an author's state.
  func applyToAuthor(_ no: Int64, _ fact: AuthorFact, at: Timestamp) throws(LogError) {
    guard var row = try authors.row(no) else { return }
    let regime = regime
    row.state.apply(fact, at: at, isProven: row.isProven, policy: regime.policy, decay: regime.decay)
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
  func fact(of piece: Piece, among pieces: [Piece]) -> AuthorFact.Evidence {
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
    let query = try queries.evidenceOfComment.aside
    query.bind(1, author)
    query.bind(2, comment)
    var pieces: [PieceKind: Piece] = [:]
    while try query.step() {
      guard let kind = PieceKind(rawValue: query.int(0)) else { continue }
      pieces[kind] = Piece(
        kind: kind, comment: comment, seq: query.int(1), folded: query.int(2),
        at: Timestamp(milliseconds: query.int(3)), r: query.double(4), s: query.double(5),
        isVoid: query.int(6) != 0)
    }
    let flown = evidenceInFlight.values(of: author, behind)
    for inFlight in [flown.old, flown.young] {
      pieces.merge(inFlight?[comment] ?? [:]) { $1 }
    }
    return PieceKind.allCases.compactMap { pieces[$0] }
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
    evidenceInFlight.update(author, behind, default: [:]) {
      $0[piece.comment, default: [:]][piece.kind] = piece
    }
    pieces.removeAll { $0.kind == piece.kind }
    pieces.append(piece)
  }
}
