import ModQEvent

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
