import ModQEvent
package import ModQEventLog
import ModQJudge

/// The windows of ``Windows`` as they were when a comment of the past came, read from the table of comments each time.
package final class PastWindows {
  private let byWriter, byThread, byIP, bySite: PreparedQuery

  package init(_ projections: Projections) throws(LogError) {
    let table = projections.layer.readName("comment")
    let names = PostedItem.columns.joined(separator: ", ")
    func query(_ column: WindowColumn) throws(LogError) -> PreparedQuery {
      try PreparedQuery(
        projections.database,
        """
        SELECT at + \(column.shift), seq, \(names) FROM \(table)
        WHERE \(column.name) = ?1 AND \(column.shift) IS NOT NULL AND seq <= ?2
        ORDER BY seq DESC LIMIT \(WindowBounds.looked)
        """)
    }
    byWriter = try query(.writer)
    byThread = try query(.thread)
    byIP = try query(.ip)
    bySite = try query(.site)
  }

  /// What `test` counted when `row` came, itself included; nil where what it counts by, or what it counts, is not known of
  /// comments of the past.
  ///
  /// - Complexity: O(comments in the narrowest window), at most ``WindowBounds/looked``.
  func count(_ test: CountTest, around row: CommentRow) throws(LogError) -> Int? {
    guard [.comments, .replies, .links].contains(test.of) else { return nil }
    for key in test.by where value(key, of: row) == nil { return nil }
    let order: [CountTest.Key] = [.author, .ip, .thread, .site]
    guard let narrowest = order.first(where: { test.by.contains($0) }) else { return nil }
    var items = try items(narrowest, of: row, within: test.withinMilliseconds).filter { item in
      test.by.allSatisfy { item.number($0) == value($0, of: row) }
    }
    if !items.contains(where: { $0.seq == row.seq }) { items.append(PostedItem(row)) }
    if test.of == .replies { items = items.filter(\.isReply) }
    guard test.distinct.isEmpty else {
      // Who cannot be told apart from others is another one each time.
      return Set(items.map { item in test.distinct.map { item.number($0) ?? -item.seq << 32 } }).count
    }
    return test.of == .links ? items.reduce(0) { $0 + $1.links } : items.count
  }

  /// The comments up to `row` that its window holds; none if it came too late for windows.
  private func items(
    _ key: CountTest.Key, of row: CommentRow, within milliseconds: Int64
  ) throws(LogError) -> [PostedItem] {
    guard let number = value(key, of: row), let shift = shift(key, of: row) else { return [] }
    let end = row.at.milliseconds + shift
    let query =
      switch key {
      case .author: byWriter
      case .thread: byThread
      case .ip: byIP
      case .site: bySite
      case .comment, .target: nil as PreparedQuery?
      }
    guard let query else { return [] }
    query.bind(1, number)
    query.bind(2, row.seq)
    defer { query.reset() }
    var items: [PostedItem] = []
    // Within a key times never go back.
    while try query.step(), query.int(0) > end - milliseconds {
      var columns = ColumnReader(query, from: 1)
      items.append(PostedItem(time: query.int(0), seq: columns.int(), from: &columns))
    }
    return items
  }

  private func shift(_ key: CountTest.Key, of row: CommentRow) -> Int64? {
    switch key {
    case .author: row.shifts.writer
    case .thread: row.shifts.thread
    case .ip: row.shifts.ip
    case .site: row.shifts.site
    case .comment, .target: nil
    }
  }

  private func value(_ key: CountTest.Key, of row: CommentRow) -> Int64? {
    switch key {
    case .author: row.writer
    case .thread: row.thread
    case .ip: row.ip
    case .site: row.site
    case .comment, .target: nil
    }
  }
}
