import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// A share of what the rules published or rejected by themselves, for a human to look at: what nobody complains about is
/// never seen else.
///
/// Which comments are drawn follows from their numbers in the log: the same share of the same log is the same sample, and a
/// smaller share a part of it. No author can choose a number.
package struct RuleSample: Sendable {
  /// From 0 to 1.
  package var share: Double

  package init(share: Double) { self.share = share }

  /// Whether the comment with this number is drawn.
  ///
  /// SplitMix64 spreads the numbers: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators,
  /// OOPSLA 2014.
  package func draws(_ seq: Int64) -> Bool {
    var bits = UInt64(bitPattern: seq) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) / Double(UInt64(1) << 53) < share
  }

  /// Hands over what is drawn of what `query` asks for and nobody has decided about yet, the newest first, until `body`
  /// answers false; if there is a `place`, only what is older than the comment with that number.
  ///
  /// Linear in the comments that are looked through; reads those that are drawn.
  package func visit(
    _ workspace: Workspace, _ query: QueueListing.Query, below place: Int64? = nil,
    _ body: (CommentSummary) throws(LogError) -> Bool
  ) throws(LogError) {
    let rows = try PreparedQuery(
      workspace.database,
      """
      SELECT seq FROM \(workspace.layer.readName("comment"))
      WHERE seq < ?1 AND human IS NULL AND escalated = 0 AND status IN (0, 2) AND \(workspace.layer.hasText)
      ORDER BY seq DESC
      """)
    rows.bind(1, place ?? .max)
    defer { rows.reset() }
    let sieve = try CommentSieve(workspace, query)
    var left = query.limit ?? .max
    while left > 0, try rows.step() {
      guard draws(rows.int(0)), let row = try workspace.projections.comments.row(rows.int(0)),
        let item = try sieve.item(of: row)
      else { continue }
      left -= 1
      guard try body(item) else { return }
    }
  }

  /// What came of the sample so far.
  package struct Findings: Sendable, Equatable {
    /// What the rules published, or rejected, and is drawn.
    package var published = Checked()
    package var rejected = Checked()
  }

  /// How many there are of one kind, on how many a human decided, and on how many otherwise than the rules had.
  package struct Checked: Sendable, Equatable {
    package var drawn = 0
    package var checked = 0
    package var wrong = 0

    /// The share of wrong ones among the checked, with the upper end of its interval (90 %, one-sided).
    package var error: Proportion { Proportion(wrong, of: checked) }
    package var errorAtMost: Double? { Proportion(checked - wrong, of: checked).lower.map { 1 - $0 } }
  }

  /// Counts what is drawn on `site`, or on all, and what moderators said of it.
  ///
  /// Of a text that the rules had held, or doubted later, nothing is counted. Linear in the comments.
  package func findings(_ workspace: Workspace, site: String?) throws(LogError) -> Findings {
    let rows = try PreparedQuery(
      workspace.database,
      """
      SELECT seq, machine, human FROM \(workspace.layer.readName("comment"))
      WHERE machine <> 1 AND questioned = 0 AND status <> 4
        AND (?1 IS NULL OR site IN (SELECT no FROM \(workspace.layer.readName("site")) WHERE name = ?1))
      """)
    rows.bind(1, site)
    var result = Findings()
    while try rows.step() {
      guard draws(rows.int(0)) else { continue }
      let human = rows.optionalInt(2).flatMap(CommentState.Judgement.init)
      let isPublished = rows.int(1) == Verdict.Outcome.publish.rawValue
      let isWrong = human.map { ($0 == .approved) != isPublished } ?? false
      func count(_ checked: inout Checked) {
        checked.drawn += 1
        if human != nil { checked.checked += 1 }
        if isWrong { checked.wrong += 1 }
      }
      if isPublished { count(&result.published) } else { count(&result.rejected) }
    }
    return result
  }
}
