/// Canonical bytes: made from the event's values and from nothing else, so that two lines that say the same
/// have the same content however they are written.
extension Content {
  /// The content of `decision` in an event whose `at` is set: for those that modq makes itself.
  package init(of decision: Decision) {
    self.init(of: .decision(decision), isDated: true, unknown: [])
  }

  /// - Parameters:
  ///   - action: The event's values under the keys that we know.
  ///   - isDated: Whether the sender gave `at`. If not, the facts say so with `"at":null`: the line sent
  ///     again without `at` is the same, with one it is not, though a column holds a time in both cases.
  ///   - unknown: The members under keys that mean nothing in this kind, in any order, no key twice.
  init(of action: Event.Action, isDated: Bool, unknown: [JSONValue.Member]) {
    self.init(
      thread: action.thread, target: action.target, facts: Self.facts(of: action, isDated: isDated),
      payload: Self.payload(of: action), privates: Self.privates(action.sender, unknown))
  }

  private static func facts(of action: Event.Action, isDated: Bool) -> [UInt8]? {
    switch action {
    case .comment, .edit, .delete, .report:
      object {
        $0.memberOfNull("at", ifNot: isDated)
        $0.memberOfProof(of: action)
      }
    case .reply(_, let parent):
      object(capacity: parent.utf8.count + 32) {
        $0.memberOfNull("at", ifNot: isDated)
        $0.member("parent", parent)
        $0.memberOfProof(of: action)
      }
    case .vote(let vote):
      object(capacity: 32) {
        $0.memberOfNull("at", ifNot: isDated)
        $0.memberOfProof(of: action)
        $0.key("value")
        $0.integer(vote.value)
      }
    case .decision(let decision):
      object(capacity: 128) { writer in
        writer.member("about", decision.target.about)
        writer.member("action", decision.verb.rawValue)
        writer.memberOfNull("at", ifNot: isDated)
        writer.member("batch", decision.batch)
        writer.member("by", decision.by)
        if case .undoes(let name) = decision.target {
          writer.member("undoes", name)
        }
        if let until = decision.until {
          writer.key("until")
          writer.integer(until.milliseconds)
        }
      }
    }
  }

  private static func payload(of action: Event.Action) -> [UInt8]? {
    switch action {
    case .comment(let comment), .reply(let comment, _):
      object(capacity: comment.body.utf8.count + comment.nick.utf8.count + 48) {
        $0.member("body", comment.body)
        $0.member("link", comment.link)
        $0.member("nick", comment.nick)
        $0.member("url", comment.url)
      }
    case .vote(let vote):
      object { $0.member("voter", vote.voter) }
    case .edit(let edit):
      object(capacity: edit.body.utf8.count + 32) { $0.member("body", edit.body) }
    case .delete:
      nil
    case .report(let report):
      object {
        $0.member("reason", report.reason)
        $0.member("reporter", report.reporter)
      }
    case .decision(let decision):
      object {
        if case .nick(let name) = decision.target {
          $0.member("nick", name)
        }
        $0.member("reason", decision.reason)
      }
    }
  }

  private static func privates(_ sender: Sender, _ unknown: [JSONValue.Member]) -> [UInt8]? {
    guard !unknown.isEmpty else {
      return sender == Sender()
        ? nil
        : object {
          $0.member("agent", sender.agent)
          $0.member("email", sender.email)
          $0.member("ip", sender.ip)
          $0.member("proof", sender.proof)
        }
    }
    let known = [
      ("agent", sender.agent), ("email", sender.email), ("ip", sender.ip), ("proof", sender.proof),
    ]
    let members = known.compactMap { name, text in
      text.map { JSONValue.Member(key: name, value: .string($0)) }
    }
    return JSONValue.object(members + unknown).canonical
  }

  /// The object that `write` fills, its keys already sorted; nil if it writes nothing.
  private static func object(capacity: Int = 0, _ write: (inout JSONWriter) -> Void) -> [UInt8]? {
    var writer = JSONWriter(capacity: capacity)
    writer.beginObject()
    write(&writer)
    guard writer.bytes.count > 1 else { return nil }
    writer.endObject()
    return writer.bytes
  }
}

extension JSONWriter {
  /// A member with `null`, unless `isThere`.
  fileprivate mutating func memberOfNull(_ name: String, ifNot isThere: Bool) {
    guard !isThere else { return }
    key(name)
    null()
  }

  /// That there was a proof, where the event counts for somebody's standing: that outlives the proof itself.
  fileprivate mutating func memberOfProof(of action: Event.Action) {
    switch action {
    case .comment, .reply, .vote, .report:
      guard action.sender.proof != nil else { return }
      key("proven")
      bool(true)
    case .edit, .delete, .decision: break
    }
  }
}

extension Event.Action {
  /// What goes into the column `thread`.
  fileprivate var thread: String? {
    switch self {
    case .comment(let comment), .reply(let comment, _): comment.thread
    case .vote, .edit, .delete, .report, .decision: nil
    }
  }

  /// What goes into the column `target`.
  fileprivate var target: String? {
    switch self {
    case .comment, .reply: nil
    case .vote(let vote): vote.comment
    case .edit(let edit): edit.comment
    case .delete(let comment): comment
    case .report(let report): report.comment
    case .decision(let decision):
      if case .comment(let comment) = decision.target { comment } else { nil }
    }
  }

  /// What is known of who sent it, or, of a decision, of whom it is about.
  fileprivate var sender: Sender {
    switch self {
    case .comment(let comment), .reply(let comment, _): comment.sender
    case .vote(let vote): vote.sender
    case .edit(let edit): edit.sender
    case .delete: Sender()
    case .report(let report): report.sender
    case .decision(let decision):
      switch decision.target {
      case .ip(let ip): Sender(ip: ip)
      case .email(let email): Sender(email: email)
      case .proof(let proof): Sender(proof: proof)
      case .comment, .nick, .undoes: Sender()
      }
    }
  }
}

extension Decision.Target {
  /// The key of a target that can be erased: so that the log still knows what kind of thing was decided
  /// about.
  fileprivate var about: String? {
    switch self {
    case .comment, .undoes: nil
    case .nick, .ip, .email, .proof: member.key.name
    }
  }
}
