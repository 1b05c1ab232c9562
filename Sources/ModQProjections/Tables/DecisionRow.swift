package import ModQEvent
package import ModQEventLog

/// A decision as folded: what it says, of whom, and whether it was undone.
package struct DecisionRow: Row, Equatable {
  package static let table = Tables.decision
  package var seq: Int64
  package var site: Int64
  package var verb: Decision.Verb
  package var at: Timestamp
  package var by: String
  package var until: Timestamp?
  package var batch: String?
  /// `ip`, `email` or `proof`, with its value, for decisions on those.
  package var field: String?
  package var subject: String?
  /// The author it is about, for decisions on nicknames.
  package var author: Int64?
  /// A sweep's verdict: its outcome and score.
  package var outcome: Int64?
  package var score: Double?
  /// The comment it is about, once that is known.
  package var comment: Int64?
  /// How many undos in force name it.
  package var undone: Int64 = 0

  package var key: Int64 { seq }
  package var isInForce: Bool { undone == 0 }

  init(seq: Int64, site: Int64, verb: Decision.Verb, at: Timestamp, by: String) {
    self.seq = seq
    self.site = site
    self.verb = verb
    self.at = at
    self.by = by
  }

  package init(from row: PreparedQuery) {
    var column = ColumnReader(row)
    seq = column.int()
    site = column.int()
    verb = Decision.Verb(rawValue: column.string()) ?? .note
    at = Timestamp(milliseconds: column.int())
    by = column.string()
    until = column.optionalInt().map(Timestamp.init(milliseconds:))
    batch = column.optionalString()
    field = column.optionalString()
    subject = column.optionalString()
    author = column.optionalInt()
    outcome = column.optionalInt()
    score = column.optionalDouble()
    comment = column.optionalInt()
    undone = column.int()
  }

  package func bind(to query: PreparedQuery) {
    var column = ColumnWriter(query)
    column.set(seq)
    column.set(site)
    column.set(verb.rawValue)
    column.set(at.milliseconds)
    column.set(by)
    column.set(until?.milliseconds)
    column.set(batch)
    column.set(field)
    column.set(subject)
    column.set(author)
    column.set(outcome)
    column.set(score)
    column.set(comment)
    column.set(undone)
  }
}
