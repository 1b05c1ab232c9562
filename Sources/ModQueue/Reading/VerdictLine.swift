package import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// The line that `ingest` and `check` print for a judged event: its verdict with all that it rests on.
///
/// It is made of the log alone, so that an event which comes again gets the same line, years later too.
package struct VerdictLine {
  let entry: Entry
  let verdict: Verdict
  let isKnown: Bool
  private let event: Event?

  /// `event` is that of the entry, where the caller has it already.
  package init(_ entry: Entry, _ verdict: Verdict, isKnown: Bool, event: Event? = nil) {
    self.entry = entry
    self.verdict = verdict
    self.isKnown = isKnown
    self.event = event
  }

  /// Writes the object.
  ///
  /// The texts of matches are cut out of what was said then; erased ones are null.
  package func write(to writer: inout JSONWriter, in projections: Projections) throws(LogError) {
    let event = event ?? entry.event
    let texts = try texts(event, in: projections)
    writer.beginObject()
    writer.names(of: entry)
    if event?.comment != nil { writer.optional("nick", entry.content.payload == nil ? nil : event?.nick) }
    writer.member("verdict", verdict.outcome.name)
    writer.key("score")
    writer.number(verdict.score)
    write("reasons", verdict.reasons, texts, to: &writer)
    write("shadow", verdict.shadow, texts, to: &writer)
    writer.verdictErrors(verdict.errors)
    writer.verdictAuthor(verdict.author)
    writer.verdictLearned(verdict.learned)
    writer.optional("ruleset", projections.regime(at: verdict.ruleset).digest)
    writer.key("known")
    writer.bool(isKnown)
    writer.endObject()
  }

  private func write(
    _ key: String, _ reasons: [Verdict.Reason], _ texts: [Field: [UInt8]], to writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.beginArray()
    for reason in reasons { reason.write(texts, to: &writer) }
    writer.endArray()
  }

  /// The texts of the fields that some match points into, as they were when the event was judged.
  func texts(_ event: Event?, in projections: Projections) throws(LogError) -> [Field: [UInt8]] {
    guard !verdict.reasons.isEmpty || !verdict.shadow.isEmpty else { return [:] }
    let fields = Set((verdict.reasons + verdict.shadow).flatMap { $0.matches.map(\.field) })
    guard !fields.isEmpty, let event else { return [:] }
    var row: CommentRow?
    var comment = event.comment
    if comment == nil, let target = entry.content.target {
      row = try projections.comment(site: entry.site, id: target)
      comment = try row.flatMap { (row) throws(LogError) in try projections.log.entry(row.seq)?.event?.comment
      }
    }
    var subject = comment.map { Subject($0, site: entry.site) } ?? Subject()
    if case .edit(let edit) = event.action {
      subject.body = edit.body
    } else if let row {
      subject.body = try projections.body(of: row, before: entry.seq)
    }
    if fields.contains(.parentBody), let parent = try parent(row: row, projections) {
      subject.parentBody = try projections.body(of: parent, before: entry.seq)
    }
    var texts: [Field: [UInt8]] = [:]
    for field in fields { texts[field] = subject.text(of: field).map { Array($0.utf8) } }
    return texts
  }

  private func parent(row: CommentRow?, _ projections: Projections) throws(LogError) -> CommentRow? {
    let own: CommentRow?
    if let row { own = row } else { own = try projections.comments.row(entry.seq) }
    guard let parent = own?.parent else { return nil }
    return try projections.comments.row(parent)
  }
}

extension Verdict.Reason {
  package func write(_ texts: [Field: [UInt8]], to writer: inout JSONWriter) {
    writer.beginObject()
    writeMembers(texts, to: &writer)
    writer.endObject()
  }

  /// Writes the members of the object, which is begun already.
  package func writeMembers(_ texts: [Field: [UInt8]], to writer: inout JSONWriter) {
    writer.member("rule", rule)
    writer.key("score")
    writer.number(score)
    if let floor { writer.member("floor", floor.name) }
    if allow {
      writer.key("allow")
      writer.bool(true)
    }
    if isBraked {
      writer.key("braked")
      writer.bool(true)
    }
    writer.key("matches")
    writer.beginArray()
    for match in matches {
      writer.beginObject()
      writer.member("name", match.name)
      writer.member("field", match.field.rawValue)
      writer.key("start")
      writer.integer(match.start)
      writer.key("end")
      writer.integer(match.end)
      writer.optional("text", match.text(in: texts[match.field]))
      writer.endObject()
    }
    writer.endArray()
    writer.key("values")
    writer.beginObject()
    for value in values {
      writer.key(value.name)
      value.value.write(to: &writer)
    }
    writer.endObject()
  }
}

extension Verdict.Match {
  /// The matched bytes; nil if the text is gone.
  package func text(in bytes: [UInt8]?) -> String? {
    guard let bytes, !bytes.isEmpty || end > 0, start >= 0, start <= end, end <= bytes.count else {
      return nil
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension SignalValue {
  func write(to writer: inout JSONWriter) {
    switch self {
    case .number(let number): writer.number(number)
    case .flag(let flag): writer.bool(flag)
    case .word(let word): writer.string(word)
    case .unknown: writer.null()
    }
  }
}

extension JSONWriter {
  /// A member that is null where there is nothing.
  package mutating func optional(_ name: String, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  /// The member `errors` of a verdict.
  package mutating func verdictErrors(_ errors: [Verdict.Failure]) {
    key("errors")
    beginArray()
    for error in errors {
      beginObject()
      member("rule", error.rule)
      member("name", error.name)
      member("reason", error.reason.rawValue)
      endObject()
    }
    endArray()
  }

  /// The member `learned` of a verdict: null until the classifier has an opinion.
  package mutating func verdictLearned(_ learned: Verdict.Learned?) {
    key("learned")
    guard let learned else {
      null()
      return
    }
    beginObject()
    key("spam")
    number(learned.spam)
    key("k")
    integer(learned.k)
    endObject()
  }

  /// The member `author` of a verdict.
  package mutating func verdictAuthor(_ author: Verdict.Author?) {
    key("author")
    guard let author else {
      null()
      return
    }
    beginObject()
    member("tier", author.tier.rawValue)
    for (name, value) in [("expected", author.expected), ("lower", author.lower), ("upper", author.upper)] {
      key(name)
      number(value)
    }
    endObject()
  }
}

extension JSONWriter {
  /// Which entry a line is about, and which comment that is about.
  mutating func names(of entry: Entry) {
    key("seq")
    integer(entry.seq)
    member("id", entry.id)
    member("site", entry.site)
    member("type", entry.kind.rawValue)
    if let target = entry.content.target { member("comment", target) }
  }
}
