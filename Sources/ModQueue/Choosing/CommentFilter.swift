package import ModQEvent

/// Which comments somebody means, as they write it: `rule=flood_new and (tier=new or score>6) and not nick=折口`.
///
///     filter     = and { "or" and }
///     and        = not { "and" not }
///     not        = "not" not | "(" filter ")" | test
///     test       = key ( "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" ) value
///     value      = "'" … "'" | '"' … '"' | anything up to a blank or a parenthesis
///
/// The keys are those of ``FilterKey``. What a comment does not have (an address, a rule that fired) is equal to nothing and
/// unequal to everything.
package struct CommentFilter: Sendable {
  /// As it was written.
  package let text: String
  let root: FilterNode

  /// Reads `text`; times that are spans (`before=2d`) end at `now`.
  package init(_ text: String, now: Timestamp) throws(FilterFault) {
    self.text = text
    root = try FilterParser.parse(text, now: now)
  }

  /// Whether a test on `key` stands anywhere in it.
  func mentions(_ key: FilterKey) -> Bool {
    root.tests.contains { $0.key == key }
  }

  /// The tests that all must hold, beside whatever else.
  var conjuncts: [FilterTest] {
    switch root {
    case .test(let test): [test]
    case .and(let nodes): nodes.compactMap { if case .test(let test) = $0 { test } else { nil } }
    case .or, .not: []
    }
  }
}

/// A filter as it was parsed.
indirect enum FilterNode: Sendable {
  case and([FilterNode])
  case or([FilterNode])
  case not(FilterNode)
  case test(FilterTest)

  /// All tests, in the order of the text.
  var tests: [FilterTest] {
    switch self {
    case .and(let nodes), .or(let nodes): nodes.flatMap(\.tests)
    case .not(let node): node.tests
    case .test(let test): [test]
    }
  }

  /// How much has to be read to answer it: of what must all hold, the cheap is asked first, and the rest of few comments.
  var cost: Int { tests.map(\.key.cost).max() ?? 0 }
}

/// One comparison of a filter.
struct FilterTest: Sendable {
  var key: FilterKey
  var comparison: FilterComparison
  var value: FilterValue
  /// Where the value stands in the text, in UTF-8 bytes.
  var offset: Int
}

/// How a key is compared with a value.
enum FilterComparison: String, Sendable, CaseIterable {
  // The longer ones first: each is looked for in this order.
  case same = "=="
  case unequal = "!="
  case atMost = "<="
  case atLeast = ">="
  case equal = "="
  case less = "<"
  case greater = ">"

  /// Whether it asks for equality, or for its contrary; nil for an order.
  var isEquality: Bool? {
    switch self {
    case .same, .equal: true
    case .unequal: false
    case .atMost, .atLeast, .less, .greater: nil
    }
  }

  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .same, .equal: left == right
    case .unequal: left != right
    case .atMost: left <= right
    case .atLeast: left >= right
    case .less: left < right
    case .greater: left > right
    }
  }
}

/// What a key is compared with.
enum FilterValue: Sendable {
  case word(String)
  case number(Double)
  case time(Timestamp)
  case flag(Bool)
}

/// Why a text is no filter, and where.
package struct FilterFault: Error, Equatable {
  /// In UTF-8 bytes from the start of the text.
  package var offset: Int
  package var message: String
  package var hint: String?
}
