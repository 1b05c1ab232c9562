import ModQEvent

/// When the comments of each author settle, in memory: each event by an author asks for those that are due.
///
/// A page is recalled from the rows when it is first asked for, and follows what becomes of them from then on. Bounded by
/// ``trim(all:)``.
final class DueBook {
  /// A comment that settles if nothing comes in between.
  struct Due: Comparable, Hashable {
    /// Milliseconds since 1970.
    var time: Int64
    var seq: Int64

    static func < (left: Due, right: Due) -> Bool { (left.time, left.seq) < (right.time, right.seq) }
  }

  /// Comments in memory between transactions.
  private let capacity = 200_000
  /// In the order in which they settle.
  private var pages: [Int64: [Due]] = [:]
  /// The comments on all pages, and the pages.
  private var held = 0

  /// Those of an author, the first to settle first; `recalled` reads them.
  func dues<Failure>(
    of author: Int64, recalled: () throws(Failure) -> [Due]
  ) throws(Failure) -> [Due] {
    if let page = pages[author] { return page }
    let page = try recalled()
    pages[author] = page
    held += page.count + 1
    return page
  }

  /// Begins the page of somebody whom the log has not had before.
  func begin(_ author: Int64) {
    pages[author] = []
    held += 1
  }

  /// Takes note of a comment that is new, or changes.
  func note(_ row: CommentRow, before: CommentRow?) {
    let (old, new) = (before?.state.due, row.state.due)
    guard old != new, let author = row.author, pages[author] != nil else { return }
    let count = pages[author]?.count ?? 0
    if let old { pages[author]?.remove(Due(time: old.milliseconds, seq: row.seq)) }
    if let new { pages[author]?.insert(Due(time: new.milliseconds, seq: row.seq)) }
    held += (pages[author]?.count ?? 0) - count
  }

  var isFull: Bool { held > capacity }

  func trim(all: Bool) {
    guard all || isFull else { return }
    pages.removeAll(keepingCapacity: true)
    held = 0
  }
}

extension [DueBook.Due] {
  fileprivate mutating func insert(_ due: DueBook.Due) { insert(due, at: place(of: due)) }

  fileprivate mutating func remove(_ due: DueBook.Due) {
    let place = place(of: due)
    if place < count && self[place] == due { remove(at: place) }
  }

  /// Where `due` is, or would be.
  private func place(of due: DueBook.Due) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < due { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
