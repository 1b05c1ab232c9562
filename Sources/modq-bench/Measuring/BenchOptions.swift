import ArgumentParser
import Glibc

/// What every measurement of the program itself takes.
struct BenchOptions: ParsableArguments {
  @Option(help: "The program to measure (default: the modq beside this one).")
  var modq: String?

  @Option(help: "A directory of rules.")
  var rules = "Rules"

  @Option(help: "A folder for what is made, on the disk to measure.")
  var folder = "/var/tmp"

  @Flag(help: "JSON Lines on standard output, the tables on standard error.")
  var json = false

  var program: MeasuredProgram { MeasuredProgram(path: modq ?? Self.besideThis("modq"), rules: rules) }

  /// Shows a report.
  func show(_ report: Report) throws {
    try BufferedOutput.write(Array(report.text.utf8), to: json ? STDERR_FILENO : STDOUT_FILENO)
    if json { try BufferedOutput.write(report.jsonLines, to: STDOUT_FILENO) }
  }

  /// The path of a program that was built with this one.
  static func besideThis(_ name: String) -> String {
    guard let own = realpath("/proc/self/exe", nil) else { return name }
    defer { free(own) }
    return String(cString: own).split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/" + name
  }
}

/// Says on standard error what is being done: some of it takes minutes.
func note(_ text: String) {
  try? BufferedOutput.write(Array("\(text)\n".utf8), to: STDERR_FILENO)
}
