/// A line whose JSON is sound, and whose values are now asked for by key, each with the rule that it must
/// keep.
struct EventLine: ~Copyable {
  let members: EventMembers
  let kind: EventKind

  /// What a string may be.
  enum TextRule {
    /// The text of a comment, bounded by ``Bounds/bodyBytes``.
    case body
    /// A name that someone is known by; may be empty.
    case nick
    /// What something is found again by: bounded, without NUL, not empty.
    case identifier
    /// As `identifier`, but may be empty.
    case place
    /// Bounded by the line alone.
    case free
  }

  init(_ bytes: Span<UInt8>) throws(Refusal) {
    guard bytes.count <= Bounds.lineBytes else { throw .lineTooLong }
    let members = try EventMembers(bytes)
    guard let slot = members[.type] else { throw .missing(.type, of: nil, in: members) }
    guard slot.shape == .string else { throw .notAString(.type, slot, in: bytes) }
    let name = try slot.text.string(in: bytes)
    guard let kind = EventKind(rawValue: name) else { throw .unknownType(name, at: slot.start) }
    self.members = members
    self.kind = kind
  }

  /// The string under `key`; nil if the key is not there or its value is null.
  func text(_ key: EventKey, _ rule: TextRule, in bytes: Span<UInt8>) throws(Refusal) -> String? {
    guard let slot = members[key], slot.shape != .null else { return nil }
    return try text(key, rule, slot, in: bytes)
  }

  /// The string under `key`, which must be there.
  func requiredText(_ key: EventKey, _ rule: TextRule, in bytes: Span<UInt8>) throws(Refusal) -> String {
    guard let slot = members[key] else { throw .missing(key, of: kind, in: members) }
    return try text(key, rule, slot, in: bytes)
  }

  /// The instant under `key`, in RFC 3339 or as a whole number of milliseconds; nil if the key is not there
  /// or null.
  func time(_ key: EventKey, in bytes: Span<UInt8>) throws(Refusal) -> Timestamp? {
    guard let slot = members[key] else { return nil }
    switch slot.shape {
    case .null:
      return nil
    case .string:
      let instant =
        slot.isPlain
        ? Timestamp(rfc3339: bytes.extracting((slot.start + 1)..<(slot.end - 1)))
        : Timestamp(rfc3339: try slot.text.string(in: bytes))
      guard let instant else { throw .notATime(key, slot, in: bytes) }
      return instant
    case .number:
      guard let milliseconds = Int64(try slot.token(in: bytes)),
        Timestamp.earliest.milliseconds <= milliseconds, milliseconds <= Timestamp.latest.milliseconds
      else { throw .notATime(key, slot, in: bytes) }
      return Timestamp(milliseconds: milliseconds)
    case .bool, .array, .object:
      throw .notATime(key, slot, in: bytes)
    }
  }

  private func text(
    _ key: EventKey, _ rule: TextRule, _ slot: EventMembers.Slot, in bytes: Span<UInt8>
  ) throws(Refusal) -> String {
    guard slot.shape == .string else { throw .notAString(key, slot, in: bytes) }
    let text = try slot.text.string(in: bytes)
    switch rule {
    case .free:
      return text
    case .body:
      guard text.utf8.count <= Bounds.bodyBytes else { throw .bodyTooLong(text.utf8.count, at: slot.start) }
      return text
    case .nick:
      guard text.utf8.count <= Bounds.identifierBytes else {
        throw .nickTooLong(key, text.utf8.count, at: slot.start)
      }
    case .identifier, .place:
      guard text.utf8.count <= Bounds.identifierBytes else {
        throw .identifierTooLong(key, text.utf8.count, at: slot.start)
      }
      guard rule == .place || !text.isEmpty else { throw .empty(key, at: slot.start) }
    }
    // A control character comes only as an escape.
    guard slot.isPlain || !text.utf8.contains(0) else { throw .nul(key, at: slot.start) }
    return text
  }
}

extension EventMembers.Slot {
  /// The string that stands here, if its shape is one.
  var text: JSONText { JSONText(start: start + 1, end: end - 1, isPlain: isPlain) }

  /// The bytes as they stand: of a number its token.
  func token(in bytes: Span<UInt8>) throws(Refusal) -> String {
    try JSONText(start: start, end: end, isPlain: true).string(in: bytes)
  }
}
