package import ModQEvent
package import ModQEventLog

/// Who has which comment in hand: the leases of ``Claims``, for reading.
final class ClaimBoard {
  /// Nil while nobody ever claimed anything in this file.
  private let find: PreparedQuery?

  init(_ workspace: Workspace) throws(LogError) {
    find =
      try ClaimBoard.exists(in: workspace)
      ? PreparedQuery(workspace.database, "SELECT by FROM claim WHERE comment = ?1 AND until > ?2") : nil
  }

  /// The moderator whose lease on this comment has not ended at `now`.
  func holder(of comment: Int64, at now: Timestamp) throws(LogError) -> String? {
    guard let find else { return nil }
    find.bind(1, comment)
    find.bind(2, now.milliseconds)
    defer { find.reset() }
    return try find.step() ? find.string(0) : nil
  }

  /// Whether the file has a table of leases.
  static func exists(in workspace: Workspace) throws(LogError) -> Bool {
    let query = try PreparedQuery(
      workspace.database, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'claim'")
    defer { query.reset() }
    return try query.step()
  }
}

extension Claims {
  /// Whether anybody has any comment in hand.
  package static func areAny(in workspace: Workspace, at now: Timestamp) throws(LogError) -> Bool {
    guard try ClaimBoard.exists(in: workspace) else { return false }
    let query = try PreparedQuery(workspace.database, "SELECT 1 FROM claim WHERE until > ?1 LIMIT 1")
    query.bind(1, now.milliseconds)
    defer { query.reset() }
    return try query.step()
  }
}
