import ModQEvent

/// Dates and times as rules write them: `2026-07-01`, which is its first moment in UTC, or RFC 3339 with an offset.
enum RuleTime {
  /// Nil if `text` is neither, is not in the calendar, or is outside of what ``Timestamp`` holds.
  static func parse(_ text: String) -> Timestamp? {
    Timestamp(rfc3339: text.utf8.count == 10 ? text + "T00:00:00Z" : text)
  }
}
