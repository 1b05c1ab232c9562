/// A named count of a rule: how many events a sliding window holds, and from how many on the test is true.
package struct CountTest: Sendable, Equatable, Hashable {
  package var name: String
  package var of: Counted
  /// The window holds what is equal to the event in hand in all of these.
  package var by: [Key]
  /// If not empty: how many different combinations of these, instead of how many events.
  package var distinct: [Key]
  package var withinMilliseconds: Int64
  package var atLeast: Int

  package init(
    name: String, of: Counted, by: [Key], distinct: [Key] = [], withinMilliseconds: Int64, atLeast: Int
  ) {
    self.name = name
    self.of = of
    self.by = by
    self.distinct = distinct
    self.withinMilliseconds = withinMilliseconds
    self.atLeast = atLeast
  }

  /// What is counted.
  package enum Counted: String, Sendable, CaseIterable {
    /// Comments, replies included.
    case comments
    case replies
    /// Links in comments.
    case links
    /// Votes, changed and withdrawn ones each again.
    case votes
    case reports

    /// Whether it is something that readers do to a comment.
    package var isReaction: Bool { self == .votes || self == .reports }
  }

  /// What a window is kept for.
  ///
  /// `author` and `ip` are those of who did what is counted: of comments who wrote them, of votes who votes. Where the
  /// event in hand is a vote or report, comments are counted for the author of the comment that it is about, and votes and
  /// reports for who sent it; where it is a comment, all are counted for who wrote that.
  package enum Key: String, Sendable, CaseIterable {
    case author, thread, ip, site
    /// Of votes and reports: the comment that they are about.
    case comment
    /// Of votes and reports: the author of that comment.
    case target

    /// Those by which votes and reports are found; by the others they are only told apart.
    package static let ofReactions: [Key] = [.author, .ip, .comment, .target]
  }
}
