package import GRDB
package import ModQEvent

/// Takes bytes out of the log: an `erase` entry names what goes and keeps the digests that stand for it in the chain,
/// and in the same transaction the named rows are emptied.
///
/// The guard of the table lets go what the last entry names and nothing else. Copies of the bytes elsewhere in the file,
/// in projections, free pages and the write-ahead log, are not its concern.
package struct Eraser {
  private let log: EventLog
  private let empty: PreparedQuery

  /// Entries that one `erase` entry names at most: its facts stay below 100 kB, which the guard reads for each row.
  package static let portion = 500

  package init(_ database: Database, log: EventLog) throws(LogError) {
    self.log = log
    empty = try PreparedQuery(
      database,
      """
      UPDATE event SET payload = iif(?2, NULL, payload), payload_salt = iif(?2, NULL, payload_salt),
        private = iif(?3, NULL, private), private_salt = iif(?3, NULL, private_salt)
      WHERE seq = ?1
      """)
  }

  /// Whose word an erasure is, and why.
  package struct Warrant: Sendable {
    package var by: String
    /// Kept as payload, so that it can be erased itself.
    package var reason: String?

    package init(by: String, reason: String?) {
      self.by = by
      self.reason = reason
    }
  }

  /// Erases what is left of `items`, at most ``portion`` of them, and returns the entry that says so; nil if nothing is
  /// left of any.
  ///
  /// Call in a write transaction, in step with the log.
  package func erase(
    _ items: [ErasedPart], id: String, warrant: Warrant, at: Timestamp
  ) throws(LogError) -> Entry? {
    precondition(items.count <= Eraser.portion, "an erase entry names a bounded number of others")
    var facts = JSONWriter()
    facts.beginObject()
    facts.member("by", warrant.by)
    facts.key("entries")
    facts.beginArray()
    var named: [ErasedPart] = []
    for item in items {
      guard let entry = try log.entry(item.seq) else { continue }
      var left = ErasedPart(seq: item.seq)
      left.payload = item.payload && entry.content.payload != nil
      left.privates = item.privates && entry.content.privates != nil
      guard left.payload || left.privates else { continue }
      let digests = (
        HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt),
        HashChain.digest(of: entry.content.privates, salt: entry.privateSalt)
      )
      facts.beginObject()
      if left.payload, let digest = digests.0 { facts.member("payload", hexadecimal(digest)) }
      if left.privates, let digest = digests.1 { facts.member("private", hexadecimal(digest)) }
      facts.key("seq")
      facts.integer(item.seq)
      facts.endObject()
      named.append(left)
    }
    facts.endArray()
    facts.endObject()
    guard !named.isEmpty else { return nil }
    var payload: [UInt8]?
    if let reason = warrant.reason {
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("reason", reason)
      writer.endObject()
      payload = writer.bytes
    }
    let draft = Draft(
      site: "", id: id, kind: .erase, at: at, actor: nil,
      content: Content(facts: facts.bytes, payload: payload))
    let entry = try log.append(draft, recordedAt: at)
    for item in named {
      empty.bind(1, item.seq)
      empty.bind(2, Int64(item.payload ? 1 : 0))
      empty.bind(3, Int64(item.privates ? 1 : 0))
      try empty.run()
    }
    return entry
  }
}

/// Which of an entry's two erasable parts go, or went.
package struct ErasedPart: Sendable, Equatable {
  package var seq: Int64
  package var payload = false
  package var privates = false

  package init(seq: Int64, payload: Bool = false, privates: Bool = false) {
    self.seq = seq
    self.payload = payload
    self.privates = privates
  }
}
