package import GRDB
package import ModQEvent

/// The log in an open file: the next entry is appended at its end, and entries are read by number or by id.
///
/// Appending must happen inside a transaction, in which ``synchronize()`` was called: the number and the hash of the
/// next entry follow from those of the last.
package final class EventLog {
  private let database: Database
  private let insert: PreparedQuery
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
  private var salts = SaltSource()

  /// The number of the last entry; 0 for an empty log.
  package private(set) var headSeq: Int64 = 0
  /// Its hash.
  package private(set) var headHash: [UInt8] = HashChain.origin

  /// Entries are read from the table or view `reading` and appended to the table `writing`.
  package init(
    _ database: Database, reading: String = "event", writing: String = "event"
  ) throws(LogError) {
    self.database = database
    isOverlay = reading != writing
    insert = try PreparedQuery(
      database,
      """
      INSERT INTO \(writing) (\(EventLog.columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """)
    last = try PreparedQuery(database, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    numbered = try PreparedQuery(database, "SELECT \(EventLog.columns) FROM \(reading) WHERE seq = ?")
    identified = try PreparedQuery(database, "SELECT seq FROM \(reading) WHERE site = ? AND id = ?")
    ordered = try PreparedQuery(
      database, "SELECT \(EventLog.columns) FROM \(reading) WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
    folding = try PreparedQuery(
      database,
      "SELECT \(EventLog.foldedColumns) FROM \(reading) WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
    erasures = try PreparedQuery(
      database, "SELECT seq, facts FROM \(reading) WHERE kind = 'erase' AND seq > ? ORDER BY seq")
  }

  /// Reads where the log ends: another process may have appended since.
  package func synchronize() throws(LogError) {
    // What an overlay stands on does not move: a reading transaction holds it.
    if isOverlay && isSynchronized { return }
    isSynchronized = true
    let known = (headSeq, headHash)
    if try last.step() {
      headSeq = last.int(0)
      headHash = last.bytes(1) ?? []
    } else {
      headSeq = 0
      headHash = HashChain.origin
    }
    last.reset()
    // What was appended in a transaction that was rolled back is not there.
    if known != (headSeq, headHash) { recent.forget() }
  }

  /// Appends `draft` as the next entry.
  ///
  /// The guards of the table refuse it if another process was faster, which a write transaction excludes.
  package func append(_ draft: Draft, recordedAt: Timestamp) throws(LogError) -> Entry {
    var entry = Entry(
      seq: headSeq + 1, site: draft.site, id: draft.id, kind: draft.kind, at: draft.at,
      recordedAt: recordedAt,
      actor: draft.actor, content: draft.content,
      payloadSalt: draft.content.payload.map { _ in salts.next() },
      privateSalt: draft.content.privates.map { _ in salts.next() }, verdict: draft.verdict, hash: [])
    entry.hash = HashChain.hash(
      of: entry, after: headHash,
      payloadDigest: HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt),
      privateDigest: HashChain.digest(of: entry.content.privates, salt: entry.privateSalt))
    try write(entry)
    return entry
  }

  /// Appends `entry` as it stands, with its own number, salts and hash, as when a full export is read back.
  package func restore(_ entry: Entry) throws(LogError) {
    try write(entry)
  }

  /// The entry with this number.
  package func entry(_ seq: Int64) throws(LogError) -> Entry? {
    numbered.bind(1, seq)
    defer { numbered.reset() }
    return try numbered.step() ? EventLog.entry(from: numbered) : nil
  }

  /// The number of the entry with this id.
  package func seq(site: String, id: String) throws(LogError) -> Int64? {
    if let seq = recent.seq(site: site, id: id) { return seq }
    identified.bind(1, site)
    identified.bind(2, id)
    defer { identified.reset() }
    return try identified.step() ? identified.int(0) : nil
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
    try forEach(of: folding, after: start, through: end) { (entry) throws(LogError) in
      self.note(entry)
      try body(entry)
      return true
    }
  }

  private func forEach(
    of query: PreparedQuery, after start: Int64, through end: Int64,
    _ body: (Entry) throws(LogError) -> Bool
  ) throws(LogError) {
    var position = start
    while true {
      var portion: [Entry] = []
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
    case .comment, .reply: recent.note(entry.seq, site: entry.site, id: entry.id)
    case .vote, .edit, .delete, .report, .decision, .ruleset, .erase: break
    }
  }

  /// Entries read at once: enough to make the query's start cheap, few enough to hold even with the longest bodies.
  private static let portion: Int64 = 500

  private static let columns = """
    seq, site, id, kind, at, recorded_at, thread, target, actor, facts, payload, private, payload_salt, private_salt,
    verdict, hash
    """

  /// The same columns in the same places, for folding.
  private static let foldedColumns = """
    seq, site, id, kind, at, 0, thread, target, actor, facts, payload, private, NULL, NULL, verdict, NULL
    """

  private func write(_ entry: Entry) throws(LogError) {
    precondition(entry.seq == headSeq + 1, "entries are numbered without gaps")
    insert.bind(1, entry.seq)
    insert.bind(2, entry.site)
    insert.bind(3, entry.id)
    insert.bind(4, entry.kind.rawValue)
    insert.bind(5, entry.at.milliseconds)
    insert.bind(6, entry.recordedAt.milliseconds)
    insert.bind(7, entry.content.thread)
    insert.bind(8, entry.content.target)
    insert.bind(9, entry.actor)
    insert.bind(10, text: entry.content.facts)
    insert.bind(11, blob: entry.content.payload)
    insert.bind(12, blob: entry.content.privates)
    insert.bind(13, blob: entry.payloadSalt)
    insert.bind(14, blob: entry.privateSalt)
    insert.bind(15, text: entry.verdict)
    insert.bind(16, blob: entry.hash)
    try insert.run()
    // A trigger that is not ours can leave an entry out without an error.
    guard insert.changedRows == 1 else {
      throw .corrupt(
        path: database.path,
        why: "entry \(entry.seq) was not taken in; `modq doctor` looks for who keeps it out")
    }
    headSeq = entry.seq
    headHash = entry.hash
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
