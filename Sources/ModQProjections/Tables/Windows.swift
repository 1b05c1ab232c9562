import ModQEvent
import ModQEventLog
import ModQJudge

/// What happened in the last days by author, thread, address and so on: what counts over sliding windows look at.
///
/// A window is the last ``WindowBounds/looked`` items of its key in the order of the log, recalled from the projection when
/// the key is first used. Within a key times never go back: an item up to ``WindowBounds/lateness`` older than the newest
/// counts as at the newest, an older one does not count.
final class Windows<Item: WindowItem> {
  private var windows: Generations<WindowKey, Window>
  private let queries: [WindowColumn: PreparedQuery]
  /// An entry so late that nothing about it, or a later one, is in the table alone, and one for after the next ``trim(all:)``: the
  /// first that was folded since the last.
  private var start, nextStart: Int64?

  /// The items of one key, oldest first.
  private final class Window {
    var items: [Item] = []
  }

  init(_ store: Store) throws(LogError) {
    var queries: [WindowColumn: PreparedQuery] = [:]
    let names = Item.columns.joined(separator: ", ")
    for column in Item.keys {
      let (name, shift) = (column.name, column.shift)
      queries[column] = try store.query(
        """
        SELECT at + \(shift), seq, \(names) FROM \(store.name(Item.table))
        WHERE \(name) = ? AND \(shift) IS NOT NULL ORDER BY seq DESC LIMIT \(WindowBounds.looked)
        """)
    }
    self.queries = queries
    windows = Generations(capacity: store.memory.windowItems) { $0.items.count + 1 }
  }

  /// Says that entry `seq` is folded next.
  func begin(entry seq: Int64) {
    start = start ?? seq
    nextStart = nextStart ?? seq
  }

  /// Begins the window of a key that the log has not had before.
  func begin(_ key: WindowKey) {
    windows[key] = Window()
  }

  /// The items of `key`, oldest first: what a process that begins now would recall, however many are in memory.
  func items(of key: WindowKey) throws(LogError) -> ArraySlice<Item> {
    let all = try window(of: key).items.suffix(WindowBounds.looked)
    guard let newest = all.last, let oldest = all.first, oldest.time < newest.time - WindowBounds.horizon
    else {
      return all
    }
    var (low, high) = (all.startIndex, all.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].time < newest.time - WindowBounds.horizon { low = middle + 1 } else { high = middle }
    }
    return all[low...]
  }

  private func window(of key: WindowKey) throws(LogError) -> Window {
    if let known = windows[key] { return known }
    let window = Window()
    window.items = try recalled(key)
    windows[key] = window
    return window
  }

  private func recalled(_ key: WindowKey) throws(LogError) -> [Item] {
    if key.column == .comment, let start, key.number >= start { return [] }
    // The window of whatever is in flight is in memory.
    guard let query = try queries[key.column]?.aside else { return [] }
    var found: [Item] = []
    var newest: Int64?
    query.bind(1, key.number)
    while try query.step() {
      let time = query.int(0)
      if time < (newest ?? time) - WindowBounds.horizon { break }
      newest = newest ?? time
      var columns = ColumnReader(query, from: 1)
      found.append(Item(time: time, seq: columns.int(), from: &columns))
    }
    query.reset()
    found.reverse()
    return found
  }

  /// Milliseconds from `at` to the time that counts among the items of `key`; nil if it comes too late to count.
  func shift(of at: Timestamp, in key: WindowKey) throws(LogError) -> Int64? {
    shift(of: at, in: try window(of: key))
  }

  private func shift(of at: Timestamp, in window: Window) -> Int64? {
    let newest = window.items.last?.time ?? at.milliseconds
    if at.milliseconds >= newest { return 0 }
    return newest - at.milliseconds <= WindowBounds.lateness ? newest - at.milliseconds : nil
  }

  /// Enters what comes next in the log, and happened `at`, into the window of `key`.
  ///
  /// Returns what ``shift(of:in:)`` does; without it, nothing is entered.
  func place(_ item: Item, at: Timestamp, in key: WindowKey) throws(LogError) -> Int64? {
    let window = try window(of: key)
    guard let shift = shift(of: at, in: window) else { return nil }
    var item = item
    item.time = at.milliseconds + shift
    window.items.append(item)
    windows.add(weight: 1)
    // Cut in portions: a removal at the front moves all the rest.
    if window.items.count >= 2 * WindowBounds.looked {
      windows.add(weight: WindowBounds.looked - window.items.count)
      window.items.removeFirst(window.items.count - WindowBounds.looked)
    }
    return shift
  }

  func trim(all: Bool) {
    if all {
      windows.removeAll()
      (start, nextStart) = (nil, nil)
    } else if windows.ageIfFull() {
      (start, nextStart) = (nextStart, nil)
    }
  }
}

/// One thing in a window.
protocol WindowItem {
  /// The projection that it is recalled from, which has a column `at`, and a `_shift` for each of ``keys``.
  static var table: Table { get }
  static var keys: [WindowColumn] { get }
  /// The columns that it is made of, beside its time and `seq`.
  static var columns: [String] { get }
  init(time: Int64, seq: Int64, from columns: inout ColumnReader)

  /// The time that counts for the key of its window, in milliseconds.
  var time: Int64 { get set }
  var seq: Int64 { get }
  /// The number that it has under a key of counts; nil where it has none.
  func number(_ key: CountTest.Key) -> Int64?
}

/// A column that windows are kept by.
///
/// Without a raw value: the hash of a name would be asked for with each event.
enum WindowColumn {
  /// An author's number, or the negative of a sender's.
  case writer
  case thread, ip, site, comment, target

  var name: String {
    switch self {
    case .writer: "writer"
    case .thread: "thread"
    case .ip: "ip"
    case .site: "site"
    case .comment: "comment"
    case .target: "target"
    }
  }

  /// The column that leads from `at` to the time that counts.
  var shift: String { name + "_shift" }

  init(_ key: CountTest.Key) {
    self =
      switch key {
      case .author: .writer
      case .thread: .thread
      case .ip: .ip
      case .site: .site
      case .comment: .comment
      case .target: .target
      }
  }
}

/// The name of a window.
struct WindowKey: Hashable {
  var column: WindowColumn
  var number: Int64

  init(_ column: WindowColumn, _ number: Int64) {
    self.column = column
    self.number = number
  }
}

/// Every limit of windows.
enum WindowBounds {
  /// More than this would make a flood expensive for us: a rule that counts to more is never met.
  static let looked = 1_000
  /// No window is longer.
  static let horizon = RuleBounds.windowMilliseconds
  /// Events of one pipe come out of order by seconds, those of an archive by years.
  static let lateness: Int64 = 10 * 60_000
}
