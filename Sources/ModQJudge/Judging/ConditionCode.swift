import ModQEvent

/// The conditions of all rules of a set in the form in which they are evaluated: one list of nodes without references, so
/// that evaluating counts none, and no name is compared.
///
/// Kleene's connectives commute: the truth of a condition does not depend on the order of its terms. So the cheapest stand
/// first, and a window is counted only where the tier of its author lets the rule fire. What a rule that fired looked at
/// is told by ``Condition``, which goes from left to right.
///
/// A class, so that what holds it holds one reference.
final class ConditionCode: Sendable {
  /// A term of a condition; which of its numbers mean what depends on `operation`.
  struct Node: Sendable {
    var operation: Operation
    var comparison = Condition.Comparison.equal
    var left = Side.literal
    var right = Side.literal
    /// The place of a test, count, signal, rule or node, or of the first of several.
    var first: Int32 = 0
    /// The place of another one, the end of several, or the number of a word.
    var second: Int32 = 0
    var leftNumber = 0.0
    var rightNumber = 0.0
  }

  enum Operation: UInt8, Sendable {
    case no, yes
    /// `first` is a test of the rule set.
    case match
    /// `first` is one of ``ConditionCode/counts``.
    case count
    /// `first` is the number of a signal, here and in `word`.
    case flag
    /// `first` is the number of a rule among those that conditions name.
    case rule
    case not
    /// The nodes of the terms are ``ConditionCode/terms`` from `first` up to `second`, here and in `or`.
    case and, or
    case numbers
    /// `second` is the number of the word among those of the signal.
    case word
    case flags
  }

  /// What a side of a comparison of numbers is.
  enum Side: UInt8, Sendable {
    case literal, signal, count
  }

  /// What of a rule tells whether it applies to an event, and where its condition stands.
  struct Frame: Sendable {
    /// The kinds of event that it is evaluated for.
    fileprivate(set) var kinds: EventKinds = []
    /// Whether it holds on some sites only.
    fileprivate(set) var isLocal = false
    fileprivate var since = Int64.min
    /// From this time on the rule is skipped.
    fileprivate var expires: Int64?
    fileprivate(set) var root: Int32 = 0
    /// Its number among the rules that conditions name; −1 if none does.
    fileprivate(set) var name: Int32 = -1

    /// As `Rule.applies(to:site:at:)`, its sites apart.
    @inline(__always)
    func applies(to kind: EventKind, at time: Timestamp) -> Bool {
      kinds.contains(kind) && time.milliseconds >= since && expires.map { time.milliseconds < $0 } ?? true
    }
  }

  let nodes: [Node]
  let terms: [Int32]
  let counts: [CountTest]
  /// One for each rule.
  let frames: [Frame]
  /// How many rules conditions name.
  let nameCount: Int

  /// - Complexity: O(size of all conditions).
  init(_ rules: [Rule]) {
    var builder = ConditionCodeBuilder(rules)
    for rule in rules { builder.add(rule) }
    nodes = builder.nodes
    terms = builder.terms
    counts = builder.counts
    frames = builder.frames
    nameCount = builder.nameCount
  }

  static let signals = Signal.allCases
}

/// Puts the conditions of rules into nodes.
private struct ConditionCodeBuilder {
  var nodes: [ConditionCode.Node] = []
  var terms: [Int32] = []
  var counts: [CountTest] = []
  var frames: [ConditionCode.Frame] = []
  var nameCount = 0
  private let names: [String: Int32]
  private let signals: [Signal: Int32]

