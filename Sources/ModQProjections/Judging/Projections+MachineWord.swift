package import ModQEventLog
package import ModQJudge

/// What the rules said of a comment at some moment.
extension Projections {
  /// The verdict that a comment stood under just before entry `seq`, whatever a human said of it: that of its text, a doubt
  /// of voters or reporters, or a sweep's.
  ///
  /// Linear in what happened to the comment.
  package func machineWord(on row: CommentRow, before seq: Int64) throws(LogError) -> Verdict.Outcome {
    var word = row.posted
    for item in try history(of: row.seq) where item.seq < seq {
      switch item.fact {
      case .edited(let outcome), .rejudged(let outcome): word = outcome
      case .questioned: if word == .publish { word = .hold }
      case .reported, .judged, .escalated, .snoozed, .noted, .deleted: break
      }
    }
    return word
  }
}
