/// Turns one line of JSON into one event, or into one refusal that says where and why.
///
/// The schema is closed: seven kinds, each with its keys. A key that means nothing in its kind is no fault:
/// it is kept with the event's privates, as it came, so that a site that sends more loses nothing.
package enum EventDecoder {
  /// Decodes `line`, without its newline; blanks, a carriage return at its end and a byte order mark in front
  /// are fine.
  ///
  /// - Parameters:
  ///   - line: The bytes as they came.
  ///   - arrival: When it came: an event dated more than ``Bounds/aheadMilliseconds`` after that is refused.
  ///     Nil for lines whose arrival says nothing, as in an export.
  /// - Returns: The event with its canonical content. `at` is nil if the sender left it out.
  /// - Throws: The first fault found: of JSON, then of the schema. Invalid UTF-8 in a value is found when it
  ///   is asked for.
  /// - Complexity: Linear in the bytes; n log n in the number of keys we do not know.
  package static func decode(line: Span<UInt8>, arrival: Timestamp? = nil) throws(Refusal) -> Event {
    guard line.count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF else {
      return try event(in: line, arrival: arrival)
    }
    return try event(in: line.extracting(3..<line.count), arrival: arrival)
  }

  /// As `decode(line:arrival:)` of a span.
  package static func decode(line: [UInt8], arrival: Timestamp? = nil) throws(Refusal) -> Event {
    try decode(line: line.span, arrival: arrival)
  }

  private static func event(in bytes: Span<UInt8>, arrival: Timestamp?) throws(Refusal) -> Event {
    let line = try EventLine(bytes)
    let id = try id(of: line, in: bytes)
    let site = try line.text(.site, .place, in: bytes) ?? ""
    let at = try line.time(.at, in: bytes)
    if let at, let arrival, at.milliseconds(since: arrival) > Bounds.aheadMilliseconds {
      throw .timeAhead(at, arrival: arrival, at: line.members[.at]?.start ?? 0)
    }
    let action = try action(of: line, id: id, in: bytes)
    let content = Content(of: action, isDated: at != nil, unknown: try line.unknownMembers(in: bytes))
    return Event(site: site, id: id, at: at, action: action, content: content)
  }

  private static func id(of line: borrowing EventLine, in bytes: Span<UInt8>) throws(Refusal) -> String {
    let id = try line.requiredText(.id, .identifier, in: bytes)
    let isMarked = try ExportMark.isOn(line, in: bytes)
    if ExportMark.isReserved(id), !isMarked {
      throw .reserved(.id, id, at: line.members[.id]?.start ?? 0)
    }
    return id
  }

  private static func action(
    of line: borrowing EventLine, id: String, in bytes: Span<UInt8>
  ) throws(Refusal) -> Event.Action {
    switch line.kind {
    case .comment:
      return .comment(try comment(line, in: bytes))
    case .reply:
      let parent = try line.requiredText(.parent, .identifier, in: bytes)
      guard !parent.utf8.elementsEqual(id.utf8) else {
        throw .ownParent(id, at: line.members[.parent]?.start ?? 0)
      }
      return .reply(try comment(line, in: bytes), parent: parent)
    case .vote:
      return .vote(try vote(line, in: bytes))
    case .edit:
      return .edit(
        Edit(
          comment: try line.requiredText(.comment, .identifier, in: bytes),
          body: try line.requiredText(.body, .body, in: bytes), sender: try sender(line, in: bytes)))
    case .delete:
      return .delete(comment: try line.requiredText(.comment, .identifier, in: bytes))
    case .report:
      return .report(
        Report(
          comment: try line.requiredText(.comment, .identifier, in: bytes),
          reporter: try line.text(.reporter, .nick, in: bytes),
          reason: try line.text(.reason, .free, in: bytes), sender: try sender(line, in: bytes)))
    case .decision:
      return .decision(try decision(line, id: id, in: bytes))
    }
  }

  private static func comment(
    _ line: borrowing EventLine, in bytes: Span<UInt8>
  ) throws(Refusal) -> Comment {
    Comment(
      thread: try line.requiredText(.thread, .place, in: bytes),
      nick: try line.requiredText(.nick, .nick, in: bytes),
      body: try line.requiredText(.body, .body, in: bytes),
      link: try line.text(.link, .free, in: bytes), url: try line.text(.url, .free, in: bytes),
      sender: try sender(line, in: bytes))
  }

  private static func vote(_ line: borrowing EventLine, in bytes: Span<UInt8>) throws(Refusal) -> Vote {
    let comment = try line.requiredText(.comment, .identifier, in: bytes)
    guard let slot = line.members[.value] else { throw .missing(.value, of: .vote, in: line.members) }
    guard slot.shape == .number, let value = Int(try slot.token(in: bytes)), -1...1 ~= value else {
      throw .notAVote(slot, in: bytes)
    }
    return Vote(
      comment: comment, value: value, voter: try line.text(.voter, .nick, in: bytes),
      sender: try sender(line, in: bytes))
  }

  private static func sender(_ line: borrowing EventLine, in bytes: Span<UInt8>) throws(Refusal) -> Sender {
    Sender(
      ip: try line.text(.ip, .place, in: bytes), email: try line.text(.email, .place, in: bytes),
      agent: try line.text(.agent, .free, in: bytes), proof: try line.text(.proof, .place, in: bytes))
  }
}
