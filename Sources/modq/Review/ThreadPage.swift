import ModQEvent
import ModQProjections
import ModQueue

/// A thread in full, comment by comment in the order in which they came.
struct ThreadPage {
  let lines: [ScreenLine]
  /// The line at which the comment begins that one came from.
  let current: Int

  /// Lines of one comment: an essay must not hide the answers to it.
  private static let limit = 40

  /// Points out the comment with this id, which is what one came from.
  init(_ thread: [CommentPage.Neighbour], around id: String, width: Int) {
    var lines: [ScreenLine] = []
    var current = 0
    for comment in thread {
      let isCurrent = comment.id.utf8.elementsEqual(id.utf8)
      if isCurrent { current = lines.count }
      var head = ScreenLine(isCurrent ? "→ " : "")
      head.add(comment.nick.map { $0.isEmpty ? "(no name)" : $0 } ?? "(erased)", .bold)
      head.add(" \(comment.at.minute), \(comment.status.name)\(comment.isParent ? ", answered" : "")")
      lines += head.wrapped(to: width, indent: 2)
      lines += ReviewPage.quoted(comment.body, to: width, limit: ThreadPage.limit, indent: isCurrent ? 2 : 0)
    }
    self.lines = lines
    self.current = current
  }
}
