/// Every limit on a rules directory, each with its reason.
package enum RuleBounds {
  /// A file of rules, a policy or a list: the longest public list of words is a tenth of it.
  package static let fileBytes = 4 << 20
  /// Files of one rule set: a directory beyond that is not a rules directory.
  package static let files = 1_000
  /// Folders within folders: the walk recurses once a level.
  package static let folderDepth = 16
  /// Rules of one rule set: twenty times the largest public set.
  package static let rules = 100_000
  /// Nodes read from one file, aliases followed: several times what the largest public set of patterns has.
  ///
  /// Aliases of aliases ("a billion laughs") can say more than memory holds; words beyond that are for a list file.
  package static let nodes = 500_000
  /// Errors, and warnings, kept of one rule set: nobody reads more, and each shows its line.
  package static let problems = 200
  /// Names and ids: they are repeated in every verdict that they led to.
  package static let nameBytes = 64
  /// A `title`, a tag, a site: shown on one line.
  package static let titleBytes = 512
  /// A regex or phrase, and the text of a condition: longer ones are better written as several.
  package static let patternBytes = 64 << 10
  /// Parentheses and `not` within one another: the parser and the evaluation recurse once a level.
  package static let conditionDepth = 64
  /// Terms of one condition: what is evaluated for each comment.
  package static let conditionTerms = 1_000
  /// The largest score, floor aside: a hundred times the threshold of rejection.
  package static let score = 1_000.0
  /// The longest `within`: comments of so long are kept at hand for each key.
  package static let windowMilliseconds: Int64 = 7 * 86_400_000
  /// The longest half-life and other span: somebody has to understand it.
  package static let durationMilliseconds: Int64 = 3_660 * 86_400_000
  /// Lines of one `stream` test.
  package static let streamLines = 1_000
}
