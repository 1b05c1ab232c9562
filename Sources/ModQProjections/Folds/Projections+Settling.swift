import ModQEvent
import ModQEventLog

/// What settles with time: a comment that stood long enough speaks for its author.
extension Projections {
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
  private func dues(of author: Int64, by at: Timestamp) throws(LogError) -> (settled: [Int64], next: Int64?) {
    let dues = try self.dues.dues(of: author) { () throws(LogError) in try storedDues(of: author) }
    let settled = dues.prefix { $0.time <= at.milliseconds }
    return (settled.map(\.seq), dues.dropFirst(settled.count).first?.time)
  }

  private func storedDues(of author: Int64) throws(LogError) -> [DueBook.Due] {
    var found: Set<DueBook.Due> = []
    comments.forEachUnwritten(of: author) { row in
      if let due = row.state.due { found.insert(DueBook.Due(time: due.milliseconds, seq: row.seq)) }
    }
    let query = try queries.duesOfAuthor.aside
    query.bind(1, author)
    while try query.step() {
      let due = DueBook.Due(time: query.int(0), seq: query.int(1))
      if !comments.isUnwritten(due.seq) { found.insert(due) }
    }
    return found.sorted()
  }

  func expectSettling(of author: Int64, at due: Timestamp) throws(LogError) {
    guard var row = try authors.row(author) else { return }
    row.nextDue = min(row.nextDue ?? due, due)
    authors.put(row)
  }
}
