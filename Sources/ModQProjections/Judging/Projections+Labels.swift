import ModQEvent
package import ModQEventLog

/// A comment with the last human word on it, which teaches the classifier.
package struct Label: Sendable, Equatable {
  package var comment: Int64
  /// The entry of the decision, which is what labels are ordered by.
  package var seq: Int64
  package var isSpam: Bool
}

/// What happened to the labels since somebody last looked: whether what was learned from them still holds.
struct LabelWatch {
  /// How many there are; nil until counted.
  var count: Int64?
  /// The lowest deciding entry of those that came or went elsewhere than at the end; 0 when nothing is known.
  var disturbedFrom: Int64 = 0

  /// Takes note that a label came to, or went from, another place than the end.
  mutating func disturb(from seq: Int64) { disturbedFrom = min(disturbedFrom, seq) }
}

/// Reading the labels: every comment on whose text a human decided last to approve, to reject, or that it is spam.
///
/// A later edit takes nothing away: the label is for the text that was decided on.
extension Projections {
  /// Keeps count of the labels while folding.
  func noteLabel(of row: CommentRow, was old: CommentState.Judged?) {
    let new = row.state.judged
    guard old != new else { return }
    if let old {
      tallies.add(-1, to: "label", old.judgement.labelName, site: row.site)
      labelWatch.disturb(from: old.seq)
      if let count = labelWatch.count { labelWatch.count = count - 1 }
    }
    if let new {
      tallies.add(1, to: "label", new.judgement.labelName, site: row.site)
      if new.seq != current { labelWatch.disturb(from: new.seq) }
      if let count = labelWatch.count { labelWatch.count = count + 1 }
    }
  }

  /// How many labels there are.
  package func labelCount() throws(LogError) -> Int64 {
    if let count = labelWatch.count { return count }
    try tallies.flush()
    let query = queries.labelCount
    defer { query.reset() }
    let count = try query.step() ? query.int(0) : 0
    labelWatch.count = count
    return count
  }

  /// The lowest deciding entry from which on labels may have changed other than by new ones at the end, since this was
  /// last called; nil if none did.
  package func takeLabelDisturbance() -> Int64? {
    defer { labelWatch.disturbedFrom = .max }
    return labelWatch.disturbedFrom == .max ? nil : labelWatch.disturbedFrom
  }

  /// The labels in the order of their decisions, without the last `skipped`, and at most `limit`, the last of those.
  ///
  /// Read from an index, backwards: O(`skipped` + `limit`).
  package func labels(skipping skipped: Int64 = 0, limit: Int) throws(LogError) -> [Label] {
    try comments.flush()
    let query = queries.lastLabels
    query.bind(1, Int64(limit))
    query.bind(2, skipped)
    var labels: [Label] = []
    while try query.step() {
      labels.append(
        Label(
          comment: query.int(2), seq: query.int(0),
          isSpam: query.int(1) != CommentState.Judgement.approved.rawValue))
    }
    labels.reverse()
    return labels
  }

  /// The text that a label is for, and the nickname it was signed with; nil if it was erased.
  package func text(of label: Label) throws(LogError) -> (body: String, nick: String)? {
    guard let row = try comments.row(label.comment), let first = try log.entry(row.seq),
      let comment = first.event?.comment, first.content.payload != nil
    else { return nil }
    if row.textSeq == row.seq { return (comment.body, comment.nick) }
    guard let body = try self.body(of: row, before: label.seq) else { return nil }
    return (body, comment.nick)
  }
}

extension CommentState.Judgement {
  fileprivate var labelName: String {
    switch self {
    case .approved: "approved"
    case .rejected: "rejected"
    case .spam: "spam"
    }
  }
}
