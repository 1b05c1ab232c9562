package import ModQEvent
package import ModQEventLog

/// Which decision blocked whom, at a moment of the past.
extension Projections {
  /// The decision by which an author, or where they write from, was blocked when entry `seq` dated `at` was judged; nil if
  /// none was, or if who sent it was erased.
  ///
  /// A decision that was undone, or followed by another one about the same, counts if that came later than the entry.
  /// Linear in the decisions about the author and where they write from, and in what undos named before.
  package func block(
    of author: Int64?, sender: Sender, site: String, before seq: Int64, at: Timestamp
  ) throws(LogError) -> DecisionRow? {
    func blocking(_ rows: [DecisionRow]) throws(LogError) -> DecisionRow? {
      for row in rows.reversed() where row.seq < seq && row.verb != .undo {
        if try wasUndone(row.seq, before: seq) { continue }
        return row.ruling.map { $0.isBlock && $0.holds(at: at) } ?? false ? row : nil
      }
      return nil
    }
    if let author, let row = try authors.row(author) {
      if let found = try blocking(rulings(on: author)) { return found }
      if row.isProven, let key = row.nickKey,
        let bare = try names.author(nickKey: key, proof: nil, site: row.site),
        let found = try blocking(rulings(on: bare))
      {
        return found
      }
    }
    guard let number = try names.site(site) else { return nil }
    for (field, subject) in sender.subjects {
      let rows = try rows(queries.decisionsOnSubject) {
        $0.bind(1, subject)
        $0.bind(2, field)
        $0.bind(3, number)
      }
      if let found = try blocking(rows) { return found }
    }
    return nil
  }

  /// Whether an undo named the decision before entry `seq` that was not undone itself by then.
  ///
  /// `depth` is how many undos of undos are followed: more than moderators ever say of one another.
  private func wasUndone(_ decision: Int64, before seq: Int64, depth: Int = 100) throws(LogError) -> Bool {
    let query = queries.undosOfTarget
    query.bind(1, decision)
    query.bind(2, seq)
    var undos: [Int64] = []
    while try query.step() { undos.append(query.int(0)) }
    guard depth > 0 else { return !undos.isEmpty }
    for undo in undos {
      if try !wasUndone(undo, before: seq, depth: depth - 1) { return true }
    }
    return false
  }
}

extension Sender {
  /// What moderators can decide about, as decisions name it.
  var subjects: [(field: String, subject: String)] {
    [("ip", ipKey), ("email", email), ("proof", proof)].compactMap { field, subject in
      subject.map { (field, $0) }
    }
  }
}
