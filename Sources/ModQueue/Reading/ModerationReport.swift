package import ModQEvent

/// Who decided what since when, how often that was what the rules had said, and how old the queue is.
package struct ModerationReport: Sendable {
  /// By those who decided most first; the rules' own sweeps are none of them.
  package internal(set) var people: [Person] = []
  package internal(set) var rules = Agreement()
  /// Days with a decision, in their order: days since 1970 in UTC.
  package internal(set) var days: [(day: Int64, decisions: Int)] = []
  /// Decisions that sweeps made.
  package internal(set) var swept = 0
  package internal(set) var queue = Queue()
  /// What came of the sample of what the rules decided by themselves, if that is asked for.
  package internal(set) var sample: RuleSample.Findings?

  package var decisions: Int { people.reduce(0) { $0 + $1.decisions } }

  /// What one moderator did.
  package struct Person: Sendable {
    package var name: String
    package internal(set) var verbs: [Decision.Verb: Int] = [:]
    /// Decisions on what the rules had published or rejected, by whether they said the same.
    package internal(set) var agreed = 0
    package internal(set) var disagreed = 0
    /// Decisions that are in force no more, because somebody undid them, or for which somebody else decided the contrary
    /// about the same text.
    package internal(set) var reversed = 0

    package var decisions: Int { verbs.values.reduce(0, +) }

    init(name: String) { self.name = name }
  }

  /// What moderators said of what the rules had said, decision by decision; what was undone is as if it had never been.
  package struct Agreement: Sendable, Equatable {
    /// Of what was held: that is no opinion, and somebody had to decide.
    package internal(set) var heldApproved = 0
    package internal(set) var heldRejected = 0
    /// Of what was published.
    package internal(set) var publishedConfirmed = 0
    package internal(set) var publishedOverturned = 0
    /// Of what was rejected.
    package internal(set) var rejectedConfirmed = 0
    package internal(set) var rejectedOverturned = 0
  }

  /// What waits at the moment of the report.
  package struct Queue: Sendable, Equatable {
    /// Held and neither snoozed nor escalated.
    package internal(set) var waiting = 0
    package internal(set) var snoozed = 0
    package internal(set) var escalated = 0
    package internal(set) var oldest: Timestamp?
    /// How many of those that wait are of each of ``ages``.
    package internal(set) var counts = [Int](repeating: 0, count: ages.count)

    /// Up to how many hours; the last has no end.
    package static let ages: [(name: String, hours: Int64)] = [
      ("1h", 1), ("6h", 6), ("1d", 24), ("3d", 72), ("7d", 168), ("older", .max),
    ]
  }
}