  init(_ rules: [Rule]) {
    var names: [String: Int32] = [:]
    let known = Set(rules.map(\.id))
    for rule in rules {
      for id in rule.condition?.rulesNamed ?? [] where names[id] == nil && known.contains(id) {
        names[id] = Int32(names.count)
      }
    }
    self.names = names
    nameCount = names.count
    signals = Dictionary(ConditionCode.signals.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
  }

  mutating func add(_ rule: Rule) {
    var frame = ConditionCode.Frame()
    if rule.status == .active || rule.status == .shadow {
      frame.kinds = EventKinds(rule.appliesTo)
    }
    frame.isLocal = rule.sites != nil
    if let since = rule.since { frame.since = since.milliseconds }
    frame.expires = rule.expires?.milliseconds
    frame.name = names[rule.id] ?? -1
    let firstCount = Int32(counts.count)
    counts += rule.counts
    let scope = Scope(tests: rule.matches, firstCount: firstCount)
    if let condition = rule.condition {
      frame.root = add(condition.root, scope).node
    } else {
      let all =
        rule.matches.indices.map { Condition.Expression.match($0) }
        + rule.counts.indices.map { Condition.Expression.count($0) }
      frame.root = add(.and(all), scope).node
    }
    frames.append(frame)
  }

  /// Where the names of a rule's own matches and counts lead.
  private struct Scope {
    var tests: [Int]
    var firstCount: Int32
  }

  /// Adds an expression; returns its node and what it may cost.
  private mutating func add(_ expression: Condition.Expression, _ scope: Scope) -> (node: Int32, cost: Int) {
    switch expression {
    case .literal(let flag): return (put(ConditionCode.Node(operation: flag ? .yes : .no)), 0)
    case .match(let index): return (put(.match, Int32(scope.tests[index])), 0)
    case .count(let index): return (put(.count, scope.firstCount + Int32(index)), Self.costOfCount)
    case .signal(let signal): return (put(.flag, number(of: signal)), signal.cost)
    case .rule(let id):
      guard let name = names[id] else { return (put(ConditionCode.Node(operation: .no)), 0) }
      return (put(.rule, name), 0)
    case .not(let term):
      let (node, cost) = add(term, scope)
      return (put(.not, node), cost)
    case .and(let terms): return add(terms, .and, scope)
    case .or(let terms): return add(terms, .or, scope)
    case .numbers(let left, let comparison, let right):
      var node = ConditionCode.Node(operation: .numbers, comparison: comparison)
      let (first, second) = (side(left, scope), side(right, scope))
      (node.left, node.first, node.leftNumber) = (first.kind, first.place, first.number)
      (node.right, node.second, node.rightNumber) = (second.kind, second.place, second.number)
      return (put(node), max(first.cost, second.cost))
    case .word(let signal, let comparison, let word):
      var node = ConditionCode.Node(operation: .word, comparison: comparison, first: number(of: signal))
      node.second = Int32(signal.wordNumber(word))
      return (put(node), signal.cost)
    case .flags(let left, let comparison, let right):
      let (first, second) = (add(left, scope), add(right, scope))
      let node = ConditionCode.Node(
        operation: .flags, comparison: comparison, first: first.node, second: second.node)
      return (put(node), max(first.cost, second.cost))
    }
  }

  private mutating func add(
    _ expressions: [Condition.Expression], _ operation: ConditionCode.Operation, _ scope: Scope
  ) -> (node: Int32, cost: Int) {
    let added = expressions.map { add($0, scope) }
    let ordered = added.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
    let first = Int32(terms.count)
    terms += ordered.map(\.element.node)
    let node = ConditionCode.Node(operation: operation, first: first, second: Int32(terms.count))
    return (put(node), added.map(\.cost).max() ?? 0)
  }

  private func side(
    _ quantity: Condition.Quantity, _ scope: Scope
  ) -> (kind: ConditionCode.Side, place: Int32, number: Double, cost: Int) {
    switch quantity {
    case .literal(let number): (.literal, 0, number, 0)
    case .signal(let signal): (.signal, number(of: signal), 0, signal.cost)
    case .count(let index): (.count, scope.firstCount + Int32(index), 0, Self.costOfCount)
    }
  }

  private mutating func put(_ operation: ConditionCode.Operation, _ first: Int32) -> Int32 {
    put(ConditionCode.Node(operation: operation, first: first))
  }

  private mutating func put(_ node: ConditionCode.Node) -> Int32 {
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  private func number(of signal: Signal) -> Int32 { signals[signal] ?? 0 }

  private static let costOfCount = 4
}

extension Signal {
  /// The number of a word among those that its values are; −1 for no word of them.
  func wordNumber(_ word: String) -> Int {
    guard case .word(let words) = type else { return -1 }
    return words.firstIndex { $0.utf8.elementsEqual(word.utf8) } ?? -1
  }

  /// The word of this number among those that its values are; nil for the number of none.
  func word(_ number: Int) -> String? {
    guard case .word(let words) = type, words.indices.contains(number) else { return nil }
    return words[number]
  }

  /// What it costs to ask for, roughly in powers of ten: numbers that are there, the reactions to one comment, a pass over
  /// the text, which of a vote has to be read first, a look at the thread's window, look-ups in the tables, the copies of
  /// a text.
  fileprivate var cost: Int {
    switch self {
    case .authorTier, .authorLower, .authorUpper, .authorExpected, .authorApproved, .authorRejected,
      .authorComments, .authorAgeDays, .authorAnonymous, .reports, .votesUp, .votesDown, .votesWeighted,
      .voteValue, .learnedSpam, .learnedReady:
      1
    case .voteEarly: 2
    case .links, .chars, .lines, .invisibles, .linkHosts, .shorteners, .longestRun, .upperRatio, .symbolRatio,
      .mixedScriptToken, .marksPerBase, .hogging:
      3
    case .threadNewNames, .threadNewNamesMedian, .threadNewNamesRatio: 5
    case .threadNewNamesSiteRatio, .reportsWeight, .reportsCredible, .voteSerial, .voteShare, .voteReciprocal,
      .voteLockstep, .authorImpersonates:
      6
    case .copiesOwn, .copiesAuthors: 7
    }
  }
}
