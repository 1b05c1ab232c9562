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
    pendingInFlight.update(id, behind, default: ()) { _ in }
    hasPending = true
  }

  /// The entries that wait for `id`, in their order.
  func waiting(for id: String, site: Int64) throws(LogError) -> [Int64] {
    guard try isAnythingPending() else { return [] }
    let isInFlight = pendingInFlight.contains(id, behind)
    let query = isInFlight ? queries.pendingFor : try queries.pendingFor.aside
    query.bind(1, id)
    query.bind(2, site)
    var found: [Int64] = []
    while try query.step() { found.append(query.int(0)) }
    return found
  }

  /// Whether an entry of any site waits for what gets this name.
  package func isAwaited(_ name: String) throws(LogError) -> Bool {
    guard try isAnythingPending() else { return false }
    queries.isAwaited.bind(1, name)
    defer { queries.isAwaited.reset() }
    return try queries.isAwaited.step()
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
        let value = Int(late.facts?["value"]?.integer ?? 0)
        try applyVote(late, value: value, to: &row, site: site, verdict: verdict)
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

  /// The number of who sent `entry`: the author's, or the negative of that of a proof or an address.
  func writer(of entry: Entry, _ sender: Sender, site: Int64) throws(LogError) -> Int64? {
    if let actor = entry.actor {
      try meet(entry, actor: actor, site: site)
      return AuthorRow.number(site: site, actor: actor)
    }
    guard let key = sender.proof.map({ "proof:\($0)" }) ?? sender.ipKey else { return nil }
    return -(try names.addSender(key, site: site))
  }

  /// Makes or updates the row of the author that `entry` names, and settles what is due by its time.
  ///
  /// Their name is that of their first entry which still has it, and so is their proof. A vote or a report by somebody known
  /// leaves the row as it is: most events would write two authors' rows otherwise, each on a page of its own.
  func meet(_ entry: Entry, actor: Int64, site: Int64) throws(LogError) {
    let no = AuthorRow.number(site: site, actor: actor)
    let known = try authors.row(no)
    var row = known ?? AuthorRow(no: no, site: site, isProven: isProven(entry), seen: entry.at)
    var isChanged = known == nil || entry.at < row.firstSeen
    row.firstSeen = min(row.firstSeen, entry.at)
    switch entry.kind {
    case .vote, .report:
      break
    case .comment, .reply, .edit, .delete, .decision, .ruleset, .erase:
      row.lastSeen = max(row.lastSeen, entry.at)
      isChanged = true
    }
    if row.nickKey == nil || row.isProven && row.proof == nil, name(&row, from: entry) {
      isChanged = true
      if let key = row.nickKey, row.isProven == (row.proof != nil) {
        names.addAuthor(no, nickKey: key, proof: row.proof, site: site)
      }
    }
    if isChanged { authors.put(row) }
    guard known == nil else { return try settleDue(of: no, by: entry.at) }
    begin(no)
    if var siteRow = try sites.row(site), siteRow.actors < actor {
      siteRow.actors = actor
      sites.put(siteRow)
    }
  }

  /// Begins what is kept in memory of somebody whom the log has not had before: no table needs to be asked.
  private func begin(_ author: Int64) {
    votes.begin(author)
    dues.begin(author)
    windows.begin(WindowKey(.writer, author))
    reactions.begin(WindowKey(.writer, author))
    reactions.begin(WindowKey(.target, author))
  }

  /// Takes from `entry` what is not known yet of an author's name and proof; false if it adds nothing.
  private func name(_ row: inout AuthorRow, from entry: Entry) -> Bool {
    guard entry.content.payload != nil || entry.content.privates != nil, let event = event(of: entry) else {
      return false
    }
    let before = row
    if row.nickKey == nil, entry.content.payload != nil, let nick = event.nick {
      row.nick = nick
      row.nickKey = nickKeys.key(of: nick)
      let skeleton = skeletonKeys.key(of: nick)
      row.skeleton = skeleton.isEmpty ? nil : skeleton
      if !skeleton.isEmpty { skeletons.add(row.no, skeleton: skeleton, site: row.site) }
    }
    // A decision on a nickname vouches for nobody.
    if row.isProven, row.proof == nil, entry.kind != .decision { row.proof = event.sender.proof }
    return row != before
  }

  /// Whether its sender had a proof, known or erased.
  ///
  /// Logs of before that fact was kept have the proof itself.
  private func isProven(_ entry: Entry) -> Bool {
    guard entry.kind != .decision else { return false }
    if case .bool(true)? = entry.facts?["proven"] { return true }
    return sender(of: entry).proof != nil
  }

  /// Who sent it, as far as the log still has it: nobody needs to read an entry without private parts for that.
  func sender(of entry: Entry) -> Sender {
    entry.content.privates == nil ? Sender() : event(of: entry)?.sender ?? Sender()
  }

  /// The event of an entry, which is read back once at most as long as no other is asked for.
  func event(of entry: Entry) -> Event? {
    if let inHand, inHand.seq == entry.seq { return inHand.event }
    let event = entry.event
    inHand = (entry.seq, event)
    return event
  }

  /// The event of an entry, if it was read back already: where its facts alone say enough.
  func eventInHand(of entry: Entry) -> Event? {
    inHand.flatMap { $0.seq == entry.seq ? $0.event : nil }
  }
}
