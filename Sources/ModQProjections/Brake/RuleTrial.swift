package import ModQEvent
import ModQEventLog

/// What became of one rule, as it is written, since it was first used: how many comments of regulars it saw and held, and
/// whether it was braked for that.
package struct RuleTrial: Sendable, Equatable {
  package var rule: String
  /// ``RuleUse/digest``.
  package var digest: String
  /// It came to a log that was long enough to tell.
  package var isWatched: Bool
  /// The entry that it is watched from: that of the rule set that first had it, or of its last release.
  package var from: Int64
  /// The event time that it is watched from.
  package var fromAt: Timestamp
  /// Comments of authors of tier `known` or `trusted` that it was asked about, and those of them that it held.
  package var seen: Int64 = 0
  package var held: Int64 = 0
  /// The entry after which it works as if in trial.
  package var braked: Int64?
  package var brakedAt: Timestamp?
  /// The entry of its last release.
  package var released: Int64?

  /// Judged events that a log must have before new rules are watched: before that everybody is new.
  static let judgedBefore: Int64 = 1_000
  /// For how long after its first use a rule is watched, in event time.
  static let watchedMilliseconds: Int64 = 24 * 3_600_000
  /// How many comments of regulars it takes to tell.
  static let least: Int64 = 50
  /// One in so many is as much as a rule may hold.
  static let oneIn: Int64 = 20

  func watches(_ at: Timestamp) -> Bool {
    isWatched && braked == nil && at.milliseconds(since: fromAt) <= RuleTrial.watchedMilliseconds
  }

  /// Takes note of a comment by a regular in entry `seq`; true if that braked it.
  mutating func note(isHeld: Bool, in seq: Int64, at: Timestamp) -> Bool {
    seen += 1
    if isHeld { held += 1 }
    guard seen >= RuleTrial.least, held * RuleTrial.oneIn > seen else { return false }
    (braked, brakedAt) = (seq, at)
    return true
  }

  /// Starts anew: what was seen before the release counts no more.
  mutating func release(in seq: Int64, at: Timestamp) {
    (from, fromAt, released) = (seq, at, seq)
    (seen, held) = (0, 0)
    (braked, brakedAt) = (nil, nil)
  }
}

extension RuleTrial {
  /// From the columns of a row that begin at `first`.
  init(from row: PreparedQuery, at first: Int32 = 0) {
    var column = ColumnReader(row, from: first)
    rule = column.string()
    digest = column.string()
    isWatched = column.int() != 0
    from = column.int()
    fromAt = Timestamp(milliseconds: column.int())
    seen = column.int()
    held = column.int()
    braked = column.optionalInt()
    brakedAt = column.optionalInt().map(Timestamp.init(milliseconds:))
    released = column.optionalInt()
  }

  /// To the parameters that begin with the number `first`.
  func bind(to query: PreparedQuery, from first: Int32 = 1) {
    var column = ColumnWriter(query, from: first)
    column.set(rule)
    column.set(digest)
    column.set(isWatched)
    column.set(from)
    column.set(fromAt.milliseconds)
    column.set(seen)
    column.set(held)
    column.set(braked)
    column.set(brakedAt?.milliseconds)
    column.set(released)
  }
}
