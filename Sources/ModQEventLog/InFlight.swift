/// What was asked for of a ``WriteBehind`` and may not be committed yet, by a key that it can be looked up by.
///
/// Nothing is kept where changes are made at once. Inlined into its callers, which ask several times for each event.
package struct InFlight<Key: Hashable, Value> {
  @usableFromInline var young: [Key: Value] = [:]
  @usableFromInline var old: [Key: Value] = [:]
  @usableFromInline var turn = 0

  @inlinable package init() {}

  /// Notes what is asked for now.
  @inlinable package mutating func update(
    _ key: Key, _ behind: WriteBehind, default value: @autoclosure () -> Value, _ body: (inout Value) -> Void
  ) {
    guard behind.isRunning else { return }
    catchUp(behind)
    body(&young[key, default: value()])
  }

  /// What was noted last.
  @inlinable package mutating func value(of key: Key, _ behind: WriteBehind) -> Value? {
    catchUp(behind)
    if let value = young.isEmpty ? nil : young[key] { return value }
    return old.isEmpty ? nil : old[key]
  }

  /// What was noted in the last turn and in this one.
  @inlinable package mutating func values(of key: Key, _ behind: WriteBehind) -> (old: Value?, young: Value?)
  {
    catchUp(behind)
    return (old.isEmpty ? nil : old[key], young.isEmpty ? nil : young[key])
  }

  @inlinable package mutating func contains(_ key: Key, _ behind: WriteBehind) -> Bool {
    value(of: key, behind) != nil
  }

  @usableFromInline mutating func catchUp(_ behind: WriteBehind) {
    guard turn != behind.turn else { return }
    old = turn + 1 == behind.turn ? young : [:]
    young = [:]
    turn = behind.turn
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

/// The same for what is numbered in the order in which it is asked for.
struct NumbersInFlight {
  private var young = Int64.max
  private var old = Int64.max
  private var turn = 0

  mutating func note(_ number: Int64, _ behind: WriteBehind) {
    guard behind.isRunning else { return }
    catchUp(behind)
    young = min(young, number)
  }

  mutating func contains(_ number: Int64, _ behind: WriteBehind) -> Bool {
    catchUp(behind)
    return number >= min(young, old)
  }

  private mutating func catchUp(_ behind: WriteBehind) {
    guard turn != behind.turn else { return }
    old = turn + 1 == behind.turn ? young : .max
    young = .max
    turn = behind.turn
  }
}
