package import ModQEvent

/// A set of kinds of event, in one byte.
///
/// A `Set` of an enumeration of strings hashes the strings each time that it is asked.
package struct EventKinds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package init(_ kinds: some Sequence<EventKind>) {
    rawValue = kinds.reduce(0) { $0 | 1 << UInt8($1.number) }
  }

  package func contains(_ kind: EventKind) -> Bool { rawValue & 1 << UInt8(kind.number) != 0 }
}

extension EventKind {
  /// From 0, in the order of the cases.
  var number: Int {
    switch self {
    case .comment: 0
    case .reply: 1
    case .vote: 2
    case .edit: 3
    case .delete: 4
    case .report: 5
    case .decision: 6
    }
  }
}
