package import ModQEventLog
package import ModQJudge
import ModQProjections

/// What the classifier learned from, how large it is, and how well it predicted each decision before it was made.
package struct LearningReport: Sendable {
  /// All comments that a human decided on.
  package var decisions: Int64
  /// The decisions that taught the classifier in use; nil if there are too few.
  package var k: Int64?
  /// At how many decisions it is fitted next.
  package var next: Int64
  /// The texts of each kind that it was fitted to; before there is one, those there are.
  package var fine: Int
  package var spam: Int
  package var features = 0
  package var byteCount = 0
  /// Over the decisions that may be learned from, which are the newest 20,000.
  package var validation: Validation

  /// Reads the labelled comments and fits as often as judging them one by one would have.
  package init(_ workspace: Workspace) throws(LogError) {
    let count = try workspace.projections.labelCount()
    let labels = try workspace.projections.labels(limit: LearningBounds.mostDecisions)
    let lessons = try workspace.lessons(of: labels)
    decisions = count
    next = LearningBounds.step(after: count)
    (fine, spam) = lessons.counts(in: 0..<lessons.count)
    validation = lessons.validate()
    guard let (k, classifier) = try Learning(workspace).current() else { return }
    self.k = k
    (fine, spam) = (classifier.fine, classifier.spam)
    features = classifier.featureCount
    byteCount = classifier.bytes.count
  }
}

/// What the classifier says of one comment as it stands, and why.
package struct LearnedOpinion: Sendable {
  package var learned: Verdict.Learned
  package var clues: [Clue]
}

extension Learning {
  /// The opinion of the classifier of this moment on a text, with its strongest features; nil while it has none.
  package func reasonedOpinion(on body: String, nick: String?) throws(LogError) -> LearnedOpinion? {
    guard let (k, classifier) = try current() else { return nil }
    return opinion(of: classifier, k: k, on: body, nick: nick)
  }

  /// The opinion that the first `k` decisions as they stand now give; nil if they are no more.
  package func reasonedOpinion(
    on body: String, nick: String?, taughtBy k: Int64
  ) throws(LogError) -> LearnedOpinion? {
    guard let classifier = try classifier(ofFirst: k) else { return nil }
    return opinion(of: classifier, k: k, on: body, nick: nick)
  }

  private func opinion(of classifier: Classifier, k: Int64, on body: String, nick: String?) -> LearnedOpinion
  {
    let text = LearnedText(body: body, nick: nick)
    return LearnedOpinion(
      learned: Verdict.Learned(spam: classifier.probability(text, using: LearnedReader()), k: k),
      clues: classifier.clues(of: text))
  }
}
