import ModQEvent

/// Which rules of a set have to be evaluated for an event, and in which order.
///
/// A rule is *inert* if its condition is false whenever none of its own tests hit or failed and the inert
/// rules that it names did not fire, whatever all signals and counts are. Kleene's logic tells: its
/// connectives never make a false of unknowns true. Of the inert rules only those are evaluated that own a
/// test with an outcome, and those that wait for one of them. With thousands of rules of one pattern each,
/// that is nearly none.
///
/// A class, so that a judge is copied at the price of a reference.
final class JudgePlan: Sendable {
  /// Indexes of rules, each after those that its condition names; else in the order of the rules.
  let order: [Int]
  /// For each rule the rules whose conditions name it.
  let dependents: [[Int]]
  private let isInert: [Bool]
  private let places: [Int]
  /// For each test the rule it belongs to.
  private let owners: [Int]
  /// The places of the rules that are not inert, by the number of the kind of event, in order.
  private let always: [[Int]]
  /// The conditions as they are evaluated.
  let code: ConditionCode

  init(_ rules: [Rule], testCount: Int) {
    let indexes = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let named = rules.map { rule in (rule.condition?.rulesNamed ?? []).compactMap { indexes[$0] } }
    let order = Self.order(named)
    self.order = order
    var places = [Int](repeating: 0, count: rules.count)
    for (place, index) in order.enumerated() { places[index] = place }

    self.places = places

    var owners = [Int](repeating: -1, count: testCount)
    for (index, rule) in rules.enumerated() {
      for test in rule.matches { owners[test] = index }
    }
    self.owners = owners

    var isInert = [Bool](repeating: false, count: rules.count)
    for index in order { isInert[index] = Stillness.isInert(rules[index], named: indexes, inert: isInert) }
    self.isInert = isInert

    var dependents = [[Int]](repeating: [], count: rules.count)
    for (index, others) in named.enumerated() {
      for other in others { dependents[other].append(index) }
    }
    self.dependents = dependents

    code = ConditionCode(rules)
    var always = [[Int]](repeating: [], count: EventKind.allCases.count)
    for (place, index) in order.enumerated() where !isInert[index] {
      let rule = rules[index]
      guard rule.status == .active || rule.status == .shadow else { continue }
      for kind in rule.appliesTo { always[kind.number].append(place) }
    }
    self.always = always
  }

  /// The places in ``order`` of all rules that may fire or have failed, in order.
  ///
  /// Rules that are not inert and do not apply to `kind` are left out; others may be among them.
  ///
  /// - Complexity: O(1) without outcomes.
  func candidates(for kind: EventKind, matches: Matches) -> [Int] {
    let always = always[kind.number]
    guard !matches.outcomes.isEmpty else { return always }
    var woken: Set<Int> = []
    var asleep = matches.outcomes.keys.compactMap {
      owners.indices.contains($0) && owners[$0] >= 0 ? owners[$0] : nil
    }
    while let index = asleep.popLast() {
      if isInert[index] {
        guard woken.insert(index).inserted else { continue }
      }
      asleep += dependents[index].filter { isInert[$0] && !woken.contains($0) }
    }
    return Self.merged(always, woken.map { places[$0] }.sorted())
  }

  /// Two ascending lists that share nothing, as one.
  private static func merged(_ left: [Int], _ right: [Int]) -> [Int] {
    guard !right.isEmpty else { return left }
    var merged: [Int] = []
    merged.reserveCapacity(left.count + right.count)
    var rest = left[...]
    for place in right {
      while let next = rest.first, next < place {
        merged.append(next)
        rest.removeFirst()
      }
      merged.append(place)
    }
    return merged + rest
  }

  /// Indexes, each after those in `named` of it.
  ///
  /// The rules are acyclic; if they were not, the rest would come in the order it has.
  private static func order(_ named: [[Int]]) -> [Int] {
    var isPlaced = [Bool](repeating: false, count: named.count)
    var isOpen = isPlaced
    var order: [Int] = []
    order.reserveCapacity(named.count)
    for start in named.indices where !isPlaced[start] {
      // A stack of our own: a chain of rules can be as long as the set.
      var stack = [start]
      while let top = stack.last {
        isOpen[top] = true
        if let next = named[top].first(where: { !isPlaced[$0] && !isOpen[$0] }) {
          stack.append(next)
        } else {
          stack.removeLast()
          if !isPlaced[top] {
            isPlaced[top] = true
            order.append(top)
          }
        }
      }
    }
    return order
  }
}

/// Circumstances in which nothing hit and nothing is known.
private struct Stillness: Circumstances {
  let named: [String: Int]
  let inert: [Bool]

  static func isInert(_ rule: Rule, named: [String: Int], inert: [Bool]) -> Bool {
    var stillness = Stillness(named: named, inert: inert)
    // Nothing here throws; an error would leave the rule to be evaluated each time.
    return (try? rule.evaluate(in: &stillness)) == .no
  }

  func match(_ index: Int) -> Truth { .no }
  func count(_ index: Int) -> (number: Int, atLeast: Int)? { nil }
  func value(of signal: Signal) -> SignalValue { .unknown }
  /// An inert rule does not fire; one that does not exist neither.
  func rule(_ id: String) -> Truth {
    guard let index = named[id] else { return .no }
    return inert[index] ? .no : .unknown
  }
}
