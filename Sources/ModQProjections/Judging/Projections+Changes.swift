package import ModQEventLog

/// Reading the changes of statuses.
extension Projections {
  /// Whether folding entry `seq` changed the status of any comment.
  package func changedStatus(inEntry seq: Int64) throws(LogError) -> Bool {
    if let changesInEntry, changesInEntry.seq == seq { return changesInEntry.count > 0 }
    let query = queries.changesOfEntry
    query.bind(1, seq << StatusChange.shift)
    query.bind(2, (seq + 1) << StatusChange.shift)
    defer { query.reset() }
    return try query.step()
  }
}
