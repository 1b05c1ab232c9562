package import ModQEvent
package import ModQEventLog
import ModQJudge
package import ModQProjections

/// The standing of authors: of one nickname, or of all in the order of how well they are known.
package struct Reputation {
  private let workspace: Workspace
  private let site: String?
  private let time: Timestamp?

  /// `site` is nil for all sites, `time` an instant of event time, or nil for that of each author's last event.
  package init(_ workspace: Workspace, site: String?, at time: Timestamp?) {
    self.workspace = workspace
    self.site = site
    self.time = time
  }

  private var projections: Projections { workspace.projections }

  /// Everybody who signs with `nick`: where the site sends proofs these may be several.
  ///
  /// - Returns: none where nobody does; a failure where several sites know the name and none was named.
  package func authors(named nick: String) throws(LogError) -> Result<[AuthorStanding], FindFailure> {
    let key = NameKeys.nickKey(nick)
    guard !key.isEmpty else { return .failure(.emptyNick) }
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT a.no, s.name FROM \(workspace.layer.readName("author")) AS a
      JOIN \(workspace.layer.readName("site")) AS s ON s.no = a.site
      WHERE a.nick_key = ?1 AND (?2 IS NULL OR s.name = ?2) ORDER BY a.no
      """)
    query.bind(1, key)
    query.bind(2, site)
    var found: [(no: Int64, site: String)] = []
    while try query.step() { found.append((query.int(0), query.string(1))) }
    let sites = found.reduce(into: [String]()) {
      if $0.last?.utf8.elementsEqual($1.site.utf8) != true { $0.append($1.site) }
    }
    if sites.count > 1 { return .failure(.ambiguous(.nick(nick), sites: sites)) }
    var standings: [AuthorStanding] = []
    for author in found {
      if let standing = try standing(of: author.no, site: author.site) { standings.append(standing) }
    }
    return standings.isEmpty ? .failure(.unknown(.nick(nick))) : .success(standings)
  }

  /// The pieces of evidence on an author, each with the id of its entry.
  package func evidence(on author: AuthorStanding) throws(LogError) -> [(id: String, item: EvidenceItem)] {
    var pieces: [(id: String, item: EvidenceItem)] = []
    for item in try projections.evidence(on: author.row.no, through: time ?? .latest, settling: author.at) {
      pieces.append((try workspace.log.entry(item.seq)?.id ?? "", item))
    }
    return pieces
  }

  /// Authors with the highest lower bound first, then by what else speaks for them; equal ones in the order in which the
  /// log met them.
  ///
  /// Linear in the authors; those before `time` in their comments too.
  package func ranking(
    limit: Int?, _ body: (AuthorStanding) throws(LogError) -> Void
  ) throws(LogError) {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT a.no, s.name FROM \(workspace.layer.readName("author")) AS a
      JOIN \(workspace.layer.readName("site")) AS s ON s.no = a.site
      WHERE ?1 IS NULL OR s.name = ?1 ORDER BY a.no
      """)
    query.bind(1, site)
    var ranks: [(lower: Double, expected: Double, no: Int64, site: String)] = []
    while try query.step() {
      guard let standing = try standing(of: query.int(0), site: query.string(1)) else { continue }
      ranks.append((standing.view.lower, standing.view.expected, standing.row.no, standing.site))
    }
    ranks.sort { ($1.lower, $1.expected, $0.no) < ($0.lower, $0.expected, $1.no) }
    for rank in ranks.prefix(limit ?? .max) {
      if let standing = try standing(of: rank.no, site: rank.site) { try body(standing) }
    }
  }

  /// Nil for who was not seen by then.
  private func standing(of no: Int64, site: String) throws(LogError) -> AuthorStanding? {
    guard var row = try projections.authors.row(no) else { return nil }
    row.lastSeen = try projections.lastSeen(of: row)
    guard let time else {
      return AuthorStanding(
        row: row, site: site, at: row.lastSeen, view: try projections.view(of: no, at: row.lastSeen),
        isAsOfTime: false)
    }
    guard row.firstSeen <= time, let view = try projections.view(of: no, asOf: time) else { return nil }
    return AuthorStanding(row: row, site: site, at: time, view: view, isAsOfTime: true)
  }
}

/// An author's standing at one moment.
package struct AuthorStanding: Sendable {
  package var row: AuthorRow
  package var site: String
  /// The moment.
  package var at: Timestamp
  package var view: AuthorView
  /// It was asked for that moment; else it is that of the author's last event.
  package var isAsOfTime: Bool

  /// The votes on their comments, which are not told apart by date; nil for a moment of the past.
  package var votes: (up: Int, down: Int)? {
    isAsOfTime && at < row.lastSeen ? nil : (row.votesUp, row.votesDown)
  }
}
