import ModQEvent
import ModQJudge

/// A comment or reply in a window.
struct PostedItem: WindowItem, Equatable {
  static let table = Tables.comment
  static let keys: [WindowColumn] = [.writer, .thread, .ip, .site]
  static let columns = ["writer", "thread", "ip", "site", "is_reply", "is_first", "links"]

  var time: Int64
  var seq: Int64
  var writer: Int64?
  var thread: Int64
  var ip: Int64?
  var site: Int64
  var isReply: Bool
  /// The first of a nickname on its site.
  var isFirst: Bool
  var links: Int

  init(_ row: CommentRow) {
    time = row.at.milliseconds
    seq = row.seq
    writer = row.writer
    thread = row.thread
    ip = row.ip
    site = row.site
    isReply = row.isReply
    isFirst = row.isFirst
    links = row.links
  }

  init(time: Int64, seq: Int64, from columns: inout ColumnReader) {
    self.time = time
    self.seq = seq
    writer = columns.optionalInt()
    thread = columns.int()
    ip = columns.optionalInt()
    site = columns.int()
    isReply = columns.int() != 0
    isFirst = columns.int() != 0
    links = Int(columns.int())
  }

  func number(_ key: CountTest.Key) -> Int64? {
    switch key {
    case .author: writer
    case .thread: thread
    case .ip: ip
    case .site: site
    case .comment, .target: nil
    }
  }
}

/// A vote or report in a window: every one, also those that a later one replaced.
struct ReactionItem: WindowItem, Equatable {
  static let table = Tables.reaction
  static let keys: [WindowColumn] = [.writer, .ip, .comment, .target]
  static let columns = ["writer", "ip", "comment", "target", "thread", "site", "value"]

  var time: Int64
  var seq: Int64
  /// Who voted or reported: an author's number, the negative of a sender's, or nil.
  var writer: Int64?
  var ip: Int64?
  /// What it is about; nil if that came later.
  var comment: Int64?
  /// The author of that, if they have a standing.
  var target: Int64?
  var thread: Int64?
  var site: Int64
  /// The value of a vote; nil for a report.
  var value: Int64?

  init(
    time: Int64, seq: Int64, writer: Int64?, ip: Int64?, about row: CommentRow?, site: Int64, value: Int64?
  ) {
    self.time = time
    self.seq = seq
    self.writer = writer
    self.ip = ip
    comment = row?.seq
    target = row?.author
    thread = row?.thread
    self.site = site
    self.value = value
  }

  init(time: Int64, seq: Int64, from columns: inout ColumnReader) {
    self.time = time
    self.seq = seq
    writer = columns.optionalInt()
    ip = columns.optionalInt()
    comment = columns.optionalInt()
    target = columns.optionalInt()
    thread = columns.optionalInt()
    site = columns.int()
    value = columns.optionalInt()
  }

  func number(_ key: CountTest.Key) -> Int64? {
    switch key {
    case .author: writer
    case .thread: thread
    case .ip: ip
    case .site: site
    case .comment: comment
    case .target: target
    }
  }
}
