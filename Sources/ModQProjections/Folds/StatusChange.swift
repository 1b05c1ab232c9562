/// A change of a comment's status, as the fold of one entry caused it.
package struct StatusChange: Sendable, Equatable {
  /// The bits of a change's number that tell those of one entry apart: room for the undo of a very large batch.
  package static let shift: Int64 = 24

  /// The entry.
  package var seq: Int64
  package var comment: Int64
  /// Nil for a comment that just came.
  package var from: CommentStatus?
  package var to: CommentStatus
}
