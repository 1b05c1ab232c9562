package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// The entries of the log, in their order.
package struct LogListing {
  private let workspace: Workspace
  private let query: Query

  /// Which entries are wanted.
  package struct Query: Sendable {
    package var site: String?
    package var kinds: Set<EntryKind> = []
    /// Only decisions, of this moderator.
    package var moderator: String?
    /// Only what happened at this time or later.
    package var earliest: Timestamp?
    /// Only what happened before this time.
    package var end: Timestamp?
    /// The last number.
    package var last: Int64 = .max

    package init() {}
  }

  package init(_ workspace: Workspace, _ query: Query) {
    self.workspace = workspace
    self.query = query
  }

  /// Up to `limit` entries behind number `position`, which moves behind the last one that was looked at.
  package func next(after position: inout Int64, limit: Int) throws(LogError) -> [Entry] {
    if let moderator = query.moderator { return try decisions(of: moderator, after: &position, limit: limit) }
    var found: [Entry] = []
    var looked = position
    try workspace.log.forEach(after: position, through: query.last) { (entry) throws(LogError) in
      looked = entry.seq
      if isWanted(entry) { found.append(entry) }
      return found.count < limit
    }
    position = looked
    return found
  }

  /// From the index of decisions by moderator.
  private func decisions(
    of moderator: String, after position: inout Int64, limit: Int
  ) throws(LogError) -> [Entry] {
    let rows = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(workspace.layer.readName("decision")) WHERE by = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq
      """)
    rows.bind(1, moderator)
    rows.bind(2, position)
    rows.bind(3, query.last)
    defer { rows.reset() }
    var found: [Entry] = []
    while found.count < limit, try rows.step() {
      position = rows.int(0)
      if let entry = try workspace.log.entry(position), isWanted(entry) { found.append(entry) }
    }
    return found
  }

  private func isWanted(_ entry: Entry) -> Bool {
    if let site = query.site, !entry.site.utf8.elementsEqual(site.utf8) { return false }
    if !query.kinds.isEmpty, !query.kinds.contains(entry.kind) { return false }
    if let earliest = query.earliest, entry.at < earliest { return false }
    if let end = query.end, entry.at >= end { return false }
    return true
  }
}
