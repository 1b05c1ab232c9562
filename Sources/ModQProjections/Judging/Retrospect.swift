package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// What is known when a comment of the past is judged once more.
///
/// Its author and its readers are as of today, its text the current one, and the windows as they were when it came. What else
/// went on at that moment, as copies and crowds, is known as far as the verdict recorded it under which the comment stands.
///
/// A flood is a flood because of the minutes before it; but whoever turned out to be a regular is one, with what they wrote as
/// a newcomer too.
package struct Retrospect: SignalSource {
  private let row: CommentRow
  private let then: Circumstances
  private let today: Circumstances
  private let windows: PastWindows
  /// The verdict that the comment stands under.
  private let standing: Verdict?
  /// What today's classifier makes of the text, if it was asked.
  private let learned: Verdict.Learned?

  /// What is known of `row`, whose current text has the signals `text`, with the standing of `now`.
  package init(
    of row: CommentRow, site: String, by sender: Sender, text: TextSignals, at now: Timestamp,
    learned: Verdict.Learned?, standing: Verdict?, windows: PastWindows, in projections: Projections
  ) throws(LogError) {
    self.row = row
    self.standing = standing
    self.learned = learned
    self.windows = windows
    let event = Event(
      site: site, id: "", at: nil, action: .edit(Edit(comment: "", body: "")), content: Content())
    let (who, what) = ({ () throws(LogError) in sender }, { () throws(LogError) in text })
    then = try Circumstances(of: row, by: who, at: row.at, text: what, with: event, in: projections)
    today = try Circumstances(of: row, by: who, at: now, text: what, with: event, in: projections)
  }

  /// The author as of today.
  package var author: AuthorView { today.author }

  package func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    if signal == .authorAgeDays || signal == .authorImpersonates { return try today.value(of: signal) }
    if signal == .learnedSpam { return learned.map { .number($0.spam) } ?? .unknown }
    if signal == .learnedReady { return .flag(learned != nil) }
    if signal.isOfTheMoment { return recorded(signal) }
    if let value = today.author.value(of: signal) { return value }
    return try then.value(of: signal)
  }

  /// What the standing verdict recorded of a signal; unknown if none of its rules looked at that.
  private func recorded(_ signal: Signal) -> SignalValue {
    let reasons = (standing?.reasons ?? []) + (standing?.shadow ?? [])
    return reasons.lazy.flatMap(\.values).first { $0.name == signal.rawValue }?.value ?? .unknown
  }

  package func count(_ test: CountTest) throws(JudgeError) -> Int? {
    do {
      return try windows.count(test, around: row)
    } catch {
      throw JudgeError(error)
    }
  }
}
