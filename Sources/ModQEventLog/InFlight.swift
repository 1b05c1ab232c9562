/// What was asked for of a ``WriteBehind`` and may not be committed yet, by a key that it can be looked up by.
///
/// Nothing is kept where changes are made at once. Inlined into its callers, which ask several times for each event.
package struct InFlight<Key: Hashable, Value> {
  package var turns = Turns<[Key: Value]>(none: [:])

  @inlinable package init() {}

  /// Notes what is asked for now.
  @inlinable package mutating func update(
    _ key: Key, _ behind: WriteBehind, default value: @autoclosure () -> Value, _ body: (inout Value) -> Void
  ) {
    guard behind.isRunning else { return }
    turns.catchUp(behind)
    body(&turns.young[key, default: value()])
  }

  /// What was noted in the last turn and in this one.
  @inlinable package mutating func values(of key: Key, _ behind: WriteBehind) -> (old: Value?, young: Value?)
  {
    turns.catchUp(behind)
    return (turns.old.isEmpty ? nil : turns.old[key], turns.young.isEmpty ? nil : turns.young[key])
  }

  /// What was noted last.
  @inlinable package mutating func value(of key: Key, _ behind: WriteBehind) -> Value? {
    let values = values(of: key, behind)
    return values.young ?? values.old
  }

  @inlinable package mutating func contains(_ key: Key, _ behind: WriteBehind) -> Bool {
    value(of: key, behind) != nil
  }
}

extension InFlight {
  /// What was noted in both turns, the later of each key.
  @inlinable package mutating func merged<Inner, Member>(
    of key: Key, _ behind: WriteBehind
  ) -> [Inner: Member] where Value == [Inner: Member] {
    switch values(of: key, behind) {
    case (nil, nil): [:]
    case (let found?, nil), (nil, let found?): found
    case (let old?, let young?): old.merging(young) { $1 }
    }
  }
}

/// Something for each of the two turns of a ``WriteBehind`` in which what was asked for is in flight.
package struct Turns<Part> {
  /// Of this turn.
  package var young: Part
  /// Of the one before.
  package var old: Part
  private let none: Part
  package private(set) var turn = 0

  /// `none` is there for a turn in which nothing was asked for.
  package init(none: Part) {
    (young, old, self.none) = (none, none, none)
  }

  /// Call before it is read or changed.
  @inlinable package mutating func catchUp(_ behind: WriteBehind) {
    if turn != behind.turn { turn(to: behind.turn) }
  }

  package mutating func turn(to now: Int) {
    old = turn + 1 == now ? young : none
    young = none
    turn = now
  }
}
