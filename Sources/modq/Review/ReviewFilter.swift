import ModQEvent
import ModQueue

/// What of the queue is gone through, as a moderator types it: `rule=casino and nick=折口`, as for `--where`.
struct ReviewFilter: Equatable {
  /// As it was typed, without blanks around it; empty for all that waits.
  private(set) var text = ""
  /// From the options of the command, which may hold what no filter can quote.
  private var rule, tag, nick, thread: String?

  init() {}

  /// Takes a text that is a filter, or nothing.
  init(_ text: String) throws(FilterFault) {
    self.text = text.split(separator: " ").joined(separator: " ")
    // Whether it is one does not depend on the time, which is that of each query.
    if !self.text.isEmpty { _ = try CommentFilter(self.text, now: .earliest) }
  }

  /// From the options of a command.
  init(rule: String?, tag: String?, nick: String?, thread: String?) {
    self.rule = rule
    self.tag = tag
    self.nick = nick
    self.thread = thread
    text = zip(["rule", "tag", "nick", "thread"], [rule, tag, nick, thread]).compactMap { key, value in
      value.map { "\(key)=\"\($0)\"" }
    }.joined(separator: " and ")
  }

  func query(site: String?, order: QueueListing.Order, now: Timestamp) -> QueueListing.Query {
    var query = QueueListing.Query(now: now)
    query.site = site
    query.order = order
    if rule ?? tag ?? nick ?? thread != nil {
      query.rule = rule
      query.tag = tag
      query.nick = nick
      query.thread = thread
    } else if !text.isEmpty {
      query.filter = try? CommentFilter(text, now: now)
    }
    return query
  }
}
