import Dispatch
import GRDB
import ModQEvent
import ModQEventLog
import ModQJudge
import Synchronization

/// Entries of a file to fold, read and decoded on another core while those before them are folded.
///
/// They come by a connection of its own, which sees what is committed. What is read ahead must not outlive a transaction of
/// the writer who folds: meanwhile nobody else appends or erases. Holds two portions of entries at most.
package struct EntriesAhead {
  private let reader: Reader
  /// What the portion in hand follows, if one was begun.
  private var begun: Int64?

  /// Nil for a log in memory, which has no path: no second connection sees it.
  package init?(path: String) {
    guard !path.isEmpty else { return nil }
    reader = Reader(path: path)
  }

  /// An entry with what a fold reads of it.
  struct Item: Sendable {
    var entry: Entry
    var verdict: Verdict?
    var event: Event?
  }

  /// Some of the entries after `start` up to `end`, of which there must be one, in order, from the first on; begins with those
  /// behind them.
  mutating func entries(after start: Int64, through end: Int64) throws(LogError) -> [Item] {
    if begun != start {
      forget()
      reader.begin(after: start, through: end)
    }
    begun = nil
    let items = try reader.take().get()
    guard let last = items.last?.entry.seq else {
      throw .corrupt(path: reader.path, why: "entry \(start + 1) is not there")
    }
    if last < end {
      reader.begin(after: last, through: end)
      begun = last
    }
    return items
  }

  /// Drops what was read ahead: call before a transaction ends.
  package mutating func forget() {
    guard begun != nil else { return }
    _ = reader.take()
    begun = nil
  }
}

/// One portion at a time: ``begin(after:through:)``, then ``take()``, which waits.
private final class Reader: Sendable {
  let path: String
  private let queue = DispatchQueue(label: "modq.entries-ahead")
  /// Opened when it is first read from, on the queue.
  private let file = Mutex<LogFile?>(nil)
  private let made = Mutex<Result<[EntriesAhead.Item], LogError>?>(nil)
  private let isReady = DispatchSemaphore(value: 0)

  /// Few enough to hold with the longest bodies, enough that handing them over costs nothing.
  private static let portion: Int64 = 500

  init(path: String) {
    self.path = path
  }

  func begin(after start: Int64, through end: Int64) {
    queue.async { [self] in
      let result = Result { () throws(LogError) in
        try read(after: start, through: min(end, start + Reader.portion))
      }
      made.withLock { $0 = result }
      isReady.signal()
    }
  }

  func take() -> Result<[EntriesAhead.Item], LogError> {
    isReady.wait()
    return made.withLock { made in
      defer { made = nil }
      return made ?? .success([])
    }
  }

  private func read(after start: Int64, through end: Int64) throws(LogError) -> [EntriesAhead.Item] {
    try file.withLock { (file) throws(LogError) -> [EntriesAhead.Item] in
      if file == nil { file = try LogFile(path: self.path, for: .reading) }
      return try file?.use { (database) throws(LogError) -> [EntriesAhead.Item] in
        try Reader.read(database, after: start, through: end)
      } ?? []
    }
  }

  private static func read(
    _ database: Database, after start: Int64, through end: Int64
  ) throws(LogError) -> [EntriesAhead.Item] {
    var items: [EntriesAhead.Item] = []
    try EventLog(database).forEachToFold(after: start, through: end) { (entry) throws(LogError) in
      items.append(
        EntriesAhead.Item(
          entry: entry, verdict: entry.verdict.flatMap { Verdict(json: $0) }, event: entry.event))
    }
    return items
  }
}
