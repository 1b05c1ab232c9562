import ModQEvent
import ModQJudge
import ModQProjections

/// What a directory does to a log as a whole, beside what was recorded.
///
/// All counts are of texts: a comment, a reply, or what an edit made of one. *Caught* is held or rejected.
package struct TuningSummary: Sendable, Equatable {
  /// Texts that were judged.
  package var comments = 0
  /// Texts that were skipped because they are gone.
  package var erased = 0
  package var held = 0
  package var rejected = 0
  package var heldBefore = 0
  package var rejectedBefore = 0
  /// Published then, caught now.
  package var newlyCaught = 0
  /// Caught then, published now.
  package var newlyReleased = 0
  /// Caught now, and rejected or called spam by a human.
  package var truePositives = 0
  /// Caught now, and approved by a human.
  package var falsePositives = 0
  /// What a human rejected or called spam, caught or not.
  package var rejectedByHumans = 0
  /// From the first to the last text in event time, at least one.
  package var days = 1.0

  package var undecided: Int { held + rejected - truePositives - falsePositives }
  /// The share of what humans rejected among the caught texts that they decided on.
  package var precision: Proportion { Proportion(truePositives, of: truePositives + falsePositives) }
  /// The share of what is caught among the texts that humans rejected.
  package var recall: Proportion { Proportion(truePositives, of: rejectedByHumans) }
  package var heldPerDayBefore: Double { Double(heldBefore) / days }
  package var heldPerDayAfter: Double { Double(held) / days }

  /// Adds one text that a side caught.
  mutating func add(_ row: OpinionLedger.Row) {
    switch row.left.outcome {
    case .publish: break
    case .hold: heldBefore += 1
    case .reject: rejectedBefore += 1
    }
    switch row.right.outcome {
    case .publish: break
    case .hold: held += 1
    case .reject: rejected += 1
    }
    switch Difference.Change(from: row.left.outcome, to: row.right.outcome) {
    case .caught: newlyCaught += 1
    case .released: newlyReleased += 1
    case .raised, .lowered, nil: break
    }
    guard row.right.isCaught else { return }
    switch row.judgement {
    case .approved: falsePositives += 1
    case .rejected, .spam: truePositives += 1
    case nil: break
    }
  }

  mutating func add(_ totals: TextComparison.Totals) {
    comments = totals.texts
    erased = totals.erased
    rejectedByHumans = totals.rejectedByHumans
    guard let first = totals.first, let last = totals.last else { return }
    days = max(1, Double(last.milliseconds(since: first)) / 86_400_000)
  }
}
