import ArgumentParser

/// What every measurement of judging takes.
struct BenchOptions: ParsableArguments {
  @OptionGroup var output: ProgramOptions

  @Option(help: "A directory of rules.")
  var rules = "Rules"

  var folder: String { output.folder }
  var program: MeasuredProgram { MeasuredProgram(path: output.path, rules: rules) }

  /// Runs `body` with a folder for its files, which is removed as well when the process is asked to stop.
  func inWorkplace<Result>(_ body: (Workplace) throws -> Result) throws -> Result {
    Interruption.watch()
    return try Workplace.with(in: folder, body)
  }

  /// Shows a report.
  func show(_ report: Report) throws { try output.show(report) }
}
