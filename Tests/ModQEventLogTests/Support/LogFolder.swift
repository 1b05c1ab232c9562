import Foundation
import GRDB
import ModQEvent
import Testing

@testable import ModQEventLog

/// A folder of its own for a log, which goes with the test.
final class LogFolder {
  let folder: String
  var path: String { folder + "/modq.db" }

  init() throws {
    var template = Array((FileManager.default.temporaryDirectory.path + "/modq-log-XXXXXX").utf8CString)
    folder = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Appends `drafts` with one opening of the file, and closes it.
  @discardableResult
  func append(_ drafts: [Draft]) throws -> [Entry] {
    let file = try LogFile(path: path, for: .creating)
    let entries = try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      try PreparedQuery(database, "BEGIN IMMEDIATE").run()
      try log.synchronize()
      var entries: [Entry] = []
      for draft in drafts {
        entries.append(try log.append(draft, recordedAt: draft.at.advanced(by: 7)))
      }
      try PreparedQuery(database, "COMMIT").run()
      return entries
    }
    try file.close()
    return entries
  }

  /// Makes an empty log as a modq with an older schema made it.
  func makeOld(version: Int) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try Schema.migrate($0, from: 0, to: version) }
    try queue.close()
  }

  /// Runs SQL as another program would: with nothing of ours in between.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// The first column of the first row that another program reads.
  func raw(_ sql: String) throws -> String? {
    let queue = try DatabaseQueue(path: path)
    let value = try queue.read { try String.fetchOne($0, sql: sql) }
    try queue.close()
    return value
  }

  /// The `PRAGMA`s of an open log, read through its own connection.
  static func pragma(_ name: String, of file: LogFile) throws -> String {
    try file.use { (database) throws(LogError) in
      let query = try PreparedQuery(database, "PRAGMA \(name)")
      defer { query.reset() }
      return try query.step() ? query.string(0) : ""
    }
  }

  /// What `body` throws, with the folder's name taken out; "nothing" if it throws nothing.
  func failure(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing"
    } catch {
      return String(describing: error).replacingOccurrences(of: folder, with: "…")
    }
  }

  func verify() throws -> ChainReport {
    let file = try LogFile(path: path, for: .reading)
    let report = try file.use { (database) throws(LogError) in try EventLog.verify(database) }
    try file.close()
    return report
  }
}

extension Draft {
  /// A comment, with a payload and, if there is an address, a private part.
  static func comment(
    _ id: String, _ body: String, ip: String? = nil, actor: Int64? = 1, minute: Int64 = 0
  ) -> Draft {
    Draft(
      site: "", id: id, kind: .comment, at: Timestamp(milliseconds: 1_767_225_600_000 + minute * 60_000),
      actor: actor,
      content: Content(
        thread: "t1", payload: Array(#"{"body":"\#(body)","nick":"折口"}"#.utf8),
        privates: ip.map { Array(#"{"ip":"\#($0)"}"#.utf8) }),
      verdict: Array(#"{"outcome":"publish"}"#.utf8))
  }

  /// An entry that says which texts may go, with the digests that stand for them from then on.
  static func erase(_ entries: [Entry], id: String = "modq:erase-1") -> Draft {
    let items = entries.map { entry in
      let digests = [
        ("payload", HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt)),
        ("private", HashChain.digest(of: entry.content.privates, salt: entry.privateSalt)),
      ]
      let members = digests.compactMap { name, digest in digest.map { #""\#(name)":"\#(hexadecimal($0))","# }
      }
      return #"{\#(members.joined())"seq":\#(entry.seq)}"#
    }
    return Draft(
      site: "", id: id, kind: .erase, at: Timestamp(milliseconds: 1_767_229_200_000), actor: nil,
      content: Content(facts: Array(#"{"entries":[\#(items.joined(separator: ","))]}"#.utf8)))
  }
}
