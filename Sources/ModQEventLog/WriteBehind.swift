import Dispatch
package import GRDB
import Synchronization

/// Changes of tables made behind whoever asks for them, by a thread of its own, in the order in which they are asked for.
///
/// SQLite's half of the work of a long input is then done on another core. Statements that belong to it
/// (``PreparedQuery/init(_:_:behind:)``) answer as they would without: one that reads waits until all is made that was asked for.
/// Only who knows that nothing in flight can touch what is read asks ``PreparedQuery/aside``, which is a connection of its
/// own and sees what was committed last. A change that fails takes all later ones with it, and whoever asks for another one, or for
/// their commit, is told.
///
/// Whatever else uses the connection must ``settle()`` first.
package final class WriteBehind {
  /// While this is false each change is made at once, and by who asks for it.
  package private(set) var isRunning = false
  /// Nothing waits: the connection belongs to the caller.
  private(set) var isSettled = true
  /// Counts commits.
  ///
  /// What was asked for in this turn and in the one before is in flight: it may not be committed yet.
  package private(set) var turn = 0
  /// How often was waited until all was made.
  package private(set) var settlings = 0
  private var batch = ChangeBatch()
  /// Nil as long as it never ran.
  private var worker: ChangeWorker?
  private var reader: LogReader?
  private var turnover: Turnover?
  /// The statements that have a twin on the reader.
  private var readers: [PreparedQuery] = []

  /// Changes that wait at most, in full batches: enough to go on with during a commit.
  ///
  /// Whoever asks for more waits until the first of them are made. It bounds their number and not their bytes: an entry waits
  /// with its text.
  static let mostWaiting = 32_768

  package init() {}

  // MARK: Running

  /// Makes changes of `file` behind from now on, which is open with this connection.
  ///
  /// The write-ahead log grows to `longLogPages` before it is moved into the database.
  package func start(on file: LogFile, _ connection: Database, longLogPages: Int) throws(LogError) {
    let reader: LogReader
    if let known = self.reader { reader = known } else { reader = try LogReader(of: file) }
    self.reader = reader
    if worker == nil { worker = ChangeWorker() }
    guard let length = file.length else { preconditionFailure("the file is open for writing") }
    turnover = try Turnover(of: connection, length, reader.snapshot, movingFrom: longLogPages)
    isRunning = true
  }

  /// Makes them at once again, when all that waits is made.
  package func pause() {
    settle()
    turnover = nil
    isRunning = false
  }

  /// The same, for good.
  package func stop() {
    pause()
    for query in readers { query.forgetTwin() }
    readers = []
    reader = nil
  }

  /// Waits until all is made that was asked for, or has failed.
  package func settle() {
    guard !isSettled else { return }
    settlings += 1
    handOver()
    reader?.end()
    worker?.wait()
    isSettled = true
  }

  /// Throws what kept a change from being made; then no later one was made either.
  package func requireMade() throws(LogError) {
    if let worker, worker.hasFailed, let failure = worker.failure { throw failure }
  }

  /// Gives up what still waits, and forgets what failed and what was in flight.
  package func abandon() {
    batch = ChangeBatch()
    reader?.end()
    worker?.abandon()
    isSettled = true
    turn += 2
  }

  /// Has what was asked for so far committed, and begins the next transaction behind it.
  ///
  /// The mark is reached when all is durable.
  package func turnOver() throws(LogError) -> ChangeMark {
    guard let turnover else { preconditionFailure("changes are made behind") }
    try requireMade()
    // Nobody waits for it while it waits for a commit.
    reader?.end()
    isSettled = false
    let mark = ChangeMark()
    batch.commit(turnover, mark)
    handOver()
    batch.begin(turnover)
    handOver()
    return mark
  }

  /// Whether what was asked for in this turn may not be committed yet.
  package func isInFlight(_ turn: Int) -> Bool { self.turn < turn + 2 }

  /// What was asked for until now is in flight for this turn: all that was before the last one is committed.
  package func nextTurn() {
    turn += 1
    reader?.end()
  }

  /// All is committed.
  package func noteCommitted() { turn += 2 }

  // MARK: Statements

  /// Called before the connection is used.
  func claim() {
    if !isSettled { settle() }
  }

  /// Asks for one more change.
  func add(_ query: PreparedQuery, _ arguments: [PreparedQuery.Argument]) throws(LogError) {
    try requireMade()
    isSettled = false
    batch.add(query, arguments)
    if batch.isFull { handOver() }
  }

  /// Asks for one more entry.
  func add(_ entry: Entry, to appender: EntryAppender) throws(LogError) {
    try requireMade()
    isSettled = false
    batch.add(entry, to: appender)
    if batch.isFull { handOver() }
  }

  /// The twin of a statement on the reader.
  func twin(of query: PreparedQuery) throws(LogError) -> PreparedQuery? {
    guard let twin = try reader?.query(query.sql) else { return nil }
    readers.append(query)
    return twin
  }

  /// Called before a twin is used: what it sees stays the same until the next turn.
  func read() throws(LogError) { try reader?.begin() }

  private func handOver() {
    guard !batch.isEmpty, let worker else { return }
    // Nobody waits for the reader while it waits for room.
    worker.takeRoom { reader?.end() }
    worker.make(batch)
    batch = ChangeBatch()
  }
}

