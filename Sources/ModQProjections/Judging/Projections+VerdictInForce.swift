import ModQEvent
package import ModQEventLog
package import ModQJudge

/// Which verdict a comment stands under.
extension Projections {
  /// The verdict that a comment stands under.
  package func standingVerdict(on row: CommentRow) throws(LogError) -> Verdict? {
    try log.entry(try verdictInForce(of: row))?.verdict.flatMap { Verdict(json: $0) }
  }

  /// The entry that holds the verdict whose score the comment has: the comment itself, the edit that was judged last, the
  /// vote or report that raised a doubt, or a sweep's decision.
  ///
  /// Linear in what happened to the comment.
  package func verdictInForce(of row: CommentRow) throws(LogError) -> Int64 {
    var state = CommentState(posted: row.posted, at: row.at, settleAfter: settleAfter(at: row.seq))
    var source = row.seq
    for item in try history(of: row.seq) {
      let before = state
      state.apply(
        item.fact, seq: item.seq, at: item.at, settleAfter: settleAfter(at: max(item.seq, row.seq)))
      guard item.score != nil else { continue }
      switch item.fact {
      case .edited where before.status == .published || before.status == .held: source = item.seq
      case .questioned where before.status == .published: source = item.seq
      case .rejudged where before.human == nil: source = item.seq
      case .edited, .questioned, .rejudged, .reported, .judged, .escalated, .snoozed, .noted, .deleted: break
      }
    }
    return source
  }
}
