package import ModQEvent
package import ModQEventLog
import ModQJudge

/// One author: their name, when they were seen, what they are taken for.
package struct AuthorRow: Row, Equatable {
  package static let table = Tables.author

  /// The site's number in the upper 32 bits, the log's `actor` in the lower.
  package var no: Int64
  package var site: Int64
  /// Nil after an erasure.
  package var nickKey: String?
  /// As they first wrote it.
  package var nick: String?
  /// Nil for who has none, and after an erasure.
  package var proof: String?
  /// Whether they have one, known or erased.
  package var isProven: Bool
  /// Whom the nickname may be taken for: ``NameKeys/skeletonKey(_:)``.
  package var skeleton: String?
  package var firstSeen: Timestamp
  /// When they last wrote; ``Projections/lastSeen(of:)`` knows of their votes and reports too.
  package var lastSeen: Timestamp
  package var state = AuthorState()
  package var votesUp = 0
  package var votesDown = 0
  /// When the first of their comments settles that have not yet.
  package var nextDue: Timestamp?
  /// Reports of theirs that a moderator agreed with, and others.
  package var reportsUpheld = 0
  package var reportsRefused = 0

  package var key: Int64 { no }

  /// Names and proofs are set once, where there was none: equal ones have the same bytes.
  package func isBusyChange(of earlier: AuthorRow) -> Bool {
    isProven == earlier.isProven && nickKey == earlier.nickKey && nick == earlier.nick
      && proof == earlier.proof && skeleton == earlier.skeleton
  }

  /// The number by which those are told apart on a site who have one name; it stays when a proof is erased.
  package var bearer: Int64 { no & 0xffff_ffff }

  package static func number(site: Int64, actor: Int64) -> Int64 { site << 32 | actor }

  package init(no: Int64, site: Int64, isProven: Bool, seen: Timestamp) {
    self.no = no
    self.site = site
    self.isProven = isProven
    firstSeen = seen
    lastSeen = seen
  }

  package init(from row: PreparedQuery) {
    var column = ColumnReader(row)
    no = column.int()
    site = column.int()
    nickKey = column.optionalString()
    nick = column.optionalString()
    proof = column.optionalString()
    isProven = column.int() != 0
    skeleton = column.optionalString()
    firstSeen = Timestamp(milliseconds: column.int())
    lastSeen = Timestamp(milliseconds: column.int())
    state.standing.r = column.double()
    state.standing.s = column.double()
    state.standing.asOf = Timestamp(milliseconds: column.int())
    state.earned = Tier(rawValue: column.string()) ?? .new
    let ruling = column.optionalInt()
    let until = column.optionalInt().map(Timestamp.init(milliseconds:))
    state.ruling = ruling.map { AuthorState.Ruling(isBlock: $0 != 0, until: until) }
    state.comments = Int(column.int())
    state.approved = Int(column.int())
    state.settled = Int(column.int())
    state.rejected = Int(column.int())
    state.threads = AuthorRow.numbers(column.string())
    state.days = AuthorRow.numbers(column.string())
    votesUp = Int(column.int())
    votesDown = Int(column.int())
    nextDue = column.optionalInt().map(Timestamp.init(milliseconds:))
    reportsUpheld = Int(column.int())
    reportsRefused = Int(column.int())
  }

  package func bind(to query: PreparedQuery) {
    var column = ColumnWriter(query)
    column.set(no)
    column.set(site)
    column.set(nickKey)
    column.set(nick)
    column.set(proof)
    column.set(isProven)
    column.set(skeleton)
    column.set(firstSeen.milliseconds)
    column.set(lastSeen.milliseconds)
    column.set(state.standing.r)
    column.set(state.standing.s)
    column.set(state.standing.asOf.milliseconds)
    column.set(state.earned.rawValue)
    column.set(state.ruling.map { $0.isBlock ? Int64(1) : 0 })
    column.set(state.ruling?.until?.milliseconds)
    column.set(Int64(state.comments))
    column.set(Int64(state.approved))
    column.set(Int64(state.settled))
    column.set(Int64(state.rejected))
    column.set(AuthorRow.text(state.threads))
    column.set(AuthorRow.text(state.days))
    column.set(Int64(votesUp))
    column.set(Int64(votesDown))
    column.set(nextDue?.milliseconds)
    column.set(Int64(reportsUpheld))
    column.set(Int64(reportsRefused))
  }

  private static func numbers(_ text: String) -> [Int64] {
    text.split(separator: " ").compactMap { Int64($0) }
  }
  private static func text(_ numbers: [Int64]) -> String { numbers.map { String($0) }.joined(separator: " ") }
}
