import ModQEvent
import ModQEventLog
import ModQProjections

/// The comments that a filter means, in the order of the log.
///
/// Those that wait, unless the filter itself says which status, or whether escalated or snoozed ones are wanted: nobody who
/// clears a flood out of the queue means what is long published, or what a colleague put aside.
struct CommentSearch {
  private let workspace: Workspace
  private let filter: CommentFilter
  private let site: String?
  private let surroundings: FilterSurroundings

  init(_ workspace: Workspace, _ filter: CommentFilter, site: String?, now: Timestamp) throws(LogError) {
    self.workspace = workspace
    self.filter = filter
    self.site = site
    surroundings = try FilterSurroundings(workspace, now: now)
  }

  /// Hands over each comment, one after the other.
  ///
  /// What waits is read from the index of the queue, what is in a thread from that of threads, all else from all comments;
  /// memory does not grow with any of them.
  func visit(_ body: (CommentRow) throws(LogError) -> Void) throws(LogError) {
    let query = try selected()
    var looked = 0
    while try query.step() {
      guard let row = try workspace.projections.comments.row(query.int(0)) else { continue }
      if try FilterSubject(row, in: surroundings).fits(filter) { try body(row) }
      looked += 1
      if looked.isMultiple(of: 500) { workspace.projections.trim() }
    }
  }

  private func selected() throws(LogError) -> PreparedQuery {
    let layer = workspace.layer
    var conditions: [String] = []
    var words: [String] = []
    func name(_ word: String) -> String {
      words.append(word)
      return "?\(words.count + 1)"
    }
    let isOfQueue = !filter.mentions(.status)
    if isOfQueue { conditions += ["status = 1", layer.hasText] }
    // A plus keeps SQLite from another index than that of what waits, of which there is little.
    let plus = isOfQueue ? "+" : ""
    if !filter.mentions(.escalated) { conditions.append("+escalated = 0") }
    if !filter.mentions(.snoozed) {
      conditions.append("(+snoozed_until IS NULL OR +snoozed_until <= ?1)")
    }
    if let site {
      conditions.append("+site IN (SELECT no FROM \(layer.readName("site")) WHERE name = \(name(site)))")
    }
    for test in filter.conjuncts where test.comparison.isEquality == true {
      guard case .word(let word) = test.value else { continue }
      switch test.key {
      case .thread:
        conditions.append(
          "\(plus)thread IN (SELECT no FROM \(layer.readName("thread")) WHERE name = \(name(word)))")
      case .status:
        guard let status = CommentStatus.allCases.first(where: { $0.name == word }) else { continue }
        conditions.append("status = \(status.rawValue)")
      default: continue
      }
    }
    let query = try PreparedQuery(
      workspace.database,
      "SELECT seq FROM \(layer.readName("comment")) WHERE \(conditions.joined(separator: " AND ")) ORDER BY seq"
    )
    query.bind(1, surroundings.now.milliseconds)
    for (index, word) in words.enumerated() { query.bind(Int32(index) + 2, word) }
    return query
  }
}
