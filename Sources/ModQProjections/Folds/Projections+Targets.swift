import ModQEvent
package import ModQEventLog
import ModQJudge

/// Finding what an entry is about: the comment it names, which may still be to come, and who sent it.
extension Projections {
  /// The comment with this id, if the log has it.
  package func comment(site: String, id: String) throws(LogError) -> CommentRow? {
    guard let seq = try log.seq(site: site, id: id) else { return nil }
    return try comments.row(seq)
  }

  func target(of entry: Entry) throws(LogError) -> CommentRow? {
    guard let id = entry.content.target else { return nil }
    return try comment(site: entry.site, id: id)
  }

  /// Keeps an entry until what it names comes.
  func waitForTarget(of entry: Entry, site: Int64) throws(LogError) {
    guard let id = entry.content.target else { return }
    try wait(for: id, entry: entry.seq, site: site, done: false)
  }

  func wait(for id: String, entry: Int64, site: Int64, done: Bool) throws(LogError) {
    queries.insertPending.bind(1, id)
    queries.insertPending.bind(2, site)
    queries.insertPending.bind(3, entry)
    queries.insertPending.bind(4, Int64(done ? 1 : 0))
    try queries.insertPending.run()
    hasPending = true
  }

  /// The entries that wait for `id`, in their order.
  func waiting(for id: String, site: Int64) throws(LogError) -> [Int64] {
    guard try isAnythingPending() else { return [] }
    queries.pendingFor.bind(1, id)
    queries.pendingFor.bind(2, site)
    var found: [Int64] = []
    while try queries.pendingFor.step() { found.append(queries.pendingFor.int(0)) }
    return found
  }

  /// Applies what came before its comment, in the order in which it came.
  func applyPending(to entry: Entry, site: Int64) throws(LogError) {
    for seq in try waiting(for: entry.id, site: site) {
      // What waits for a decision or a batch of this name goes on waiting.
      guard let late = try log.entry(seq), late.content.target != nil,
        var row = try comments.row(entry.seq)
      else { continue }
      let verdict = late.verdict.flatMap { Verdict(json: $0) }
      switch late.kind {
      case .vote:
        try applyVote(late, to: &row, site: site, verdict: verdict)
      case .report:
        try applyReport(late, to: &row, site: site, verdict: verdict)
      case .delete:
        try addFact(.deleted, to: row.seq, entry: late)
        try change(&row, by: .deleted, entry: late, why: "delete")
      case .decision:
        if let undo = try decisions.row(seq), undo.verb == .undo {
          try foldUndo(undo, entry: late, site: site, names: nil)
        } else {
          try applyDecision(seq, to: &row)
        }
      case .comment, .reply, .edit, .ruleset, .erase:
        break
      }
      try wait(for: entry.id, entry: seq, site: site, done: true)
    }
  }

  private func isAnythingPending() throws(LogError) -> Bool {
    if let hasPending { return hasPending }
    defer { queries.isPending.reset() }
    let found = try queries.isPending.step()
    hasPending = found
    return found
  }

  // MARK: Who

  /// The number of who wrote `event`: the author's, or the negative of that of a proof or an address.
  func writer(of entry: Entry, _ event: Event, site: Int64) throws(LogError) -> Int64? {
    if let actor = entry.actor {
      try meet(entry, actor: actor, site: site)
      return AuthorRow.number(site: site, actor: actor)
    }
    guard let key = event.sender.proof.map({ "proof:\($0)" }) ?? event.sender.ipKey else { return nil }
    return -(try names.addSender(key, site: site))
  }

  /// Makes or updates the row of the author that `entry` names, and settles what is due by its time.
  func meet(_ entry: Entry, actor: Int64, site: Int64) throws(LogError) {
    let no = AuthorRow.number(site: site, actor: actor)
    if var row = try authors.row(no) {
      row.lastSeen = max(row.lastSeen, entry.at)
      row.firstSeen = min(row.firstSeen, entry.at)
      authors.put(row)
      try settleDue(of: no, by: entry.at)
      return
    }
    let event = entry.event
    let nick = entry.content.payload == nil ? nil : event?.nick
    let proof = entry.kind == .decision ? nil : event?.sender.proof
    let row = AuthorRow(
      no: no, site: site, nickKey: nick.map { NameKeys.nickKey($0) }, nick: nick, proof: proof, seen: entry.at
    )
    authors.put(row)
    if let key = row.nickKey { names.addAuthor(no, nickKey: key, proof: proof, site: site) }
    if var siteRow = try sites.row(site), siteRow.actors < actor {
      siteRow.actors = actor
      sites.put(siteRow)
    }
  }
}
