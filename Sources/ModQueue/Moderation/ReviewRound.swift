import ModQEvent
import ModQEventLog
package import ModQProjections

/// What a moderator goes through, comment by comment.
package enum ReviewRound: Sendable {
  /// What is held, in the order of the query.
  case waiting
  /// What somebody passed on.
  case escalated
  /// What the rules decided by themselves and nobody has looked at: the same draw as in lists, the newest first.
  case sample(RuleSample)

  /// Whether a comment that is looked at is still one of this round's, or waits anyway.
  package func includes(_ row: CommentRow) -> Bool {
    switch self {
    case .waiting, .escalated:
      row.state.status == .held || row.state.isEscalated
    case .sample:
      row.state.human == nil && row.state.status != .deleted
    }
  }

  /// Hands over what `query` asks for of this round, in order, until `body` answers false.
  ///
  /// A sample is gone through from its `place` on. What waits has none: it is short, and its order changes.
  func visit(
    _ workspace: Workspace, _ query: QueueListing.Query, below place: Int64?,
    _ body: (CommentSummary) throws(LogError) -> Bool
  ) throws(LogError) {
    switch self {
    case .sample(let sample):
      try sample.visit(workspace, query, below: place, body)
    case .waiting:
      // Escalated ones come last, and are gone through apart.
      try QueueListing(workspace, query).visit { (item) throws(LogError) in
        item.isEscalated ? false : try body(item)
      }
    case .escalated:
      try QueueListing(workspace, query).visit { (item) throws(LogError) in
        item.isEscalated ? try body(item) : true
      }
    }
  }
}
