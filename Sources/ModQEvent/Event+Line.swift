/// Events as lines again.
extension Event {
  /// This event as one line of JSON, without a newline, that `EventDecoder` takes in again: for exports.
  ///
  /// First `type`, `id`, `site` (left out if empty) and `at` in RFC 3339 (left out if nil), then the keys of
  /// its kind in a readable order, then the keys we do not know, sorted. Decoded again it has equal content
  /// if ``at`` was given by the sender; erased texts are empty strings.
  package var line: [UInt8] { line(escapingInvisible: false) }

  /// The same, with `escapingInvisible` as of ``JSONWriter``.
  package func line(escapingInvisible: Bool) -> [UInt8] {
    var writer = JSONWriter(
      escapingInvisible: escapingInvisible,
      capacity: (content.payload?.count ?? 0) + (content.privates?.count ?? 0) + 256)
    writer.beginObject()
    writer.member(.type, kind.rawValue)
    writer.member(.id, id)
    writer.member(.site, site.isEmpty ? nil : site)
    writer.member(.at, at?.rfc3339)
    switch action {
    case .comment(let comment):
      writer.members(of: comment, parent: nil)
    case .reply(let comment, let parent):
      writer.members(of: comment, parent: parent)
    case .vote(let vote):
      writer.member(.comment, vote.comment)
      writer.key(EventKey.value.name)
      writer.integer(vote.value)
      writer.member(.voter, vote.voter)
      writer.members(of: vote.sender)
    case .edit(let edit):
      writer.member(.comment, edit.comment)
      writer.member(.body, edit.body)
      writer.members(of: edit.sender)
    case .delete(let comment):
      writer.member(.comment, comment)
    case .report(let report):
      writer.member(.comment, report.comment)
      writer.member(.reporter, report.reporter)
      writer.member(.reason, report.reason)
      writer.members(of: report.sender)
    case .decision(let decision):
      writer.members(of: decision)
      if ExportMark.isNeeded(id: id, decision) { writer.member(.modq, ExportMark.text) }
    }
    for member in unknownMembers {
      writer.key(member.key)
      writer.value(member.value)
    }
    writer.endObject()
    return writer.bytes
  }

  /// What the sender sent under keys that mean nothing in this kind, sorted; none after an erasure.
  package var unknownMembers: [JSONValue.Member] {
    guard let privates = content.privates, let members = try? JSONValue.parse(privates).object else {
      return []
    }
    let known = EventKeySet.known(to: kind)
    return members.filter { member in
      !EventKey.allCases.contains { known.contains($0) && $0.name.utf8.elementsEqual(member.key.utf8) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ key: EventKey, _ text: String?) {
    member(key.name, text)
  }

  fileprivate mutating func members(of comment: Comment, parent: String?) {
    member(.thread, comment.thread)
    member(.parent, parent)
    member(.nick, comment.nick)
    member(.body, comment.body)
    member(.link, comment.link)
    member(.url, comment.url)
    members(of: comment.sender)
  }

  fileprivate mutating func members(of sender: Sender) {
    member(.ip, sender.ip)
    member(.email, sender.email)
    member(.agent, sender.agent)
    member(.proof, sender.proof)
  }

  fileprivate mutating func members(of decision: Decision) {
    let target = decision.target.member
    member(.action, decision.verb.rawValue)
    member(target.key, target.name)
    member(.by, decision.by)
    member(.reason, decision.reason)
    member(.until, decision.until?.rfc3339)
    member(.batch, decision.batch)
  }
}
