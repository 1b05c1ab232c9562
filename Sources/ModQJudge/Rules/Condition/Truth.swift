/// A truth value of Kleene's strong three-valued logic (Kleene, Introduction to Metamathematics, 1952, § 64).
package enum Truth: UInt8, Sendable, CaseIterable {
  case no, yes, unknown

  init(_ flag: Bool) { self = flag ? .yes : .no }

  static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }

  /// Both: false if one is false, whatever the other.
  static func & (left: Truth, right: Truth) -> Truth {
    if left == .no || right == .no { return .no }
    return left == .yes && right == .yes ? .yes : .unknown
  }

  /// Either: true if one is true, whatever the other.
  static func | (left: Truth, right: Truth) -> Truth {
    if left == .yes || right == .yes { return .yes }
    return left == .no && right == .no ? .no : .unknown
  }
}
