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

  /// In the order in which they settle; weighed by the comments, an empty one too.
  private var pages: Generations<Int64, [Due]>

  init(_ memory: MemoryBounds) {
    pages = Generations(capacity: memory.dues) { $0.count + 1 }
  }

  /// Those of an author, the first to settle first; `recalled` reads them.
  func dues<Failure>(
    of author: Int64, recalled: () throws(Failure) -> [Due]
  ) throws(Failure) -> [Due] {
    if let page = pages[author] { return page }
    let page = try recalled()
    pages[author] = page
    return page
  }

  /// Begins the page of somebody whom the log has not had before.
  func begin(_ author: Int64) {
    pages[author] = []
  }

  /// Takes note of a comment that is new, or changes.
  func note(_ row: CommentRow, before: CommentRow?) {
    let (old, new) = (before?.state.due, row.state.due)
    guard old != new, let author = row.author else { return }
    pages.update(author) { page in
      if let old { page.remove(Due(time: old.milliseconds, seq: row.seq)) }
      if let new { page.insert(Due(time: new.milliseconds, seq: row.seq)) }
    }
  }

  func trim(all: Bool) {
    if all { pages.removeAll() } else { _ = pages.ageIfFull() }
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
