package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// What is known when a comment of the past is judged once more: its author and its readers as of today, its text, and the
/// windows as they were when it came.
///
/// A flood is a flood because of the minutes before it; but whoever turned out to be a regular is one, with what they wrote as
/// a newcomer too.
package struct Retrospect: SignalSource {
  private let row: CommentRow
  private let then: Circumstances
  private let today: Circumstances
  private let windows: PastWindows

  /// What is known of `row`, whose current text has the signals `text`, with the standing of `now`.
  package init(
    of row: CommentRow, site: String, by sender: Sender, text: TextSignals, at now: Timestamp,
    windows: PastWindows, in projections: Projections
  ) throws(LogError) {
    self.row = row
    self.windows = windows
    let event = Event(
      site: site, id: "", at: nil, action: .edit(Edit(comment: "", body: "")), content: Content())
    then = try Circumstances(of: row, by: sender, at: row.at, text: text, with: event, in: projections)
    today = try Circumstances(of: row, by: sender, at: now, text: text, with: event, in: projections)
  }

  /// The author as of today.
  package var author: AuthorView { today.author }

  package func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    if signal == .authorAgeDays { return try today.value(of: signal) }
    if let value = today.author.value(of: signal) { return value }
    return try then.value(of: signal)
  }

  package func count(_ test: CountTest) throws(JudgeError) -> Int? {
    do {
      return try windows.count(test, around: row)
    } catch {
      throw JudgeError(error)
    }
  }
}
