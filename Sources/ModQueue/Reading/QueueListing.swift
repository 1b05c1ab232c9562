package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// What waits for a decision: held comments in the order of their risk, then what was escalated.
///
/// Read from indexes over the comments that wait, so that the cost does not grow with the log.
package struct QueueListing {
  private let workspace: Workspace
  private let query: Query

  /// What of the queue is wanted.
  package struct Query: Sendable {
    package var site: String?
    package var thread: String?
    /// Any spelling with the same key.
    package var nick: String?
    /// The id of a rule that fired.
    package var rule: String?
    /// A tag of a rule that fired, as the rules were then.
    package var tag: String?
    /// The moderator who has it in hand.
    package var claimedBy: String?
    package var filter: CommentFilter?
    package var order = Order.risk
    package var limit: Int?
    /// The asking command's clock: what is snoozed beyond it is left out.
    package var now: Timestamp

    package init(now: Timestamp) { self.now = now }
  }

  package enum Order: String, Sendable, CaseIterable {
    /// The riskiest first.
    case risk
    /// The oldest first.
    case age
  }

  package init(_ workspace: Workspace, _ query: Query) {
    self.workspace = workspace
    self.query = query
  }

  /// Hands over each item until `body` answers false: first what waits, then what was escalated.
  package func visit(_ body: (CommentSummary) throws(LogError) -> Bool) throws(LogError) {
    var left = query.limit ?? .max
    for isEscalated in [false, true] {
      guard left > 0 else { return }
      guard try list(isEscalated: isEscalated, left: &left, body) else { return }
    }
  }

  /// How many comments are hidden because somebody wants to see them later.
  package func snoozed() throws(LogError) -> Int {
    let hidden = try PreparedQuery(
      workspace.database,
      """
      SELECT count(*) FROM \(workspace.layer.readName("comment")) AS c
      WHERE status = 1 AND c.snoozed_until > ?1 AND (?2 IS NULL OR c.site = ?2) AND \(workspace.layer.hasText)
      """)
    hidden.bind(1, query.now.milliseconds)
    hidden.bind(2, try siteNumber())
    defer { hidden.reset() }
    return try hidden.step() ? Int(hidden.int(0)) : 0
  }

  private func list(
    isEscalated: Bool, left: inout Int, _ body: (CommentSummary) throws(LogError) -> Bool
  ) throws(LogError) -> Bool {
    let site = try siteNumber()
    if query.site != nil && site == nil { return false }
    let threads = try query.thread.map { (name) throws(LogError) in
      try numbers(in: "thread", named: name)
    }
    let rows = try PreparedQuery(workspace.database, sql(isEscalated: isEscalated))
    rows.bind(1, query.now.milliseconds)
    rows.bind(2, site)
    defer { rows.reset() }
    let sieve = try CommentSieve(workspace, query)
    var looked = 0
    while left > 0, try rows.step() {
      looked += 1
      // Memory does not grow with what waits.
      if looked.isMultiple(of: 500) { workspace.projections.trim() }
      guard threads?.contains(rows.int(1)) ?? true,
        let row = try workspace.projections.comments.row(rows.int(0)), let item = try sieve.item(of: row)
      else { continue }
      left -= 1
      guard try body(item) else { return false }
    }
    return true
  }

  /// Conditions beside that of the partial index have a plus, which keeps SQLite from another index: there are few
  /// comments that wait, and there may be many in a thread.
  func sql(isEscalated: Bool) -> String {
    let condition = isEscalated ? "escalated = 1 AND +status <> 4" : "status = 1 AND +escalated = 0"
    return """
      SELECT seq, thread FROM \(workspace.layer.readName("comment"))
      WHERE \(condition) AND (+snoozed_until IS NULL OR +snoozed_until <= ?1) AND (?2 IS NULL OR +site = ?2)
        AND \(workspace.layer.hasText)
      ORDER BY \(query.order == .risk ? "risk DESC, seq" : "at, seq")
      """
  }

  private func siteNumber() throws(LogError) -> Int64? {
    guard let name = query.site else { return nil }
    return try numbers(in: "site", named: name).first
  }

  /// The numbers of what has this name in a table of names.
  private func numbers(in table: String, named name: String) throws(LogError) -> [Int64] {
    let find = try PreparedQuery(
      workspace.database, "SELECT no FROM \(workspace.layer.readName(table)) WHERE name = ?")
    find.bind(1, name)
    var found: [Int64] = []
    while try find.step() { found.append(find.int(0)) }
    return found
  }
}
