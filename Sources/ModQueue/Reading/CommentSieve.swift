import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Lets through what a query of the queue asks for, row by row, whatever list the rows are read from.
struct CommentSieve {
  private let query: QueueListing.Query
  private let surroundings: FilterSurroundings
  private let reader: CommentReader
  private let nickKey: [UInt8]?

  init(_ workspace: Workspace, _ query: QueueListing.Query) throws(LogError) {
    self.query = query
    surroundings = try FilterSurroundings(workspace, now: query.now)
    reader = try CommentReader(workspace, now: query.now)
    nickKey = query.nick.map { Array(NameKeys.nickKey($0).utf8) }
  }

  /// The comment as lists show it; nil if it is not asked for.
  func item(of row: CommentRow) throws(LogError) -> CommentSummary? {
    if let filter = query.filter, try !FilterSubject(row, in: surroundings).fits(filter) { return nil }
    guard let item = try reader.summary(of: row) else { return nil }
    func same(_ value: String?, _ wanted: String) -> Bool {
      value.map { $0.utf8.elementsEqual(wanted.utf8) } ?? false
    }
    if let site = query.site, !same(item.site, site) { return nil }
    if let thread = query.thread, !same(item.thread, thread) { return nil }
    if let name = query.claimedBy, !same(item.claimedBy, name) { return nil }
    if let rule = query.rule, !item.rules.contains(where: { same($0, rule) }) { return nil }
    if let nickKey, item.nick.map({ Array(NameKeys.nickKey($0).utf8) }) != nickKey { return nil }
    if let tag = query.tag, try !surroundings.tags.has(tag, item.rules, of: item.ruleset) { return nil }
    return item
  }
}
