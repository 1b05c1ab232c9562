package import ModQEvent

/// How often a rule hit, and how often a human agreed.
///
/// A hit is one text (a comment, a reply, or what an edit made of it) on which the rule fired, once however often votes
/// or reports made it fire again. It is a true positive if the human decision in force on that very text is reject or
/// spam, a false positive if that is approve, and undecided if there is none.
package struct RuleFigures: Sendable, Equatable {
  package var id: String
  /// As the rule stands in its file; nil for one that is in no file any more.
  package var status: String?
  package var hits = 0
  /// Hits on trial, of which nothing followed: they count in all the other figures.
  package var shadowHits = 0
  package var truePositives = 0
  package var falsePositives = 0
  /// The event time of the last true positive.
  package var lastTrueHit: Timestamp?
  /// The rules that fired whenever this one did, in the order of their ids.
  package var alwaysWith: [String] = []

  package init(id: String, status: String? = nil) {
    self.id = id
    self.status = status
  }

  package var undecided: Int { hits - truePositives - falsePositives }

  /// The true ones among the hits that a human decided on.
  package var precision: Proportion { Proportion(truePositives, of: truePositives + falsePositives) }
}
