package import ModQEvent

/// One row of the log: an event with the verdict it was given, fixed for good.
package struct Entry: Sendable, Equatable {
  /// 1, 2, 3 … without gaps.
  package var seq: Int64
  package var site: String
  package var id: String
  package var kind: EntryKind
  package var at: Timestamp
  /// When the row was written: the one column that no fold reads.
  package var recordedAt: Timestamp
  /// The number of the author, voter, reporter or nickname concerned, per site in the order of first appearance; nil
  /// for who has no standing.
  package var actor: Int64?
  /// What was sent; `payload` and `privates` are nil where there was nothing, and after an erasure.
  package var content: Content
  /// 16 random bytes, as long as the payload is there: they keep its digest from being guessed.
  package var payloadSalt: [UInt8]?
  /// 16 random bytes of their own, so that erasing the private part alone leaves the payload verifiable.
  package var privateSalt: [UInt8]?
  /// The verdict as JSON, for what was judged.
  package var verdict: [UInt8]?
  /// SHA-256 over the hash of the row before and this row.
  package var hash: [UInt8]

  package init(
    seq: Int64, site: String, id: String, kind: EntryKind, at: Timestamp, recordedAt: Timestamp,
    actor: Int64?,
    content: Content, payloadSalt: [UInt8]?, privateSalt: [UInt8]?, verdict: [UInt8]?, hash: [UInt8]
  ) {
    self.seq = seq
    self.site = site
    self.id = id
    self.kind = kind
    self.at = at
    self.recordedAt = recordedAt
    self.actor = actor
    self.content = content
    self.payloadSalt = payloadSalt
    self.privateSalt = privateSalt
    self.verdict = verdict
    self.hash = hash
  }
}

/// What a row of the log is: one of the kinds of event, or one of modq's own.
package enum EntryKind: String, Sendable, CaseIterable {
  case comment, reply, vote, edit, delete, report, decision
  /// From here on another rule set is in use.
  case ruleset
  /// The texts of the entries it names are gone.
  case erase

  package init(_ kind: EventKind) {
    switch kind {
    case .comment: self = .comment
    case .reply: self = .reply
    case .vote: self = .vote
    case .edit: self = .edit
    case .delete: self = .delete
    case .report: self = .report
    case .decision: self = .decision
    }
  }

  /// The kind of event it is, if it is one.
  package var event: EventKind? { EventKind(rawValue: rawValue) }
}

/// What is to be appended: an entry without what the log itself assigns.
package struct Draft: Sendable, Equatable {
  package var site: String
  package var id: String
  package var kind: EntryKind
  package var at: Timestamp
  package var actor: Int64?
  package var content: Content
  package var verdict: [UInt8]?

  package init(
    site: String, id: String, kind: EntryKind, at: Timestamp, actor: Int64?, content: Content,
    verdict: [UInt8]? = nil
  ) {
    self.site = site
    self.id = id
    self.kind = kind
    self.at = at
    self.actor = actor
    self.content = content
    self.verdict = verdict
  }
}
