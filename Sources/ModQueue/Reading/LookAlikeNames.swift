package import ModQEventLog
package import ModQJudge
import ModQProjections

/// Which authors of a site have names that look the same.
///
/// The names are read once, and then only those that came since: an author's number is never lower than that of one who
/// was there before on the same site.
package final class LookAlikeNames {
  private let workspace: Workspace
  /// By site, then by the bytes of the skeleton.
  private var numbers: [Int64: [String: [Int64]]] = [:]
  /// By site, the highest number that was read.
  private var last: [Int64: Int64] = [:]

  /// How many are named: of a name that a crowd imitates the first few tell enough.
  private static let limit = 8

  package init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Somebody whose name looks like another's.
  package struct Name: Sendable {
    package var nick: String
    package var tier: Tier
    package var comments: Int
    /// The site sends a proof for them.
    package var isProven: Bool
  }

  /// Those whose names look like that of the author with this number, the first of them first.
  ///
  /// Linear in the names that are new since the last call.
  package func names(like author: Int64) throws(LogError) -> [Name] {
    guard let row = try workspace.projections.authors.row(author), let nick = row.nick else { return [] }
    try readNew(site: row.site)
    var found: [Name] = []
    for number in numbers[row.site]?[NameKeys.skeletonKey(nick)] ?? [] where number != author {
      guard found.count < LookAlikeNames.limit else { break }
      guard let other = try workspace.projections.authors.row(number), let name = other.nick else { continue }
      let view = try workspace.projections.view(
        of: number, at: workspace.projections.lastSeen(of: other))
      found.append(
        Name(nick: name, tier: view.tier, comments: view.comments, isProven: other.isProven))
    }
    return found
  }

  private func readNew(site: Int64) throws(LogError) {
    let find = try PreparedQuery(
      workspace.database,
      """
      SELECT no, nick FROM \(workspace.layer.readName("author"))
      WHERE no > ?1 AND no < ?2 AND nick IS NOT NULL ORDER BY no
      """)
    find.bind(1, last[site] ?? AuthorRow.number(site: site, actor: 0))
    find.bind(2, AuthorRow.number(site: site + 1, actor: 0))
    while try find.step() {
      let number = find.int(0)
      last[site] = number
      let skeleton = NameKeys.skeletonKey(find.string(1))
      if !skeleton.isEmpty { numbers[site, default: [:]][skeleton, default: []].append(number) }
    }
  }
}
