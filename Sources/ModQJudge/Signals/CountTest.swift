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
  }

  /// What a window is kept for.
  package enum Key: String, Sendable, CaseIterable {
    case author, thread, ip, site
  }
}
