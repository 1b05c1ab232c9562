import ModQEvent
import ModQEventLog

/// Entering votes and reports into the windows of who sent them and what they are about.
extension Projections {
  /// Enters a vote or report; `row` is what it is about, if that is there already: what comes later is not entered
  /// anew.
  func enterReaction(
    _ entry: Entry, on row: CommentRow?, site: Int64, value: Int64?
  ) throws(LogError) {
    let sender = sender(of: entry)
    let ip = try sender.ipKey.map { (key) throws(LogError) in try self.names.addSender(key, site: site) }
    var writer = entry.actor.map { AuthorRow.number(site: site, actor: $0) } ?? ip.map { -$0 }
    if entry.actor == nil, let proof = sender.proof {
      writer = -(try names.addSender("proof:\(proof)", site: site))
    }
    let item = ReactionItem(
      time: entry.at.milliseconds, seq: entry.seq, writer: writer, ip: ip, about: row, site: site,
      value: value)
    func place(_ column: WindowColumn, _ number: Int64?) throws(LogError) -> Int64? {
      guard let number else { return nil }
      return try reactions.place(item, at: entry.at, in: WindowKey(column, number))
    }
    let query = queries.insertReaction
    var columns = ColumnWriter(query)
    columns.set(item.seq)
    columns.set(item.site)
    columns.set(item.writer)
    columns.set(item.ip)
    columns.set(item.comment)
    columns.set(item.target)
    columns.set(item.thread)
    columns.set(item.value)
    columns.set(entry.at.milliseconds)
    columns.set(try place(.writer, item.writer))
    columns.set(try place(.ip, item.ip))
    columns.set(try place(.comment, item.comment))
    columns.set(try place(.target, item.target))
    try query.run()
  }
}
