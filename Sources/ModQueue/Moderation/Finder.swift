package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// Finds what a person names by an id or a nickname, on the site they mean or on the only one that has it.
package struct Finder {
  private let workspace: Workspace

  package init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Something with an id on a site.
  package struct Found: Sendable, Equatable {
    package var site: String
    package var id: String
    package var seq: Int64
  }

  /// The names of the sites that events came from, in the order of their first entries.
  package func sites() throws(LogError) -> [String] {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT name FROM \(workspace.layer.readName("site")) AS site WHERE EXISTS (
        SELECT 1 FROM \(workspace.layer.readName("tally")) AS tally
        WHERE tally.name = 'kind' AND tally.item NOT IN ('ruleset', 'erase') AND tally.site = site.no)
      ORDER BY no
      """)
    var names: [String] = []
    while try query.step() { names.append(query.string(0)) }
    return names
  }

  /// The comment or reply with this id.
  package func comment(_ id: String, site: String?) throws(LogError) -> Result<Found, FindFailure> {
    let candidates = try candidates(id, site: site)
    var comments: [Found] = []
    for candidate in candidates {
      if try workspace.projections.comments.row(candidate.seq) != nil { comments.append(candidate) }
    }
    if comments.isEmpty, let other = candidates.first, let kind = try workspace.log.entry(other.seq)?.kind {
      return .failure(.notAComment(id, kind: kind))
    }
    return only(comments, of: .comment(id))
  }

  /// The comment, or else another entry that carries a verdict, with this id.
  package func judged(_ id: String, site: String?) throws(LogError) -> Result<Found, FindFailure> {
    let comment = try comment(id, site: site)
    guard case .failure(.notAComment) = comment else { return comment }
    var judged: [Found] = []
    for candidate in try candidates(id, site: site) {
      if try workspace.log.entry(candidate.seq)?.verdict != nil { judged.append(candidate) }
    }
    return judged.isEmpty ? comment : only(judged, of: .comment(id))
  }

  /// Any entry of the log with this id, modq's own included.
  package func any(_ id: String, site: String?) throws(LogError) -> Result<Found, FindFailure> {
    var found = try candidates(id, site: site)
    // What modq records itself is on the site without a name, which may not be one that events come from.
    if found.isEmpty, site == nil, let seq = try workspace.log.seq(site: "", id: id) {
      found = [Found(site: "", id: id, seq: seq)]
    }
    return only(found, of: .comment(id))
  }

  /// The site that a nickname belongs to; a nickname that is nowhere yet may be named on the only site there is.
  package func siteOfNick(_ nick: String, site: String?) throws(LogError) -> Result<String, FindFailure> {
    let key = NameKeys.nickKey(nick)
    guard !key.isEmpty else { return .failure(.emptyNick) }
    if let site { return try named(site) }
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT DISTINCT s.name FROM \(workspace.layer.readName("author")) AS a
      JOIN \(workspace.layer.readName("site")) AS s ON s.no = a.site WHERE a.nick_key = ? ORDER BY s.no
      """)
    query.bind(1, key)
    var names: [String] = []
    while try query.step() { names.append(query.string(0)) }
    if names.count > 1 { return .failure(.ambiguous(.nick(nick), sites: names)) }
    if let name = names.first { return .success(name) }
    return try onlySite(nil)
  }

  /// The named site, or the only one.
  package func onlySite(_ site: String?) throws(LogError) -> Result<String, FindFailure> {
    if let site { return try named(site) }
    let sites = try sites()
    return sites.count > 1 ? .failure(.severalSites(sites)) : .success(sites.first ?? "")
  }

  private func named(_ site: String) throws(LogError) -> Result<String, FindFailure> {
    let sites = try sites()
    return sites.contains { $0.utf8.elementsEqual(site.utf8) }
      ? .success(site) : .failure(.unknownSite(site, known: sites))
  }

  /// Whether `moderator` decided anything, on `site` if one is given.
  package func hasDecided(_ moderator: String, site: String?) throws(LogError) -> Bool {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT 1 FROM \(workspace.layer.readName("decision")) AS d
      WHERE d.by = ?1 AND (
        ?2 IS NULL OR d.site = (SELECT no FROM \(workspace.layer.readName("site")) WHERE name = ?2))
      LIMIT 1
      """)
    query.bind(1, moderator)
    query.bind(2, site)
    defer { query.reset() }
    return try query.step()
  }

  /// The decision or batch that an undo of `id` takes back: `id` may be that of a comment, a decision or a batch, or
  /// nil for the latest decision of all, with those that were made together with it.
  package func decisionToUndo(_ id: String?, site: String?) throws(LogError) -> Result<Found, FindFailure> {
    // An undo on a site that nothing came from would make one, for ever.
    if let site, case .failure(let failure) = try named(site) { return .failure(failure) }
    guard let id else {
      guard var latest = try latestDecision("TRUE", site: site, { _ in }) else {
        return .failure(.nothingToUndo(nil))
      }
      if let release = try release(latest.id, site: site), release.seq == latest.seq {
        return .success(release)
      }
      if let batch = try workspace.projections.decisions.row(latest.seq)?.batch { latest.id = batch }
      return .success(latest)
    }
    let candidates = try candidates(id, site: site)
    if candidates.count > 1 { return .failure(.ambiguous(.comment(id), sites: candidates.map(\.site))) }
    if let candidate = candidates.first {
      if let row = try workspace.projections.decisions.row(candidate.seq) {
        if let failure = try undone(row, id) { return .failure(failure) }
        return .success(row.verb == .release ? try release(id, site: site) ?? candidate : candidate)
      }
      let latest = try latestDecision("comment = ?2", site: candidate.site) { $0.bind(2, candidate.seq) }
      return latest.map { .success($0) } ?? .failure(.nothingToUndo(id))
    }
    if let batch = try latestDecision("batch = ?2", site: site, { $0.bind(2, id) }) {
      return .success(Found(site: batch.site, id: id, seq: batch.seq))
    }
    if let release = try release(id, site: site) {
      let row = try workspace.projections.decisions.row(release.seq)
      return try row.flatMap { (row) throws(LogError) in try undone(row, id) }.map { .failure($0) }
        ?? .success(release)
    }
    if let last = try latestDecision("batch = ?2", site: site, isUndone: true, { $0.bind(2, id) }),
      let row = try workspace.projections.decisions.row(last.seq),
      let failure = try undone(row, id, withBatch: true)
    {
      return .failure(failure)
    }
    return .failure(.unknown(.decision(id)))
  }

  /// The release of a rule with this id, on the site that an undo of it is to be of: that which is named, or one that the
  /// log has, so that it gets none by an undo.
  private func release(_ id: String, site: String?) throws(LogError) -> Found? {
    guard let seq = try workspace.log.seq(site: "", id: id),
      try workspace.projections.decisions.row(seq)?.verb == .release
    else { return nil }
    let sites = try sites()
    return Found(site: site ?? sites.first { $0.isEmpty } ?? sites.first ?? "", id: id, seq: seq)
  }

  /// That a decision was undone before, or its whole batch, by whom and by which; nil if it is in force.
  private func undone(
    _ row: DecisionRow, _ id: String, withBatch: Bool = false
  ) throws(LogError) -> FindFailure? {
    guard !row.isInForce else { return nil }
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT DISTINCT u.undo, e.id, d.by FROM \(workspace.layer.readName("undo")) AS u
      JOIN \(workspace.layer.readName("decision")) AS d ON d.seq = u.undo
      JOIN \(workspace.layer.readName("event")) AS e ON e.seq = u.undo
      WHERE d.undone = 0 AND (
        u.target = ?1
        OR u.target IN (SELECT seq FROM \(workspace.layer.readName("decision")) WHERE batch = ?2 AND site = ?3))
      ORDER BY u.undo
      """)
    query.bind(1, row.seq)
    query.bind(2, withBatch ? row.batch : nil)
    query.bind(3, row.site)
    defer { query.reset() }
    var undos: [String] = []
    var moderator: String?
    while try query.step() {
      undos.append(query.string(1))
      moderator = moderator ?? query.string(2)
    }
    guard let moderator else { return .nothingToUndo(id) }
    return .undoneBefore(id, by: moderator, undos: undos)
  }

  private func latestDecision(
    _ condition: String, site: String?, isUndone: Bool = false, _ bind: (PreparedQuery) -> Void
  ) throws(LogError) -> Found? {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT e.site, e.id, e.seq FROM \(workspace.layer.readName("decision")) AS d
      JOIN \(workspace.layer.readName("event")) AS e ON e.seq = d.seq
      WHERE d.undone \(isUndone ? ">" : "=") 0 AND d.verb <> 'undo' AND (?1 IS NULL OR e.site = ?1) AND \(condition)
      ORDER BY d.seq DESC LIMIT 1
      """)
    query.bind(1, site)
    bind(query)
    defer { query.reset() }
    guard try query.step() else { return nil }
    return Found(site: query.string(0), id: query.string(1), seq: query.int(2))
  }

  private func candidates(_ id: String, site: String?) throws(LogError) -> [Found] {
    var found: [Found] = []
    let sites = if let site { [site] } else { try sites() }
    for name in sites {
      if let seq = try workspace.log.seq(site: name, id: id) {
        found.append(Found(site: name, id: id, seq: seq))
      }
    }
    return found
  }

  private func only(_ found: [Found], of name: FindFailure.Name) -> Result<Found, FindFailure> {
    if found.count > 1 { return .failure(.ambiguous(name, sites: found.map(\.site))) }
    return found.first.map { .success($0) } ?? .failure(.unknown(name))
  }
}

/// Why what a person named can't be told.
package enum FindFailure: Error, Sendable, Equatable {
  case unknown(Name)
  case ambiguous(Name, sites: [String])
  /// The id is that of another kind of entry.
  case notAComment(String, kind: EntryKind)
  case severalSites([String])
  case emptyNick
  /// Many sign with this name: a word on it would be on nobody.
  case sharedNick(String)
  /// No event came from this site; those are the sites there are.
  case unknownSite(String, known: [String])
  /// It is not written as an IP address is, and no event came from what is written so.
  case notAnAddress(String)
  /// The end of a block, a trust or a snooze has passed.
  case over(Timestamp)
  /// The text of this comment was erased: nobody can say so of it.
  case erased(String, Decision.Verb)
  /// What was to be decided is no decision that a log takes.
  case refused(Refusal)
  /// It was undone already: who did it first, and all the decisions that do it now.
  case undoneBefore(String, by: String, undos: [String])
  /// No decision in force: of all, or on this comment.
  case nothingToUndo(String?)

  package enum Name: Sendable, Equatable {
    case comment(String)
    case nick(String)
    case decision(String)
  }
}
