/// How much of the tables is kept in memory: each is what a generation of some cache holds, of which there are two.
package struct MemoryBounds: Sendable {
  /// Rows of a table: enough for those that one group of events touches, many times over.
  var rows = 16_000
  /// Names of sites, threads, authors and senders.
  var names = 40_000
  /// Items of the windows of comments, and of those of votes and reports.
  var windowItems = 120_000
  /// Votes on the pages of voters.
  var votes = 60_000
  /// Comments that wait to settle.
  var dues = 60_000
  var skeletons = 30_000
  /// Times at which threads and sites began.
  var windowStarts = 10_000

  package init() {}

  /// The same for all.
  package init(all bound: Int) {
    (rows, names, windowItems, votes) = (bound, bound, bound, bound)
    (dues, skeletons, windowStarts) = (bound, bound, bound)
  }
}
