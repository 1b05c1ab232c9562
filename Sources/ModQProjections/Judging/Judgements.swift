package import ModQEventLog
import ModQJudge

/// What humans decided of each text of a comment, as it holds at the end of the log.
///
/// A decision is about the text that the comment had then: an edit makes a new one, of which nobody said anything yet.
package final class Judgements {
  private let projections: Projections
  private let comment: PreparedQuery

  package init(_ projections: Projections) throws(LogError) {
    self.projections = projections
    comment = try PreparedQuery(
      projections.database,
      "SELECT text_seq, judged FROM \(projections.layer.readName("comment")) WHERE seq = ?")
  }

  /// The text that a comment had just before entry `seq`: its own entry, or that of an edit.
  ///
  /// Linear in what happened to the comment.
  package func text(ofComment comment: Int64, before seq: Int64) throws(LogError) -> Int64 {
    var text = comment
    for item in try projections.history(of: comment) where item.seq < seq {
      if case .edited = item.fact { text = item.seq }
    }
    return text
  }

  /// The last decision in force on one text of a comment: `text` is the entry of the comment itself, or of an edit.
  ///
  /// Nil if there is none, or the comment is not folded. One look-up for a comment that was never edited, else linear
  /// in what happened to it.
  package func judgement(ofText text: Int64, comment seq: Int64) throws(LogError) -> CommentState.Judgement? {
    comment.bind(1, seq)
    defer { comment.reset() }
    guard try comment.step(), let judged = comment.optionalInt(1) else { return nil }
    if comment.int(0) == seq { return CommentState.Judgement(rawValue: judged) }
    var found: CommentState.Judgement?
    var current = seq
    for item in try projections.history(of: seq) {
      switch item.fact {
      case .edited: current = item.seq
      case .judged(let judgement) where current == text: found = judgement
      case .judged, .rejudged, .questioned, .reported, .escalated, .snoozed, .noted, .deleted: break
      }
    }
    return found
  }
}
