package import ModQEvent
package import ModQEventLog
package import ModQProjections

/// Every change of a comment's status, in the order of the log: what a site follows.
package struct ChangeFeed {
  private let workspace: Workspace
  private let site: String?

  /// Only the changes on `site`; with nil all of them.
  package init(_ workspace: Workspace, site: String?) {
    self.workspace = workspace
    self.site = site
  }

  /// A place between two changes.
  package struct Position: Sendable, Equatable {
    var no: Int64

    /// Behind all changes that entry `seq` caused.
    package init(after seq: Int64) {
      let (no, isTooLarge) = seq.multipliedReportingOverflow(by: 1 << StatusChange.shift)
      self.no = isTooLarge ? .max : no | (1 << StatusChange.shift - 1)
    }

    init(no: Int64) { self.no = no }
  }

  /// Up to `limit` changes behind `position`, which moves behind the last of them.
  ///
  /// A limit is exceeded rather than that the changes of one entry are torn apart; but see `portion`.
  ///
  /// No more than `portion` are held in memory at once, torn apart or not.
  package func next(
    after position: inout Position, limit: Int, portion: Int = 1_000
  ) throws(LogError) -> [Change] {
    let rows = try PreparedQuery(workspace.database, sql)
    rows.bind(1, position.no)
    rows.bind(2, site)
    defer { rows.reset() }
    var changes: [Change] = []
    while try rows.step() {
      let seq = rows.int(0) >> StatusChange.shift
      if let last = changes.indices.last, changes[last].seq == seq { changes[last].isMoreToCome = true }
      let isOfLast = changes.last?.seq == seq
      if changes.count >= portion || (changes.count >= limit && !isOfLast) { break }
      changes.append(change(from: rows, seq: seq))
      position = Position(no: rows.int(0))
    }
    return changes
  }

  private func change(from row: PreparedQuery, seq: Int64) -> Change {
    Change(
      seq: seq, at: Timestamp(milliseconds: row.int(5)), site: row.string(3), id: row.string(4),
      from: row.optionalInt(1).flatMap(CommentStatus.init), to: CommentStatus(rawValue: row.int(2)) ?? .held,
      why: row.string(6), by: row.optionalString(7))
  }

  private var sql: String {
    let layer = workspace.layer
    return """
      SELECT c.no, c.old, c.new, target.site, target.id, entry.at, coalesce(c.why, 'verdict'), d.by
      FROM \(layer.readName("change")) AS c
      JOIN \(layer.readName("event")) AS target ON target.seq = c.comment
      JOIN \(layer.readName("event")) AS entry ON entry.seq = c.no >> \(StatusChange.shift)
      LEFT JOIN \(layer.readName("decision")) AS d ON d.seq = coalesce(c.cause, c.no >> \(StatusChange.shift))
      WHERE c.no > ?1 AND (?2 IS NULL OR +target.site = ?2) ORDER BY c.no
      """
  }

  /// One change.
  package struct Change: Sendable, Equatable {
    /// The entry that caused it: where to go on from.
    package var seq: Int64
    package var at: Timestamp
    package var site: String
    package var id: String
    /// Nil for a comment that just came.
    package var from: CommentStatus?
    package var to: CommentStatus
    /// `verdict`, `decision`, `undo`, `edit`, `delete`, `sweep`, `report` or `vote`.
    package var why: String
    /// The moderator, for decisions and their undoing.
    package var by: String?
    /// Further changes of the same entry follow: it is too early to go on from its `seq`.
    package var isMoreToCome = false
  }
}
