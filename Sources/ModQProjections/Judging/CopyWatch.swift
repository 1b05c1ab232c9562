import ModQEvent
import ModQEventLog
package import ModQJudge

/// The texts of the last half hour of each site, kept once a rule has asked for copies on it.
///
/// It is no table: the first judgement that asks recalls them from the log, and what is folded from then on is added. Where
/// no rule asks it costs nothing.
final class CopyWatch {
  private var sites: [Int64: CopyIndex] = [:]
  /// Sites that are watched at once; with more all are recalled anew when they are asked for.
  private let capacity = 16
  /// The print of the text in hand, which is asked for before its comment is folded.
  private var latest: (body: String, print: TextPrint)?

  /// Takes the print of a text that is asked for next.
  func expect(_ body: String, _ print: TextPrint) { latest = (body, print) }

  /// The print of `body`.
  func print(of body: String) -> TextPrint {
    if let latest, latest.body.isIdentical(to: body) { return latest.print }
    let print = TextPrint(body: body)
    latest = (body, print)
    return print
  }

  /// Adds a comment that was just placed in the windows.
  ///
  /// Its `body` is asked for where the site is watched.
  func enter(_ row: CommentRow, body: () -> String) {
    guard let shift = row.shifts.site, sites[row.site] != nil else { return }
    sites[row.site]?.add(
      CopyIndex.Post(
        seq: row.seq, author: row.author, time: row.at.milliseconds + shift, print: print(of: body())))
  }

  /// The copies of a text of somebody, among those of the half hour before `end`, which is in the time of the site's
  /// window.
  func copies(
    of body: String, by author: Int64?, except comment: Int64?, site: Int64, until end: Int64,
    in projections: Projections
  ) throws(LogError) -> CopyIndex.Found {
    if sites[site] == nil {
      if sites.count >= capacity { sites.removeAll() }
      sites[site] = try projections.recalledTexts(of: site)
    }
    return sites[site]?.copies(
      of: print(of: body), by: author, except: comment, after: end - CopyIndex.windowMilliseconds)
      ?? CopyIndex.Found()
  }

  /// Forgets all, to be recalled: what is in memory may not be what is in the log.
  func forget() {
    sites.removeAll()
    latest = nil
  }
}

extension Projections {
  /// Takes the print of the text of the event in hand, which whoever looked at the text made.
  package func expect(_ body: String, _ print: TextPrint) { copies.expect(body, print) }

  /// The texts of the last half hour of a site, or as many as an index holds; linear in them.
  fileprivate func recalledTexts(of site: Int64) throws(LogError) -> CopyIndex {
    try flushComments()
    let query = queries.recentComments
    query.bind(1, site)
    query.bind(2, Int64(CopyIndex.posts))
    var found: [(seq: Int64, author: Int64?, time: Int64)] = []
    while try query.step() {
      let time = query.int(2)
      if let newest = found.first?.time, time <= newest - CopyIndex.windowMilliseconds { break }
      found.append((query.int(0), query.optionalInt(1).flatMap { $0 > 0 ? $0 : nil }, time))
    }
    query.reset()
    var index = CopyIndex()
    for post in found.reversed() {
      let body = try log.entry(post.seq)?.event?.comment?.body ?? ""
      index.add(
        CopyIndex.Post(seq: post.seq, author: post.author, time: post.time, print: TextPrint(body: body)))
    }
    return index
  }
}
