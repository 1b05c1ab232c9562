package import ModQEvent
package import ModQEventLog

/// An entry of the log as one line of JSON with all that is recorded, byte for byte: `export --full` writes it, and
/// `ingest --as-recorded` reads it.
///
/// What the log keeps as JSON stands as a string, so that its bytes come back exactly; salts and hashes are hexadecimal;
/// times are milliseconds since 1970. What is NULL in the log is left out.
package enum EntryLine {
  package static func write(_ entry: Entry, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("seq")
    writer.integer(entry.seq)
    writer.member("site", entry.site)
    writer.member("id", entry.id)
    writer.member("kind", entry.kind.rawValue)
    writer.key("at")
    writer.integer(entry.at.milliseconds)
    writer.key("recorded_at")
    writer.integer(entry.recordedAt.milliseconds)
    writer.member("thread", entry.content.thread)
    writer.member("target", entry.content.target)
    if let actor = entry.actor {
      writer.key("actor")
      writer.integer(actor)
    }
    writer.member("facts", entry.content.facts.map(text))
    writer.member("payload", entry.content.payload.map(text))
    writer.member("private", entry.content.privates.map(text))
    writer.member("payload_salt", entry.payloadSalt.map(hexadecimal))
    writer.member("private_salt", entry.privateSalt.map(hexadecimal))
    writer.member("verdict", entry.verdict.map(text))
    writer.member("hash", hexadecimal(entry.hash))
    writer.endObject()
    writer.endLine()
  }

  /// The entry that a line holds.
  package static func read(_ line: Span<UInt8>) throws(EntryLineFault) -> Entry {
    let json: JSONValue
    do {
      json = try JSONValue.parse(line)
    } catch {
      throw EntryLineFault(message: error.message)
    }
    func required<Value>(_ key: String, _ value: Value?) throws(EntryLineFault) -> Value {
      guard let value else { throw EntryLineFault(message: "\"\(key)\" is missing or of another type") }
      return value
    }
    func blob(_ key: String) throws(EntryLineFault) -> [UInt8]? {
      guard let value = json[key] else { return nil }
      return try required(key, value.string.flatMap { bytes(hexadecimal: $0) })
    }
    func text(_ key: String) throws(EntryLineFault) -> String? {
      guard let value = json[key] else { return nil }
      return try required(key, value.string)
    }
    func time(_ key: String) throws(EntryLineFault) -> Timestamp {
      let time = Timestamp(milliseconds: try required(key, json[key]?.integer))
      guard time >= .earliest, time <= .latest else {
        throw EntryLineFault(message: "\"\(key)\" is not between the years 1970 and 9999")
      }
      return time
    }
    if let actor = json["actor"], !(1..<1 << 32 ~= actor.integer ?? 0) {
      throw EntryLineFault(message: "\"actor\" is no number of an author")
    }
    return Entry(
      seq: try required("seq", json["seq"]?.integer), site: try required("site", json["site"]?.string),
      id: try required("id", json["id"]?.string),
      kind: try required("kind", json["kind"]?.string.flatMap { EntryKind(rawValue: $0) }),
      at: try time("at"),
      recordedAt: try time("recorded_at"), actor: json["actor"]?.integer,
      content: Content(
        thread: try text("thread"), target: try text("target"),
        facts: try text("facts").map { Array($0.utf8) },
        payload: try text("payload").map { Array($0.utf8) },
        privates: try text("private").map { Array($0.utf8) }),
      payloadSalt: try blob("payload_salt"), privateSalt: try blob("private_salt"),
      verdict: try text("verdict").map { Array($0.utf8) }, hash: try required("hash", blob("hash")))
  }

  /// The last line of a full export: how many entries stand before it, and the hash of the last.
  package struct End: Sendable, Equatable {
    package var entries: Int64
    package var head: [UInt8]

    package init(entries: Int64, head: [UInt8]) {
      self.entries = entries
      self.head = head
    }

    package func write(to writer: inout JSONWriter) {
      writer.beginObject()
      writer.key("end")
      writer.beginObject()
      writer.key("entries")
      writer.integer(entries)
      writer.member("head", hexadecimal(head))
      writer.endObject()
      writer.endObject()
      writer.endLine()
    }

    /// Nil if the line is another one.
    package init?(_ line: Span<UInt8>) {
      let start = Array("{\"end\":".utf8)
      guard line.count > start.count, start.indices.allSatisfy({ line[$0] == start[$0] }),
        let end = (try? JSONValue.parse(line))?["end"], let entries = end["entries"]?.integer,
        let head = end["head"]?.string.flatMap({ bytes(hexadecimal: $0) })
      else { return nil }
      self.init(entries: entries, head: head)
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Why a line is no entry.
package struct EntryLineFault: Error, Sendable {
  package var message: String
}
