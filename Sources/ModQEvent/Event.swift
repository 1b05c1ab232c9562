/// One thing that happened on a site, as it was sent: a line of JSON after decoding.
package struct Event: Sendable, Equatable {
  /// The site it happened on; the default site is the empty string.
  package var site: String
  /// Unique per site over all kinds; 1 to ``Bounds/identifierBytes`` bytes of UTF-8 without NUL.
  package var id: String
  /// When it happened, if the sender said so.
  package var at: Timestamp?
  package var action: Action
  /// What was sent, in the canonical bytes that the log keeps and compares.
  package var content: Content

  package init(site: String, id: String, at: Timestamp?, action: Action, content: Content) {
    self.site = site
    self.id = id
    self.at = at
    self.action = action
    self.content = content
  }

  /// What happened; one case a kind of event.
  package enum Action: Sendable, Equatable {
    case comment(Comment)
    case reply(Comment, parent: String)
    case vote(Vote)
    case edit(Edit)
    case delete(comment: String)
    case report(Report)
    case decision(Decision)
  }

  package var kind: EventKind {
    switch action {
    case .comment: .comment
    case .reply: .reply
    case .vote: .vote
    case .edit: .edit
    case .delete: .delete
    case .report: .report
    case .decision: .decision
    }
  }
}

/// The seven kinds of event that a site or a moderator sends, named as in the key `type`.
package enum EventKind: String, Sendable, CaseIterable {
  case comment, reply, vote, edit, delete, report, decision
}

/// A text that somebody posted, as a comment of its own or as a reply.
package struct Comment: Sendable, Equatable {
  package var thread: String
  /// The name it is signed with, as typed; may be empty.
  package var nick: String
  /// At most ``Bounds/bodyBytes`` bytes of UTF-8.
  package var body: String
  /// The comment's own address on the site.
  package var link: String?
  /// The home page that its author gave.
  package var url: String?
  package var sender: Sender

  package init(
    thread: String, nick: String, body: String, link: String? = nil, url: String? = nil,
    sender: Sender = Sender()
  ) {
    self.thread = thread
    self.nick = nick
    self.body = body
    self.link = link
    self.url = url
    self.sender = sender
  }
}

/// What a site may know of who sent an event: private, erasable, never part of what was said.
package struct Sender: Sendable, Equatable {
  package var ip: String?
  package var email: String?
  package var agent: String?
  /// Whatever ties a nickname to a person: a trip code, the hash of a cookie, an account's number.
  package var proof: String?

  package init(ip: String? = nil, email: String? = nil, agent: String? = nil, proof: String? = nil) {
    self.ip = ip
    self.email = email
    self.agent = agent
    self.proof = proof
  }
}

/// A reader's vote on a comment.
package struct Vote: Sendable, Equatable {
  package var comment: String
  /// 1, -1, or 0 to withdraw.
  package var value: Int
  /// The nickname of who votes, if the site knows it.
  package var voter: String?
  package var sender: Sender

  package init(comment: String, value: Int, voter: String? = nil, sender: Sender = Sender()) {
    self.comment = comment
    self.value = value
    self.voter = voter
    self.sender = sender
  }
}

/// A new text for a comment, by its author.
package struct Edit: Sendable, Equatable {
  package var comment: String
  package var body: String
  package var sender: Sender

  package init(comment: String, body: String, sender: Sender = Sender()) {
    self.comment = comment
    self.body = body
    self.sender = sender
  }
}

/// A reader's complaint about a comment.
package struct Report: Sendable, Equatable {
  package var comment: String
  package var reporter: String?
  package var reason: String?
  package var sender: Sender

  package init(comment: String, reporter: String? = nil, reason: String? = nil, sender: Sender = Sender()) {
    self.comment = comment
    self.reporter = reporter
    self.reason = reason
    self.sender = sender
  }
}

/// What a moderator, or the site's own staff, decided.
package struct Decision: Sendable, Equatable {
  package var verb: Verb
  package var target: Target
  package var by: String
  package var reason: String?
  /// The end of a `block`, `trust` or `snooze`.
  package var until: Timestamp?
  /// Names the decisions that were made together and are undone together.
  package var batch: String?

  package init(
    verb: Verb, target: Target, by: String, reason: String? = nil, until: Timestamp? = nil,
    batch: String? = nil
  ) {
    self.verb = verb
    self.target = target
    self.by = by
    self.reason = reason
    self.until = until
    self.batch = batch
  }

  /// The name under which sweeps decide, and nobody else.
  package static let rules = "rules"

  /// The value of the key `action`.
  package enum Verb: String, Sendable, CaseIterable {
    case approve, reject, spam, escalate, snooze, note, block, trust, clear, undo
    /// Of the rules alone, when the past is judged again.
    case rejudge
    /// Of a rule that was braked; no event, but what the entry of a rule set says.
    case release

    /// Whether an event can say so, wherever it comes from.
    package var isSent: Bool { self != .rejudge && self != .release }
  }

  /// What is decided about: exactly one of the keys `comment`, `nick`, `ip`, `email`, `proof`, `undoes`.
  package enum Target: Sendable, Equatable {
    case comment(String)
    case nick(String)
    case ip(String)
    case email(String)
    case proof(String)
    /// A decision's id, or the name of a batch.
    case undoes(String)
  }
}
