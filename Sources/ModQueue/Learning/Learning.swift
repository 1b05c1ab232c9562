import Crypto
import ModQEvent
package import ModQEventLog
package import ModQJudge
package import ModQProjections

/// Learns from moderators' decisions when a verdict needs it.
///
/// The classifier is a function of the labels alone: of the first k in the order of their decisions (see
/// ``LearningBounds/step(upTo:)``), the newest 20,000 of those. Nothing is learned when a decision is made; before the
/// first verdict that needs it the classifier that the labels at that moment teach is read from where it was kept, or
/// fitted. So an undo needs no more than that the labels are again what they were.
package final class Learning {
  private let workspace: Workspace
  private let projections: Projections
  private let store: ClassifierStore
  private let reader = LearnedReader()
  private var known: Known?

  /// Learns from the labels of `projections`, by default those of the workspace.
  package init(_ workspace: Workspace, projections: Projections? = nil) {
    self.workspace = workspace
    self.projections = projections ?? workspace.projections
    store = ClassifierStore(workspace)
  }

  /// A classifier in use, with what it is the classifier of.
  private struct Known {
    var k: Int64
    /// The deciding entry of the last label.
    var last: Int64
    var fingerprint: [UInt8]
    /// Nil if there are too few decisions of one kind.
    var classifier: Classifier?
  }

  /// Whether the classifier of this moment has opinions.
  package func hasOpinion() throws(LogError) -> Bool { try current() != nil }

  /// What the classifier of this moment makes of a text; nil while it has no opinion.
  package func opinion(
    on body: String, nick: String?, signals: TextSignals? = nil
  ) throws(LogError) -> Verdict.Learned? {
    guard let (k, classifier) = try current() else { return nil }
    let text = LearnedText(body: body, nick: nick, signals: signals)
    return Verdict.Learned(spam: classifier.probability(text, using: reader), k: k)
  }

  /// The classifier of this moment and its k; nil while there are too few decisions.
  package func current() throws(LogError) -> (k: Int64, classifier: Classifier)? {
    let count = try projections.labelCount()
    let disturbed = projections.takeLabelDisturbance()
    guard let k = LearningBounds.step(upTo: count) else {
      known = nil
      return nil
    }
    if let known, known.k == k, disturbed.map({ $0 > known.last }) ?? true {
      return known.classifier.map { (k, $0) }
    }
    let labels = try projections.labels(skipping: count - k, limit: Int(min(k, mostLabels)))
    try learn(from: labels, k: k)
    return known?.classifier.map { (k, $0) }
  }

  /// The classifier that the first `k` labels teach, as they stand now; nil if they are no more, or too few of a kind.
  package func classifier(ofFirst k: Int64) throws(LogError) -> Classifier? {
    let count = try projections.labelCount()
    guard k <= count else { return nil }
    try learn(
      from: try projections.labels(skipping: count - k, limit: Int(min(k, mostLabels))), k: k)
    return known?.classifier
  }

  private var mostLabels: Int64 { Int64(LearningBounds.mostDecisions) }

  private func learn(from labels: [Label], k: Int64) throws(LogError) {
    let fingerprint = try fingerprint(of: labels)
    if let known, known.k == k, known.fingerprint == fingerprint { return }
    let last = labels.last?.seq ?? 0
    if let kept = try store.classifier(k: k, fingerprint: fingerprint) {
      known = Known(k: k, last: last, fingerprint: fingerprint, classifier: kept)
      return
    }
    let spam = labels.count { $0.isSpam }
    var classifier: Classifier?
    if min(spam, labels.count - spam) >= LearningBounds.leastOfEachKind {
      let lessons = try workspace.lessons(of: labels)
      classifier = lessons.classifier(of: 0..<lessons.count)
    }
    known = Known(k: k, last: last, fingerprint: fingerprint, classifier: classifier)
    if let classifier { try store.keep(classifier, k: k, fingerprint: fingerprint) }
  }

  /// SHA-256 over the labels, and over the number of erasures: what was erased teaches no more.
  private func fingerprint(of labels: [Label]) throws(LogError) -> [UInt8] {
    var hasher = SHA256()
    func add(_ number: Int64) {
      withUnsafeBytes(of: number.bigEndian) { hasher.update(bufferPointer: $0) }
    }
    add(Int64(Classifier.version))
    add(try workspace.erasures())
    for label in labels {
      add(label.comment)
      add(label.seq)
      add(label.isSpam ? 1 : 0)
    }
    return Array(hasher.finalize())
  }
}

extension Workspace {
  /// The texts of `labels` with what was decided, in their order; older ones are left out where the newer ones have too
  /// many features.
  func lessons(of labels: [Label]) throws(LogError) -> Lessons {
    var lessons = Lessons()
    for label in labels.reversed() where lessons.featureCount < LearningBounds.mostFeatures {
      guard let text = try projections.text(of: label) else { continue }
      lessons.add(body: text.body, nick: text.nick, isSpam: label.isSpam)
    }
    lessons.reverse()
    return lessons
  }

  /// How many times something was erased.
  fileprivate func erasures() throws(LogError) -> Int64 {
    let query = try PreparedQuery(
      database, "SELECT count(*) FROM \(layer.readName("event")) WHERE kind = 'erase'")
    defer { query.reset() }
    return try query.step() ? query.int(0) : 0
  }
}
