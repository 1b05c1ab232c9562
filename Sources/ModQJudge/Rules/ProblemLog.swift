/// The problems found so far: of errors and of warnings each at most ``RuleBounds/problems``, so that thousands of
/// warnings do not crowd out the one error.
struct ProblemLog: Sendable {
  private var errors: [RuleProblem] = []
  private var warnings: [RuleProblem] = []
  private(set) var errorCount = 0
  private var warningCount = 0

  mutating func append(_ problem: RuleProblem) {
    switch problem.severity {
    case .error:
      errorCount += 1
      if errors.count < RuleBounds.problems { errors.append(problem) }
    case .warning:
      warningCount += 1
      if warnings.count < RuleBounds.problems { warnings.append(problem) }
    }
  }

  /// Appends a problem that is made only if it is kept: to show its line takes longer than to find it.
  mutating func append(_ severity: RuleProblem.Severity, _ make: () -> RuleProblem) {
    switch severity {
    case .error where errors.count >= RuleBounds.problems: errorCount += 1
    case .warning where warnings.count >= RuleBounds.problems: warningCount += 1
    case .error, .warning: append(make())
    }
  }

  mutating func append(contentsOf other: ProblemLog) {
    errors += other.errors.prefix(RuleBounds.problems - errors.count)
    warnings += other.warnings.prefix(RuleBounds.problems - warnings.count)
    errorCount += other.errorCount
    warningCount += other.warningCount
  }

  /// How many were not kept.
  var unlisted: Int { errorCount - errors.count + warningCount - warnings.count }

  /// The problems in the order of their places; those found first stay first within one place.
  var sorted: [RuleProblem] {
    (errors + warnings).enumerated().sorted { left, right in
      guard let one = left.element.location else {
        return right.element.location != nil || left.offset < right.offset
      }
      guard let other = right.element.location else { return false }
      if one.file != other.file { return one.file.utf8.lexicographicallyPrecedes(other.file.utf8) }
      return (one.line, one.column, left.offset) < (other.line, other.column, right.offset)
    }.map(\.element)
  }
}
