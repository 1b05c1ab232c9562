/// Everything beside matches and counts that a rule's condition can name.
package enum Signal: String, Sendable, CaseIterable {
  // The text.
  case links, chars, lines, invisibles
  case linkHosts = "link_hosts"
  case shorteners
  case longestRun = "longest_run"
  case upperRatio = "upper_ratio"
  case symbolRatio = "symbol_ratio"
  case mixedScriptToken = "mixed_script_token"
  case marksPerBase = "marks_per_base"
  // Who wrote it.
  case authorTier = "author.tier"
  case authorLower = "author.lower"
  case authorUpper = "author.upper"
  case authorExpected = "author.expected"
  case authorApproved = "author.approved"
  case authorRejected = "author.rejected"
  case authorComments = "author.comments"
  case authorAgeDays = "author.age_days"
  case authorAnonymous = "author.anonymous"
  case authorImpersonates = "author.impersonates"
  // Who says the same.
  case copiesOwn = "copies.own"
  case copiesAuthors = "copies.authors"
  // Who else is in the thread.
  case threadNewNames = "thread.new_names"
  case threadNewNamesMedian = "thread.new_names_median"
  case threadNewNamesRatio = "thread.new_names_ratio"
  case threadNewNamesSiteRatio = "thread.new_names_site_ratio"
  case hogging
  // What readers said of it.
  case reports
  case votesUp = "votes.up"
  case votesDown = "votes.down"
  case votesWeighted = "votes.weighted"
  case reportsWeight = "reports.weight"
  case reportsCredible = "reports.credible"
  // The vote in hand.
  case voteValue = "vote.value"
  case voteSerial = "vote.serial"
  case voteShare = "vote.share"
  case voteReciprocal = "vote.reciprocal"
  case voteLockstep = "vote.lockstep"
  case voteEarly = "vote.early"
  // What moderators' decisions taught.
  case learnedSpam = "learned.spam"
  case learnedReady = "learned.ready"

  /// The type of its values, for the check of conditions.
  package var type: SignalType {
    switch self {
    case .mixedScriptToken, .authorAnonymous, .authorImpersonates, .learnedReady: .flag
    case .authorTier: .word(Tier.allCases.map(\.rawValue))
    default: .number
    }
  }
}

extension Signal {
  /// Whether it tells what went on around an event at its moment, of which nothing is kept but what a verdict recorded.
  package var isOfTheMoment: Bool {
    switch self {
    case .copiesOwn, .copiesAuthors, .threadNewNames, .threadNewNamesMedian, .threadNewNamesRatio,
      .threadNewNamesSiteRatio, .hogging, .voteValue, .voteSerial, .voteShare, .voteReciprocal, .voteLockstep,
      .voteEarly:
      true
    default: false
    }
  }

  /// Whether the classifier has to be asked for it.
  package var isLearned: Bool { self == .learnedSpam || self == .learnedReady }
}

/// What values a signal can have.
package enum SignalType: Sendable, Equatable {
  case number
  case flag
  /// One of these words.
  case word([String])
}
