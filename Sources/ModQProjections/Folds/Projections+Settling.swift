import ModQEvent
import ModQEventLog

/// What settles with time: a comment that stood long enough speaks for its author.
extension Projections {
  /// So many comments of one author are looked through before they are written.
  ///
  /// Each of their comments looks through all that are not: without a bound a flood by one author would cost its square.
  static let unwrittenLooked = 200

  /// A stored comment as it is once the comments of its author that stood long enough by `at` are counted, in the order in
  /// which they did: before anything that comes of it is.
  func settled(_ comment: CommentRow, by at: Timestamp) throws(LogError) -> CommentRow {
    guard let author = comment.author else { return comment }
    try settleDue(of: author, by: at)
    return try comments.row(comment.seq) ?? comment
  }

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
}
