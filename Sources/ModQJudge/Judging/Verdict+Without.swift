extension Verdict {
  /// The ids, of those in `suspects`, that this verdict owes it to that it is not `publish`; empty if it would not have
  /// published without them either.
  ///
  /// By what is recorded and nothing else: reasons and errors of all suspects are taken away together, and what is left is
  /// weighed anew. Those are named that added to the score, set a floor or ended in an error. All together, because of two
  /// suspects either of which would have held alone neither is the cause by itself; and without what they absorbed, since its
  /// score is not recorded.
  ///
  /// - Complexity: O(reasons and errors).
  package func holders(among suspects: Set<String>, under policy: Policy) -> Set<String> {
    guard outcome != .publish, !suspects.isEmpty else { return [] }
    var holders: Set<String> = []
    var rest = Weighing()
    for reason in reasons {
      if !suspects.contains(reason.rule) {
        rest.add(reason)
      } else if reason.score > 0 || (reason.floor ?? .publish) > .publish {
        holders.insert(reason.rule)
      }
    }
    for error in errors {
      if suspects.contains(error.rule) {
        holders.insert(error.rule)
      } else {
        rest.floor = max(rest.floor, .hold)
      }
    }
    return rest.outcome(under: policy) == .publish ? holders : []
  }
}
