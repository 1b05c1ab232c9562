/// Decisions: which verb goes with which target.
extension EventDecoder {
  static func decision(
    _ line: borrowing EventLine, id: String, in bytes: Span<UInt8>
  ) throws(Refusal) -> Decision {
    let verb = try verb(line, in: bytes)
    let (key, target) = try target(line, of: verb, in: bytes)
    let start = line.members[key]?.start ?? 0
    guard verb.targets.contains(key) else { throw .wrongTarget(key, of: verb, at: start) }
    let name = try line.requiredText(key, key == .nick ? .nick : .identifier, in: bytes)
    guard !name.isEmpty else { throw .empty(key, at: start) }
    guard key != .undoes || !name.utf8.elementsEqual(id.utf8) else { throw .undoesItself(at: start) }
    let by = try line.requiredText(.by, .nick, in: bytes)
    guard !by.isEmpty else { throw .empty(.by, at: line.members[.by]?.start ?? 0) }
    guard !by.utf8.elementsEqual(Decision.rules.utf8) else {
      throw .decidedByRules(at: line.members[.by]?.start ?? 0)
    }
    let batch = try line.text(.batch, .identifier, in: bytes)
    if let batch, ExportMark.isReserved(batch), try !ExportMark.isOn(line, in: bytes) {
      throw .reserved(.batch, batch, at: line.members[.batch]?.start ?? 0)
    }
    return Decision(
      verb: verb, target: target(name), by: by, reason: try line.text(.reason, .free, in: bytes),
      until: try line.time(.until, in: bytes), batch: batch)
  }

  /// The verb; `rejudge` is none that comes from outside, because it carries a verdict of ours.
  private static func verb(
    _ line: borrowing EventLine, in bytes: Span<UInt8>
  ) throws(Refusal) -> Decision.Verb {
    let name = try line.requiredText(.action, .free, in: bytes)
    let start = line.members[.action]?.start ?? 0
    guard let verb = Decision.Verb(rawValue: name) else { throw .unknownAction(name, at: start) }
    guard verb != .rejudge else { throw .rejudgeFromOutside(at: start) }
    guard verb.isSent else { throw .unknownAction(name, at: start) }
    return verb
  }

  /// The one key that names a target, and the case that it stands for.
  private static func target(
    _ line: borrowing EventLine, of verb: Decision.Verb, in bytes: Span<UInt8>
  ) throws(Refusal) -> (key: EventKey, make: @Sendable (String) -> Decision.Target) {
    var found: (key: EventKey, make: @Sendable (String) -> Decision.Target, start: Int)?
    for (key, make) in Decision.Target.keys {
      guard let slot = line.members[key], slot.shape != .null else { continue }
      if let first = found {
        let (early, late) = first.start < slot.keyStart ? (first.key, key) : (key, first.key)
        throw .twoTargets(early, late, at: max(first.start, slot.keyStart))
      }
      found = (key, make, slot.keyStart)
    }
    guard let found else { throw .noTarget(of: verb) }
    return (found.key, found.make)
  }
}

extension Decision.Verb {
  /// The keys that may name what is decided about.
  var targets: EventKeySet {
    switch self {
    case .approve, .reject, .spam, .escalate, .snooze, .note, .rejudge: EventKeySet(.comment)
    case .block, .trust, .clear: EventKeySet.persons
    case .undo: EventKeySet.decided
    case .release: []
    }
  }
}

extension Decision.Target {
  /// What a decision may be about: exactly one of these keys.
  static let keys: [(EventKey, @Sendable (String) -> Decision.Target)] = [
    (.comment, { .comment($0) }), (.nick, { .nick($0) }), (.ip, { .ip($0) }), (.email, { .email($0) }),
    (.proof, { .proof($0) }), (.undoes, { .undoes($0) }),
  ]

  /// Its key in a line, and its value there.
  var member: (key: EventKey, name: String) {
    switch self {
    case .comment(let name): (.comment, name)
    case .nick(let name): (.nick, name)
    case .ip(let name): (.ip, name)
    case .email(let name): (.email, name)
    case .proof(let name): (.proof, name)
    case .undoes(let name): (.undoes, name)
    }
  }
}
