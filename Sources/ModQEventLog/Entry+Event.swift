package import ModQEvent

extension Entry {
  /// The event that was appended; nil for modq's own entries and where the bytes are damaged.
  ///
  /// After an erasure its texts are empty.
  package var event: Event? {
    guard let kind = kind.event else { return nil }
    return EventDecoder.restore(
      kind: kind, site: site, id: id, at: at, thread: content.thread, target: content.target,
      facts: content.facts,
      payload: content.payload, privates: content.privates)
  }

  /// The facts as JSON; nil if there are none.
  package var facts: JSONValue? {
    guard let facts = content.facts else { return nil }
    return try? JSONValue.parse(facts)
  }
}
