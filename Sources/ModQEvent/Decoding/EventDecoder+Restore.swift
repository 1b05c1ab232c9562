/// Events read back from the log.
extension EventDecoder {
  /// The event that the log keeps in these columns.
  ///
  /// The bounds and rules of `decode` are not asked again: what was taken in stays in. `rejudge` is fine
  /// here.
  ///
  /// `at` is when it happened, or when it came if the sender did not say. The other columns are as in
  /// ``Content``, and nil where there was nothing and where it was erased: then nicknames, bodies, and an
  /// address that was decided about are empty.
  ///
  /// Nil if the bytes are not such content: they were damaged. Linear in the bytes.
  package static func restore(
    kind: EventKind, site: String, id: String, at: Timestamp?, thread: String?, target: String?,
    facts: [UInt8]?, payload: [UInt8]?, privates: [UInt8]?
  ) -> Event? {
    let content = Content(
      thread: thread, target: target, facts: facts, payload: payload, privates: privates)
    do {
      let facts = try KeptObject(facts)
      let payload = try KeptObject(payload)
      let privates = try KeptObject(privates)
      guard let action = try action(of: kind, content, facts, payload, privates) else { return nil }
      return Event(site: site, id: id, at: at, action: action, content: content)
    } catch {
      return nil
    }
  }

  private static func action(
    of kind: EventKind, _ content: Content, _ facts: borrowing KeptObject, _ payload: borrowing KeptObject,
    _ privates: borrowing KeptObject
  ) throws(Refusal) -> Event.Action? {
    switch kind {
    case .comment:
      guard let thread = content.thread else { return nil }
      return .comment(try comment(thread, payload, privates))
    case .reply:
      guard let thread = content.thread, let parent = try facts.text(.parent) else { return nil }
      return .reply(try comment(thread, payload, privates), parent: parent)
    case .vote:
      guard let target = content.target, let value = try facts.integer(.value), -1...1 ~= value else {
        return nil
      }
      let voter = try payload.text(.voter)
      return .vote(Vote(comment: target, value: Int(value), voter: voter, sender: try sender(privates)))
    case .edit:
      guard let target = content.target else { return nil }
      return .edit(Edit(comment: target, body: try payload.text(.body) ?? "", sender: try sender(privates)))
    case .delete:
      return content.target.map { .delete(comment: $0) }
    case .report:
      guard let target = content.target else { return nil }
      let (reporter, reason) = (try payload.text(.reporter), try payload.text(.reason))
      return .report(
        Report(comment: target, reporter: reporter, reason: reason, sender: try sender(privates)))
    case .decision:
      return try decision(about: content.target, facts, payload, privates).map { .decision($0) }
    }
  }

  private static func comment(
    _ thread: String, _ payload: borrowing KeptObject, _ privates: borrowing KeptObject
  ) throws(Refusal) -> Comment {
    Comment(
      thread: thread, nick: try payload.text(.nick) ?? "", body: try payload.text(.body) ?? "",
      link: try payload.text(.link), url: try payload.text(.url), sender: try sender(privates))
  }

  private static func sender(_ privates: borrowing KeptObject) throws(Refusal) -> Sender {
    Sender(
      ip: try privates.text(.ip), email: try privates.text(.email), agent: try privates.text(.agent),
      proof: try privates.text(.proof))
  }

  private static func decision(
    about comment: String?, _ facts: borrowing KeptObject, _ payload: borrowing KeptObject,
    _ privates: borrowing KeptObject
  ) throws(Refusal) -> Decision? {
    guard let verb = try facts.text(.action).flatMap(Decision.Verb.init), let by = try facts.text(.by) else {
      return nil
    }
    let target: Decision.Target
    switch (comment, try facts.text(.undoes), facts.foreignText("about")) {
    case (let comment?, nil, nil): target = .comment(comment)
    case (nil, let name?, nil): target = .undoes(name)
    case (nil, nil, "nick"): target = .nick(try payload.text(.nick) ?? "")
    case (nil, nil, "ip"): target = .ip(try privates.text(.ip) ?? "")
    case (nil, nil, "email"): target = .email(try privates.text(.email) ?? "")
    case (nil, nil, "proof"): target = .proof(try privates.text(.proof) ?? "")
    default: return nil
    }
    let until = try facts.integer(.until).map { Timestamp(milliseconds: $0) }
    if let until, until < .earliest || .latest < until {
      return nil
    }
    return Decision(
      verb: verb, target: target, by: by, reason: try payload.text(.reason), until: until,
      batch: try facts.text(.batch))
  }
}

/// One of the three objects of a ``Content``; one that is not there has no members.
private struct KeptObject: ~Copyable {
  private let bytes: [UInt8]
  private let members: EventMembers

  init(_ bytes: [UInt8]?) throws(Refusal) {
    let members = if let bytes { try EventMembers(bytes.span) } else { EventMembers() }
    self.bytes = bytes ?? []
    self.members = members
  }

  /// The string under `key`; nil if there is none.
  func text(_ key: EventKey) throws(Refusal) -> String? {
    guard let slot = members[key], slot.shape == .string else { return nil }
    return try slot.text.string(in: bytes.span)
  }

  /// The whole number under `key`; nil if there is none.
  func integer(_ key: EventKey) throws(Refusal) -> Int64? {
    guard let slot = members[key], slot.shape == .number else { return nil }
    return Int64(try slot.token(in: bytes.span))
  }

  /// The string under a key that no line has.
  func foreignText(_ name: String) -> String? {
    members.foreign.first { $0.member.key.utf8.elementsEqual(name.utf8) }?.member.value.string
  }
}
