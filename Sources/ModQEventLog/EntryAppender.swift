import GRDB
import ModQEvent

/// Writes entries behind the last one, and ties each to it by its hash.
///
/// Used by who has the connection: the caller, or the thread that makes changes behind.
final class EntryAppender {
  private let insert: PreparedQuery
  private let path: String
  /// The hash of the last entry.
  var head: [UInt8] = HashChain.origin

  /// Entries are appended to `table`.
  init(_ database: Database, table: String) throws(LogError) {
    path = database.path
    insert = try PreparedQuery(
      database,
      """
      INSERT INTO \(table) (\(EventLog.columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """)
  }

  /// Ties `entry` to the last one by its hash, writes it, and returns the hash.
  @discardableResult
  func append(_ entry: Entry) throws(LogError) -> [UInt8] {
    var entry = entry
    entry.hash = HashChain.hash(
      of: entry, after: head,
      payloadDigest: HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt),
      privateDigest: HashChain.digest(of: entry.content.privates, salt: entry.privateSalt))
    try write(entry)
    return entry.hash
  }

  /// Writes `entry` as it stands.
  ///
  /// The guards of the table refuse what is not the next entry.
  func write(_ entry: Entry) throws(LogError) {
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
        path: path, why: "entry \(entry.seq) was not taken in; `modq doctor` looks for who keeps it out")
    }
    head = entry.hash
  }
}
