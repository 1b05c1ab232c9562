/// One thing that is wrong with a rule set, with the place and what to do about it.
package struct RuleProblem: Error, Sendable, Equatable {
  package var severity: Severity
  /// Nil where no file is to blame, as for a directory that can't be read.
  package var location: SourceLocation?
  package var message: String
  package var hint: String?
  /// The line of the file that ``location`` points into, made safe to show, cut around the place if it is
  /// long.
  package var excerpt: Excerpt?

  package enum Severity: String, Sendable {
    case error, warning
  }

  /// A line of a file and the mark under it.
  package struct Excerpt: Sendable, Equatable {
    package var line: String
    /// Blanks as wide as what stands before the place, and `^`.
    package var caret: String
  }

  /// As the command line shows it: `file:line:column: error: …`, the line, a caret, `hint: …`, each on a line
  /// of its own, without a newline at the end.
  package var rendered: String {
    var text = ""
    if let location { text += "\(location.file):\(location.line):\(location.column): " }
    text += "\(severity.rawValue): \(message)"
    if let excerpt { text += "\n\(excerpt.line)\n\(excerpt.caret)" }
    if let hint { text += "\nhint: \(hint)" }
    return text
  }
}

/// Every problem of a rule set that was refused: at least one of them is an error.
package struct RuleProblems: Error, Sendable, Equatable {
  /// In the order of file (UTF-8 bytes), line and column.
  package var problems: [RuleProblem]
  /// How many more there are than ``RuleBounds/problems``.
  package var unlisted: Int

  package init(_ problems: [RuleProblem], unlisted: Int = 0) {
    self.problems = problems
    self.unlisted = unlisted
  }

  /// All problems as ``RuleProblem/rendered``, one after the other, without a newline at the end.
  package var rendered: String {
    let listed = problems.map(\.rendered).joined(separator: "\n")
    return unlisted == 0 ? listed : listed + "\nand \(unlisted) more"
  }
}
