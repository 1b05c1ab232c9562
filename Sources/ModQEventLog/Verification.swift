package import GRDB
import ModQEvent

/// What a walk along the hash chain found.
package struct ChainReport: Sendable, Equatable {
  /// Entries that were looked at.
  package var entries: Int64 = 0
  /// The hash of the last entry that is in order.
  package var head: [UInt8] = HashChain.origin
  /// The first entry that is not what was appended; nil if all are.
  package var firstBad: Fault?
  /// Guards (triggers, and indexes of the log) that the file lacks or has in other words, and those that are not modq's:
  /// somebody altered them.
  package var alteredGuards: [String] = []

  package var isOK: Bool { firstBad == nil && alteredGuards.isEmpty }

  /// An entry that is not what was appended.
  package struct Fault: Sendable, Equatable {
    package var seq: Int64
    package var why: Why
  }

  package enum Why: String, Sendable {
    /// Entries before it are gone.
    case gap
    /// Its fields do not give its hash.
    case changed
  }
}

extension EventLog {
  /// Walks along the whole chain.
  ///
  /// Linear in the log; memory stays constant but for what was erased.
  package static func verify(_ database: Database) throws(LogError) -> ChainReport {
    var report = ChainReport()
    report.alteredGuards = try alteredGuards(in: database)

    let log = try EventLog(database)
    let erased = try log.erasedDigests(database)
    try log.forEach(after: 0) { (entry) throws(LogError) in
      if let why = report.check(entry, erased: erased[entry.seq]) {
        report.firstBad = ChainReport.Fault(seq: report.entries + 1, why: why)
        return false
      }
      report.entries += 1
      report.head = entry.hash
      return true
    }
    return report
  }

  /// The guards that the file lacks or has in other words, and triggers and indexes that are not modq's.
  ///
  /// A trigger or a unique index could keep out what it is told to, and say nothing.
  static func alteredGuards(in database: Database) throws(LogError) -> [String] {
    let version = try PreparedQuery(database, "PRAGMA user_version")
    defer { version.reset() }
    let wanted = try guardsOfNewLog(version: try version.step() ? Int(version.int(0)) : Schema.version)
    let found = try guards(in: database)
    return wanted.keys.filter { found[$0] != wanted[$0] }.sorted()
      + found.keys.filter { wanted[$0] == nil }.sorted()
  }

  /// All triggers of the file, and the indexes of the log, by name, as SQL.
  private static func guards(in database: Database) throws(LogError) -> [String: String] {
    let query = try PreparedQuery(
      database,
      """
      SELECT name, sql FROM sqlite_schema
      WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL AND tbl_name IN ('event', 'refusal')
      """)
    var found: [String: String] = [:]
    while try query.step() { found[query.string(0)] = query.string(1) }
    return found
  }

  /// A log that nobody wrote to since an older modq has the guards of its time.
  private static func guardsOfNewLog(version: Int) throws(LogError) -> [String: String] {
    let file = try LogFile(version: version)
    let found = try file.use { (database) throws(LogError) in try self.guards(in: database) }
    try file.close()
    return found
  }

  /// The digests that stand for erased bytes, by entry, as the `erase` entries carry them.
  private func erasedDigests(_ database: Database) throws(LogError) -> [Int64: ErasedDigests] {
    let query = try PreparedQuery(database, "SELECT facts FROM event WHERE kind = 'erase' ORDER BY seq")
    var digests: [Int64: ErasedDigests] = [:]
    while try query.step() {
      guard let facts = query.bytes(0), let json = try? JSONValue.parse(facts) else { continue }
      for item in json["entries"]?.array ?? [] {
        guard let seq = item["seq"]?.integer else { continue }
        let known = digests[seq]
        digests[seq] = ErasedDigests(
          payload: item["payload"]?.string.flatMap { bytes(hexadecimal: $0) } ?? known?.payload,
          privates: item["private"]?.string.flatMap { bytes(hexadecimal: $0) } ?? known?.privates)
      }
    }
    return digests
  }
}

/// The digests that an `erase` entry carries for one entry.
struct ErasedDigests {
  var payload: [UInt8]?
  var privates: [UInt8]?
}

extension ChainReport {
  /// What is wrong with the entry that comes next; nil if nothing is.
  fileprivate func check(_ entry: Entry, erased: ErasedDigests?) -> Why? {
    guard entry.seq == entries + 1 else { return .gap }
    // Bytes without a salt have no digest: none is covered by the hash.
    guard (entry.content.payload == nil) == (entry.payloadSalt == nil),
      (entry.content.privates == nil) == (entry.privateSalt == nil)
    else { return .changed }
    let payload = HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt) ?? erased?.payload
    let privates = HashChain.digest(of: entry.content.privates, salt: entry.privateSalt) ?? erased?.privates
    let hash = HashChain.hash(of: entry, after: head, payloadDigest: payload, privateDigest: privates)
    return hash == entry.hash ? nil : .changed
  }
}
