package import ModQProjections

/// What a sweep would change, or has changed.
package struct SweepReport: Sendable {
  /// Comments that were judged once more.
  package var comments = 0
  /// Comments that were left alone: a human decided about them or has them in hand, readers raised a doubt, or they are
  /// deleted.
  package var leftAlone = 0
  /// Comments whose text is gone.
  package var erased = 0
  /// In the order of ``CommentStatus``, from and to.
  package var transitions: [Transition] = []
  /// The names by which `undo` takes back what was applied, one a site; empty in a preview.
  package var batches: [Batch] = []
  /// There is more to change than the limit allowed.
  package var isCut = false

  package var changes: Int { transitions.reduce(0) { $0 + $1.count } }

  /// Comments that go from one status to another.
  package struct Transition: Sendable {
    package var from: CommentStatus
    package var to: CommentStatus
    package var count: Int
    /// The first of them in the log.
    package var samples: [Sample]
  }

  /// One comment that changes.
  package struct Sample: Sendable {
    package var id: String
    package var site: String
    package var nick: String
    package var body: String
    /// The rules that fired in the verdict it stands under, and those that fire now.
    package var rulesBefore: [String]
    package var rulesNow: [String]
  }

  /// The decisions on one site.
  package struct Batch: Sendable, Equatable {
    package var site: String
    package var name: String
  }

  /// Samples kept of each transition.
  private static let samples = 3

  mutating func add(from: CommentStatus, to: CommentStatus, sample: () -> Sample) {
    let place = transitions.firstIndex { ($0.from.rawValue, $0.to.rawValue) >= (from.rawValue, to.rawValue) }
    let index = place ?? transitions.count
    if index == transitions.count || (transitions[index].from, transitions[index].to) != (from, to) {
      transitions.insert(Transition(from: from, to: to, count: 0, samples: []), at: index)
    }
    transitions[index].count += 1
    if transitions[index].samples.count < SweepReport.samples { transitions[index].samples.append(sample()) }
  }
}
