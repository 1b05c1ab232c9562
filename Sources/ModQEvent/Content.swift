/// What was sent with an event, apart from `type`, `site` and `id`, in three canonical JSON objects and two
/// columns.
///
/// Two events with the same type, site and id are the same if and only if their contents are equal.
///
/// - ``thread`` and ``target`` stand in columns of their own.
/// - ``facts`` hold what folding needs and nobody's words: `parent`, `value`, `action`, `by`, `undoes`,
///   `until` and `batch` as they were sent; `about`, the key of a decision's target where that is a nickname,
///   an address or a proof, so that the log knows what kind of thing it was after an erasure; `"proven":true` where
///   there was a `proof` of who wrote, voted or reported; and `"at":null` where the sender sent no `at`. Never erased.
/// - ``payload`` holds what was said, and under which nickname: erasable.
/// - ``privates`` hold ip, email, agent, proof and every key we do not know: erasable, kept for a shorter
///   time.
///
/// Canonical: keys sorted by their UTF-8 bytes, no blanks, shortest escapes, number tokens as they were
/// written, times in milliseconds. An object without members is nil.
package struct Content: Sendable, Equatable {
  /// The key `thread`, of comments and replies.
  package var thread: String?
  /// The key `comment`: the id of the comment that is voted on, edited, deleted, reported or decided about.
  package var target: String?
  package var facts: [UInt8]?
  package var payload: [UInt8]?
  package var privates: [UInt8]?

  package init(
    thread: String? = nil, target: String? = nil, facts: [UInt8]? = nil, payload: [UInt8]? = nil,
    privates: [UInt8]? = nil
  ) {
    self.thread = thread
    self.target = target
    self.facts = facts
    self.payload = payload
    self.privates = privates
  }
}
