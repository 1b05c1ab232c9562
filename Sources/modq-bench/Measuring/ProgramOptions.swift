import ArgumentParser
import Glibc

/// Which program is measured, where, and how that is told.
struct ProgramOptions: ParsableArguments {
  @Option(help: "The program to measure (default: the modq beside this one).")
  var modq: String?

  @Option(help: "A folder for what is made, on the disk to measure.")
  var folder = "/var/tmp"

  @Flag(help: "JSON Lines on standard output, the tables on standard error.")
  var json = false

  var path: String { modq ?? Self.besideThis("modq") }

  /// Shows a report.
  func show(_ report: Report) throws {
    try begin(report)
    for figure in report.figures { try show(figure, of: report) }
    try end(report)
  }

  /// Writes the line that says what is measured and where, of JSON Lines.
  func begin(_ report: Report) throws {
    if json { try BufferedOutput.write(report.headLine, to: STDOUT_FILENO) }
  }

  /// Writes the line of a figure, of JSON Lines: what was measured is not lost when the run is stopped.
  func show(_ figure: Figure, of report: Report) throws {
    if json { try BufferedOutput.write(report.line(of: figure), to: STDOUT_FILENO) }
  }

  /// Shows what is known at the end, behind the figures: the comparisons, and the tables of all.
  func end(_ report: Report) throws {
    var report = report
    report.loadAtEnd = Machine.load
    try BufferedOutput.write(Array(report.text.utf8), to: json ? STDERR_FILENO : STDOUT_FILENO)
    if json { try BufferedOutput.write(report.lastLines, to: STDOUT_FILENO) }
  }

  /// The path of a program that was built with this one.
  static func besideThis(_ name: String) -> String { "\(ownFolder)/\(name)" }

  /// The folder that this program stands in.
  static var ownFolder: String {
    guard let own = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(own) }
    return String(cString: own).split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }
}

/// Says on standard error what is being done: some of it takes minutes.
func note(_ text: String) {
  try? BufferedOutput.write(Array("\(text)\n".utf8), to: STDERR_FILENO)
}
