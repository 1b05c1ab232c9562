/// The program as it is run, each time as a process of its own.
struct MeasuredProgram {
  let path: String
  var rules: String

  /// Takes in a file; the verdicts go to `output`.
  ///
  /// Lines that are refused are no failure.
  func ingest(
    _ file: String, into log: String, output: String = "/dev/null"
  ) throws(BenchFailure) -> ProcessRun {
    try ProcessRun(
      [path, "ingest", "--db", log, "--rules", rules, file], output: output, expecting: [0, 1])
  }

  func replay(_ log: String) throws(BenchFailure) -> ProcessRun {
    try ProcessRun([path, "replay", "--db", log])
  }

  func backtest(_ log: String) throws(BenchFailure) -> ProcessRun {
    try ProcessRun([path, "rules", "backtest", "--db", log, "--rules", rules, "--format", "count"])
  }
}
