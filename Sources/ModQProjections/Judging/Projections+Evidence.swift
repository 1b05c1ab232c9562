package import ModQEvent
package import ModQEventLog
import ModQJudge

/// One piece of evidence for or against an author.
package struct EvidenceItem: Sendable, Equatable {
  /// The entry that it comes from: the comment that settled, the decision, the vote.
  package var seq: Int64
  package var comment: Int64
  /// The instant that it is dated, and fades from.
  package var at: Timestamp
  package var kind: Kind
  /// What it gave when it was new.
  package var r: Double
  package var s: Double
  /// Why it is a vote that weighs less than its voter, or nothing.
  package var discount: VoteDiscount?

  package enum Kind: String, Sendable {
    case approved, settled, rejected, spam, upvote, downvote
  }
}

extension Projections {
  /// The evidence on an author that is dated up to `end`, in the order of its dates.
  ///
  /// What settles by `settling`, because nothing touched it since, is part of it. Linear in the author's evidence and
  /// votes.
  package func evidence(
    on author: Int64, through end: Timestamp, settling: Timestamp
  ) throws(LogError) -> [EvidenceItem] {
    var items: [EvidenceItem] = []
    let pieces = queries.evidenceOfAuthor
    pieces.bind(1, author)
    while try pieces.step() {
      guard let kind = PieceKind(rawValue: pieces.int(1)) else { continue }
      let item = EvidenceItem(
        seq: pieces.int(2), comment: pieces.int(0), at: Timestamp(milliseconds: pieces.int(4)),
        kind: kind.evidence, r: pieces.double(5), s: pieces.double(6))
      if item.at <= end { items.append(item) }
    }
    for (index, item) in items.enumerated() where item.kind == .rejected {
      if try comments.row(item.comment)?.state.judged?.judgement == .spam { items[index].kind = .spam }
    }
    let votes = queries.weighedVotesForAuthor
    votes.bind(1, author)
    while try votes.step() {
      let item = EvidenceItem(
        seq: votes.int(0), comment: votes.int(1), at: Timestamp(milliseconds: votes.int(2)),
        kind: votes.int(5) > 0 ? .upvote : .downvote, r: votes.double(3), s: votes.double(4),
        discount: VoteDiscount(rawValue: votes.int(6)))
      if item.at <= end { items.append(item) }
    }
    for seq in try dueComments(of: author, by: settling) {
      guard let due = try comments.row(seq)?.state.due else { continue }
      items.append(
        EvidenceItem(
          seq: seq, comment: seq, at: due, kind: .settled, r: regime.policy.evidence.settled, s: 0))
    }
    return items.sorted { ($0.at, $0.seq, $0.comment) < ($1.at, $1.seq, $1.comment) }
  }
}

extension PieceKind {
  fileprivate var evidence: EvidenceItem.Kind {
    switch self {
    case .settled: .settled
    case .approved: .approved
    case .rejected: .rejected
    }
  }
}
