package import GRDB

/// What a log was at one moment, in three lines: its origin, the number of its entries, and the hash of the last one, as
/// https://c2sp.org/tlog-checkpoint has it for logs whose root hash is that of a tree.
///
/// The hash of an entry covers all entries before it, so that whoever keeps a note of it can tell whether any of them was
/// changed, taken away or put in between since.
package struct LogCheckpoint: Sendable, Equatable {
  /// `modq-log/` and the first half of the hash of the first entry, in which random salts are: no two logs begin alike.
  package var origin: String
  /// The number of the last entry, which is the number of entries.
  package var seq: Int64
  /// The hash of the last entry.
  package var head: [UInt8]

  /// The log as it is; nil if it has no entries.
  package init?(of database: Database) throws(LogError) {
    guard let first = try LogCheckpoint.hash(of: 1, in: database) else { return nil }
    let last = try PreparedQuery(database, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    defer { last.reset() }
    guard try last.step(), let head = last.bytes(1) else { return nil }
    origin = LogCheckpoint.origin(firstHash: first)
    seq = last.int(0)
    self.head = head
  }

  /// The checkpoint that a note's text is; nil if it is none.
  ///
  /// Lines behind the third are left aside.
  package init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let seq = Int64(lines[1]), seq > 0,
      String(seq).utf8.elementsEqual(lines[1].utf8), let head = Base64.decode(lines[2]),
      head.count == HashChain.origin.count
    else { return nil }
    origin = String(lines[0])
    self.seq = seq
    self.head = head
  }

  package var text: String { "\(origin)\n\(seq)\n\(Base64.encode(head))\n" }

  /// What contradicts it in a log.
  package enum Contradiction: Sendable, Equatable {
    /// It begins with another entry: it is another log, or was written anew from the start.
    case otherOrigin
    /// The last entries are gone.
    case cutShort(entries: Int64)
    /// Some entry up to this one is not what it was.
    case changed
  }

  /// What contradicts it in the log of `database`, whose chain is in order; nil if nothing does.
  ///
  /// Three rows are read: that each hash follows from its entry is for ``EventLog/verify(_:)`` to say.
  package func contradiction(in database: Database) throws(LogError) -> Contradiction? {
    guard let now = try LogCheckpoint(of: database) else { return .cutShort(entries: 0) }
    guard now.origin.utf8.elementsEqual(origin.utf8) else { return .otherOrigin }
    guard now.seq >= seq else { return .cutShort(entries: now.seq) }
    return try LogCheckpoint.hash(of: seq, in: database) == head ? nil : .changed
  }

  private static func origin(firstHash: [UInt8]) -> String {
    "modq-log/\(hexadecimal(firstHash.prefix(firstHash.count / 2)))"
  }

  private static func hash(of seq: Int64, in database: Database) throws(LogError) -> [UInt8]? {
    let query = try PreparedQuery(database, "SELECT hash FROM event WHERE seq = ?")
    query.bind(1, seq)
    defer { query.reset() }
    return try query.step() ? query.bytes(0) : nil
  }
}
