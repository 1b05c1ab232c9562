import Crypto
import ModQEvent
import ModQEventLog

/// Keeping what was refused: one row for each line that differs, with a counter, in a bounded table.
extension Engine {
  /// Rows kept; the ones seen longest ago go first.
  private static let keptRefusals: Int64 = 10_000
  /// Bytes of a refused line that are kept to recognise it by.
  private static let keptBytes = 200

  func keep(_ refusal: Refusal, of line: Span<UInt8>, number: Int, at: Timestamp) throws(LogError) {
    let bytes = line.withUnsafeBytes { Array($0) }
    let insert = try PreparedQuery(
      workspace.database,
      """
      INSERT INTO refusal (digest, reason, message, line, seen, last_at, start) VALUES (?, ?, ?, ?, 1, ?, ?)
      ON CONFLICT (digest) DO UPDATE SET
        reason = excluded.reason, message = excluded.message, line = excluded.line, seen = seen + 1,
        last_at = excluded.last_at
      """)
    insert.bind(1, blob: Array(SHA256.hash(data: bytes)))
    insert.bind(2, refusal.reason.rawValue)
    insert.bind(3, refusal.message)
    insert.bind(4, Int64(number))
    insert.bind(5, at.milliseconds)
    insert.bind(6, blob: Array(bytes.prefix(Engine.keptBytes)))
    try insert.run()
    let count = try PreparedQuery(workspace.database, "SELECT count(*) FROM refusal")
    defer { count.reset() }
    guard try count.step(), count.int(0) > Engine.keptRefusals else { return }
    // A tenth at once, so that the next refusals need no cut.
    try execute(
      workspace.database,
      """
      DELETE FROM refusal WHERE digest IN
        (SELECT digest FROM refusal ORDER BY last_at LIMIT \(Engine.keptRefusals / 10))
      """)
  }
}
