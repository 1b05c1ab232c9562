import GRDB
import ModQEvent
import ModQEventLog
import ModQJudge

/// The comments of the last days by author, thread, address and site: what counts over sliding windows look at.
///
/// A window is the last ``looked`` comments of its key in the order of the log, recalled from the projection when the
/// key is first used. Within a key times never go back: a comment up to ``lateness`` older than the newest counts as at
/// the newest, an older one does not count.
final class Windows {
  enum Key: Hashable {
    /// An author's number, or the negative of a sender's.
    case writer(Int64)
    case thread(Int64)
    case ip(Int64)
    case site(Int64)
  }

  struct Item: Equatable {
    /// The time that counts for this key, in milliseconds.
    var time: Int64
    var seq: Int64
    var writer: Int64?
    var thread: Int64
    var ip: Int64?
    var site: Int64
    var isReply: Bool
    var links: Int
  }

  /// More than this would make a flood expensive for us: a rule that counts to more is never met.
  static let looked = 1_000
  /// No window is longer.
  static let horizon = RuleBounds.windowMilliseconds
  /// Events of one pipe come out of order by seconds, those of an archive by years.
  static let lateness: Int64 = 10 * 60_000
  /// Items in memory between transactions.
  private let capacity = 400_000

  private var items: [Key: [Item]] = [:]
  private var held = 0
  private let byWriter, byThread, byIP, bySite: PreparedQuery

  init(_ database: Database, layer: Layer) throws(LogError) {
    func query(_ column: String, _ shift: String) throws(LogError) -> PreparedQuery {
      try PreparedQuery(
        database,
        """
        SELECT at + \(shift), seq, writer, thread, ip, site, is_reply, links FROM \(layer.readName("comment"))
        WHERE \(column) = ? AND \(shift) IS NOT NULL ORDER BY seq DESC LIMIT \(Windows.looked)
        """)
    }
    byWriter = try query("writer", "writer_shift")
    byThread = try query("thread", "thread_shift")
    byIP = try query("ip", "ip_shift")
    bySite = try query("site", "site_shift")
  }

  /// The items of `key`, oldest first.
  func items(of key: Key) throws(LogError) -> [Item] {
    if let known = items[key] { return known }
    let query: PreparedQuery
    let value: Int64
    switch key {
    case .writer(let no): (query, value) = (byWriter, no)
    case .thread(let no): (query, value) = (byThread, no)
    case .ip(let no): (query, value) = (byIP, no)
    case .site(let no): (query, value) = (bySite, no)
    }
    var found: [Item] = []
    var newest: Int64?
    query.bind(1, value)
    while try query.step() {
      let time = query.int(0)
      if time < (newest ?? time) - Windows.horizon { break }
      newest = newest ?? time
      found.append(
        Item(
          time: time, seq: query.int(1), writer: query.optionalInt(2), thread: query.int(3),
          ip: query.optionalInt(4), site: query.int(5), isReply: query.int(6) != 0, links: Int(query.int(7))))
    }
    query.reset()
    found.reverse()
    items[key] = found
    held += found.count
    return found
  }

  /// Milliseconds from `at` to the time that counts among the items of `key`; nil if it comes too late to count.
  func shift(of at: Timestamp, in key: Key) throws(LogError) -> Int64? {
    let newest = try items(of: key).last?.time ?? at.milliseconds
    if at.milliseconds >= newest { return 0 }
    return newest - at.milliseconds <= Windows.lateness ? newest - at.milliseconds : nil
  }

  /// Adds the comment that comes next in the log and is not too late to count.
  func append(_ item: Item, to key: Key) throws(LogError) {
    _ = try items(of: key)
    items[key]?.append(item)
    held += 1
    // Cut in portions: a removal at the front moves all the rest.
    if let count = items[key]?.count, count >= 2 * Windows.looked {
      items[key]?.removeFirst(count - Windows.looked)
      held -= count - Windows.looked
    }
  }

  func trim(all: Bool) {
    guard all || held > capacity else { return }
    items.removeAll(keepingCapacity: true)
    held = 0
  }
}
