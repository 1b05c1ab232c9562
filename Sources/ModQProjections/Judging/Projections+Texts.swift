import ModQEvent
package import ModQEventLog

/// The texts of comments, which only the log has.
extension Projections {
  /// A comment's current text; nil if it was erased.
  package func body(of row: CommentRow) throws(LogError) -> String? {
    try body(inEntry: row.textSeq)
  }

  /// The current text of what a comment answers; nil if it answers nothing, or nothing known, or that was erased.
  package func parentBody(of row: CommentRow) throws(LogError) -> String? {
    guard let seq = row.parent, let parent = try comments.row(seq) else { return nil }
    return try body(of: parent)
  }

  /// The text that a comment had before entry `seq`.
  package func body(of row: CommentRow, before seq: Int64) throws(LogError) -> String? {
    var source = row.seq
    for item in try history(of: row.seq) where item.seq < seq {
      if case .edited = item.fact { source = item.seq }
    }
    return try body(inEntry: source)
  }

  private func body(inEntry seq: Int64) throws(LogError) -> String? {
    guard let entry = try log.entry(seq), entry.content.payload != nil else { return nil }
    switch entry.event?.action {
    case .comment(let comment), .reply(let comment, _): return comment.body
    case .edit(let edit): return edit.body
    case .vote, .delete, .report, .decision, nil: return nil
    }
  }
}
