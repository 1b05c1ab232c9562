import Glibc

/// A question that a person answers before something is done which is hard to take back.
enum Question {
  /// Whether the answer is yes.
  ///
  /// With `isAnswered` (the option `--yes`) nobody is asked; off a terminal nobody can be, and that is a failure.
  static func ask(_ text: String, isAnswered: Bool) throws(Failure) -> Bool {
    if isAnswered { return true }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw Failure(
        .usage, "nothing was done: this has to be confirmed", advice: "Run it again with --yes to do it.")
    }
    return isConfirmed(text)
  }

  /// Asks whoever is at the terminal.
  ///
  /// What was typed before the question stood there is no answer to it.
  static func isConfirmed(_ text: String) -> Bool {
    tcflush(STDIN_FILENO, TCIFLUSH)
    var output = Output(descriptor: STDERR_FILENO)
    try? output.write("\(text) [y/N] ")
    try? output.flush()
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
  }
}
