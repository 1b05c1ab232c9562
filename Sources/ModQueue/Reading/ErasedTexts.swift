import ModQEventLog
import ModQProjections

/// Comments whose text was erased: nobody can judge what is not there, so they wait for nobody.
///
/// Told from the log itself and from no projection: an erasure folds anew what was folded before it, and the order in
/// which that happens must not matter.
extension Layer {
  /// A condition on a row of `comment`: that its current text is there.
  ///
  /// Costs one look at the text's entry, whose text is not read.
  var hasText: String {
    "(SELECT e.payload IS NOT NULL FROM \(readName("event")) AS e WHERE e.seq = text_seq)"
  }
}

extension Workspace {
  /// Whether the current text of this comment was erased.
  func isErased(_ row: CommentRow) throws(LogError) -> Bool {
    try log.entry(row.textSeq)?.isErased ?? false
  }
}
