package import GRDB
package import ModQEvent

/// The log in an open file: the next entry is appended at its end, and entries are read by number or by id.
///
/// Appending must happen inside a transaction, in which ``synchronize()`` was called: the number and the hash of the
/// next entry follow from those of the last.
package final class EventLog {
  private let appender: EntryAppender
  private let last: PreparedQuery
  private let numbered: PreparedQuery
  private let identified: PreparedQuery
  private let ordered: PreparedQuery
  private let folding: PreparedQuery
  private let erasures: PreparedQuery
  private var erased = ErasedEntries()
  private let isOverlay: Bool
  private var isSynchronized = false
  private var recent = RecentIDs()
  /// Where its statements belong to.
  package let behind: WriteBehind
  /// The ids of the entries that may not be committed yet, with their numbers.
  private var namesInFlight = InFlight<EntryName, Int64>()
  /// The first of those entries.
  private var firstInFlight = Turns<Int64?>(none: nil)
  private var salts = SaltSource()

  /// The number of the last entry; 0 for an empty log.
  package private(set) var headSeq: Int64 = 0
  /// Its hash.
  package var headHash: [UInt8] {
    behind.settle()
    return appender.head
  }

  /// Entries are read from the table or view `reading` and appended to the table `writing`.
  package init(
    _ database: Database, reading: String = "event", writing: String = "event",
    behind: WriteBehind = WriteBehind()
  ) throws(LogError) {
    self.behind = behind
    isOverlay = reading != writing
    func query(_ sql: String) throws(LogError) -> PreparedQuery {
      try PreparedQuery(database, sql, behind: behind)
    }
    appender = try EntryAppender(database, table: writing)
    last = try query("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    numbered = try query("SELECT \(EventLog.columns) FROM \(reading) WHERE seq = ?")
    identified = try query("SELECT seq FROM \(reading) WHERE site = ? AND id = ?")
    ordered = try query(
      "SELECT \(EventLog.columns) FROM \(reading) WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
    folding = try query(
      "SELECT \(EventLog.foldedColumns) FROM \(reading) WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
    erasures = try query("SELECT seq, facts FROM \(reading) WHERE kind = 'erase' AND seq > ? ORDER BY seq")
  }

  /// Reads where the log ends: another process may have appended since.
  package func synchronize() throws(LogError) {
    // What an overlay stands on does not move: a reading transaction holds it.
    if isOverlay && isSynchronized { return }
    isSynchronized = true
    let known = (headSeq, headHash)
    if try last.step() {
      headSeq = last.int(0)
      appender.head = last.bytes(1) ?? []
    } else {
      headSeq = 0
      appender.head = HashChain.origin
    }
    last.reset()
    // What was appended in a transaction that was rolled back is not there.
    if known != (headSeq, headHash) { recent.forget() }
  }

  /// Appends `draft` as the next entry.
  ///
  /// The guards of the table refuse it if another process was faster, which a write transaction excludes. Where it is
  /// appended behind, what is returned has no hash.
  package func append(_ draft: Draft, recordedAt: Timestamp) throws(LogError) -> Entry {
    var entry = Entry(
      seq: headSeq + 1, site: draft.site, id: draft.id, kind: draft.kind, at: draft.at,
      recordedAt: recordedAt,
      actor: draft.actor, content: draft.content,
      payloadSalt: draft.content.payload.map { _ in salts.next() },
      privateSalt: draft.content.privates.map { _ in salts.next() }, verdict: draft.verdict, hash: [])
    if behind.isRunning {
      try behind.add(entry, to: appender)
    } else {
      entry.hash = try appender.append(entry)
    }
    take(entry)
    return entry
  }

  /// Appends `entry` as it stands, with its own number, salts and hash, as when a full export is read back.
  package func restore(_ entry: Entry) throws(LogError) {
    precondition(entry.seq == headSeq + 1, "entries are numbered without gaps")
    behind.settle()
    try appender.write(entry)
    take(entry)
  }

  /// The entry with this number.
  package func entry(_ seq: Int64) throws(LogError) -> Entry? {
    firstInFlight.catchUp(behind)
    let isInFlight = seq >= firstInFlight.old ?? firstInFlight.young ?? .max
    let query = isInFlight ? numbered : try numbered.aside
    query.bind(1, seq)
    defer { query.reset() }
    return try query.step() ? EventLog.entry(from: query) : nil
  }

  /// The number of the entry with this id.
  package func seq(site: String, id: String) throws(LogError) -> Int64? {
    let name = EntryName(site: site, id: id)
    if let seq = recent.seq(name) ?? namesInFlight.value(of: name, behind) { return seq }
    let query = try identified.aside
    query.bind(1, site)
    query.bind(2, id)
    defer { query.reset() }
    return try query.step() ? query.int(0) : nil
  }

  /// What entry `seq` lost to an erasure.
  ///
  /// Reads the `erase` entries that came since the last call; then O(log n) in what they name.
  package func erasedPart(of seq: Int64) throws(LogError) -> ErasedPart {
    // What was read of a transaction that was rolled back has no place.
    if erased.through > headSeq { erased = ErasedEntries() }
    erasures.bind(1, erased.through)
    defer { erasures.reset() }
    while try erasures.step() {
      let facts = erasures.bytes(1).flatMap { try? JSONValue.parse($0) }
      erased.add(facts ?? .null, of: erasures.int(0))
    }
    return erased.parts(of: seq)
  }

  /// Runs `body` for the entries after `start` up to `end`, in order, until it answers false.
  ///
  /// Reads in portions, so that `body` may write in between.
  package func forEach(
    after start: Int64, through end: Int64 = .max, _ body: (Entry) throws(LogError) -> Bool
  ) throws(LogError) {
    try forEach(of: ordered, after: start, through: end, body)
  }

  /// Runs `body` as ``forEach(after:through:_:)`` does, for entries without what no fold reads: their `recordedAt`, salts
  /// and hashes are empty.
  package func forEachToFold(
    after start: Int64, through end: Int64, _ body: (Entry) throws(LogError) -> Void
  ) throws(LogError) {
    try forEach(of: folding, isAside: true, after: start, through: end) {
      (entry) throws(LogError) in
      self.note(entry)
      try body(entry)
      return true
    }
  }

  private func forEach(
    of statement: PreparedQuery, isAside: Bool = false, after start: Int64, through end: Int64,
    _ body: (Entry) throws(LogError) -> Bool
  ) throws(LogError) {
    var position = start
    while true {
      var portion: [Entry] = []
      // What is folded in portions was appended before.
      let query = isAside ? try statement.aside : statement
      query.bind(1, position)
      query.bind(2, end)
      query.bind(3, EventLog.portion)
      while try query.step() { portion.append(EventLog.entry(from: query)) }
      for entry in portion where try !body(entry) { return }
      guard let last = portion.last, portion.count == Int(EventLog.portion) else { return }
      position = last.seq
    }
  }

  /// Remembers the number of an entry that others may name: of what is no comment, hardly anything is said.
  private func note(_ entry: Entry) {
    switch entry.kind {
    case .comment, .reply: recent.note(entry.seq, of: EntryName(site: entry.site, id: entry.id))
    case .vote, .edit, .delete, .report, .decision, .ruleset, .erase: break
    }
  }

  /// Entries read at once: enough to make the query's start cheap, few enough to hold even with the longest bodies.
  private static let portion: Int64 = 500

  static let columns = """
    seq, site, id, kind, at, recorded_at, thread, target, actor, facts, payload, private, payload_salt, private_salt,
    verdict, hash
    """

  /// The same columns in the same places, for folding.
  private static let foldedColumns = """
    seq, site, id, kind, at, 0, thread, target, actor, facts, payload, private, NULL, NULL, verdict, NULL
    """

  /// Takes note of the entry that is the last one now.
  private func take(_ entry: Entry) {
    if behind.isRunning {
      firstInFlight.catchUp(behind)
      firstInFlight.young = firstInFlight.young ?? entry.seq
    }
    namesInFlight.update(EntryName(site: entry.site, id: entry.id), behind, default: 0) { $0 = entry.seq }
    headSeq = entry.seq
    note(entry)
  }

  private static func entry(from row: PreparedQuery) -> Entry {
    Entry(
      seq: row.int(0), site: row.string(1), id: row.string(2),
      // The table's CHECK admits no other kind.
      kind: EntryKind(rawValue: row.string(3)) ?? .comment,
      at: Timestamp(milliseconds: row.int(4)), recordedAt: Timestamp(milliseconds: row.int(5)),
      actor: row.optionalInt(8),
      content: Content(
        thread: row.optionalString(6), target: row.optionalString(7), facts: row.bytes(9),
        payload: row.bytes(10),
        privates: row.bytes(11)),
      payloadSalt: row.bytes(12), privateSalt: row.bytes(13), verdict: row.bytes(14),
      hash: row.bytes(15) ?? [])
  }
}