/// What was asked for of a ``WriteBehind`` until some moment.
package final class ChangeMark: Sendable {
  private let wasMade = Atomic(false)
  private let gate = DispatchSemaphore(value: 0)

  /// Whether it is made: false as long as it waits, and for good if it failed.
  package var isMade: Bool { wasMade.load(ordering: .acquiring) }

  /// Waits until it is made or has failed.
  package func wait() {
    gate.wait()
    gate.signal()
  }

  fileprivate func reach(isMade: Bool) {
    wasMade.store(isMade, ordering: .releasing)
    gate.signal()
  }
}

/// Changes that are handed over together, in their order.
///
/// Unchecked: its statements are the worker's until it is through with them, and the caller's again when that was waited for.
private struct ChangeBatch: @unchecked Sendable {
  private enum Change {
    /// With the arguments up to this one.
    case query(PreparedQuery, end: Int)
    case entry(Entry, EntryAppender)
    case commit(Turnover)
    case begin(Turnover)
  }

  private var changes: [Change] = []
  private var arguments: [PreparedQuery.Argument] = []
  /// Reached behind the last of them.
  private(set) var mark: ChangeMark?

  /// Enough that handing over costs nothing, few enough that the worker soon has something to do.
  static let capacity = 64

  var isFull: Bool { changes.count >= Self.capacity }
  var isEmpty: Bool { changes.isEmpty }

  mutating func add(_ query: PreparedQuery, _ arguments: [PreparedQuery.Argument]) {
    reserve()
    self.arguments += arguments
    changes.append(.query(query, end: self.arguments.count))
  }

  mutating func add(_ entry: Entry, to appender: EntryAppender) {
    reserve()
    changes.append(.entry(entry, appender))
  }

  mutating func commit(_ turnover: Turnover, _ mark: ChangeMark) {
    changes.append(.commit(turnover))
    self.mark = mark
  }

  mutating func begin(_ turnover: Turnover) { changes.append(.begin(turnover)) }

  private mutating func reserve() {
    guard changes.isEmpty else { return }
    changes.reserveCapacity(Self.capacity)
    arguments.reserveCapacity(12 * Self.capacity)
  }

  /// Makes them, unless an earlier one has failed; false if it left any out.
  func make(unless hasFailed: () -> Bool) throws(LogError) -> Bool {
    var start = 0
    for change in changes {
      if hasFailed() { return false }
      switch change {
      case .query(let query, let end):
        try query.make(arguments[start..<end])
        start = end
      case .entry(let entry, let appender):
        try appender.append(entry)
      case .commit(let turnover):
        try turnover.commit()
      case .begin(let turnover):
        try turnover.begin()
      }
    }
    return true
  }
}

/// The thread that makes the changes.
private final class ChangeWorker: Sendable {
  private let queue = DispatchQueue(label: "modq.write-behind")
  private let isFailed = Atomic(false)
  private let error = Mutex<LogError?>(nil)
  private let room = DispatchSemaphore(value: WriteBehind.mostWaiting / ChangeBatch.capacity)

  var hasFailed: Bool { isFailed.load(ordering: .acquiring) }
  var failure: LogError? { error.withLock { $0 } }

  /// Waits until there is room for one more batch; calls `body` before, where there is none now.
  func takeRoom(beforeWaiting body: () -> Void) {
    if room.wait(timeout: .now()) == .success { return }
    body()
    room.wait()
  }

  /// Makes it when its turn comes; room for it was taken.
  func make(_ batch: ChangeBatch) {
    queue.async { [self] in
      defer { room.signal() }
      var isMade = false
      do throws(LogError) {
        isMade = try batch.make { self.hasFailed }
      } catch {
        fail(error)
      }
      batch.mark?.reach(isMade: isMade)
    }
  }

  func wait() { queue.sync {} }

  func abandon() {
    isFailed.store(true, ordering: .releasing)
    wait()
    error.withLock { $0 = nil }
    isFailed.store(false, ordering: .releasing)
  }

  private func fail(_ failure: LogError) {
    error.withLock { $0 = $0 ?? failure }
    isFailed.store(true, ordering: .releasing)
  }
}
