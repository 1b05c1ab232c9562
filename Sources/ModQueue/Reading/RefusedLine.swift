package import ModQEvent
package import ModQEventLog

/// A line that was refused, as the bounded table of refusals keeps it.
package struct RefusedLine: Sendable {
  /// SHA-256 of the line, in hexadecimal.
  package var digest: String
  package var reason: String
  package var message: String
  /// Its number the last time that it came.
  package var line: Int64
  /// How often it came.
  package var seen: Int64
  package var lastAt: Timestamp
  /// Its first bytes; what is not UTF-8 in them is replaced.
  package var start: String

  /// Hands over the refused lines, the latest first, until `body` answers false.
  package static func visit(
    in workspace: Workspace, limit: Int?, _ body: (RefusedLine) throws(LogError) -> Bool
  ) throws(LogError) {
    let rows = try PreparedQuery(
      workspace.database,
      """
      SELECT digest, reason, message, line, seen, last_at, start FROM refusal
      ORDER BY last_at DESC, line DESC, digest LIMIT ?
      """)
    rows.bind(1, limit.map { Int64($0) } ?? -1)
    defer { rows.reset() }
    while try rows.step() {
      let digest = (rows.bytes(0) ?? []).map { byte in
        String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
      }
      let line = RefusedLine(
        digest: digest.joined(), reason: rows.string(1), message: rows.string(2), line: rows.int(3),
        seen: rows.int(4), lastAt: Timestamp(milliseconds: rows.int(5)),
        start: String(decoding: rows.bytes(6) ?? [], as: UTF8.self))
      guard try body(line) else { return }
    }
  }
}
