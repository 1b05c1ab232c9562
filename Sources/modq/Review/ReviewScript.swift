import ModQEventLog
import ModQueue

/// Keys out of a file, for tests and demonstrations: after each line the screen is printed as text.
///
/// A line is names of keys with blanks between them (`x x A`), or `text` with what is typed, or `resize 40x24`.
struct ReviewScript {
  private let steps: [(words: String, step: Step)]

  private enum Step {
    case keys([Key])
    case resize(ScreenSize)
  }

  /// Longer than any session.
  private static let limitLines = 10_000

  init(_ text: String) throws(Failure) {
    var steps: [(String, Step)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.split(separator: " ")
      guard let first = words.first, !first.hasPrefix("#"), index < ReviewScript.limitLines else { continue }
      switch first {
      case "text":
        let typed = line.dropFirst(line.prefix { $0 == " " }.count + 5)
        steps.append((String(line), .keys(typed.map { .character($0) })))
      case "resize":
        guard let size = words.dropFirst().first.flatMap({ ScreenSize($0) }) else {
          throw Failure(.usage, "line \(index + 1) of the script: a size is written as 80x24")
        }
        steps.append((String(line), .resize(size)))
      default:
        var keys: [Key] = []
        for word in words {
          guard let key = Key(name: word) else {
            throw Failure(
              .usage, "line \(index + 1) of the script: there is no key \(visible(String(word)))",
              advice:
                "A key is a character, or one of \(Key.names.map(\.name).joined(separator: ", ")), ctrl-a.")
          }
          keys.append(key)
        }
        steps.append((String(line), .keys(keys)))
      }
    }
    self.steps = steps
  }

  /// Plays the script, and hands over the text of the screen after each line; tells how long keys took.
  @discardableResult
  func play(
    _ runner: inout ReviewRunner, show: (String) throws(OutputFailure) -> Void
  ) throws -> ReviewTimes {
    var times = ReviewTimes()
    try runner.start()
    try show(runner.screen.text + "\n")
    for (words, step) in steps {
      guard let screen = try ReviewScript.take(step, &runner, &times) else { break }
      try times.claim { () throws(LogError) in try runner.idle() }
      try show("\n▸ \(visible(words))\n\(screen)\n")
    }
    try runner.finish()
    return times
  }

  /// Does one step, and gives the screen that answers it; nil if a key ended the session.
  private static func take(
    _ step: Step, _ runner: inout ReviewRunner, _ times: inout ReviewTimes
  ) throws(LogError) -> String? {
    switch step {
    case .resize(let size): runner.resize(to: size)
    case .keys(let keys):
      for key in keys {
        let screen = try times.screen { () throws(LogError) -> String? in
          if case .quit = try runner.press(key) { return nil }
          return runner.screen.text
        }
        if screen == nil { return nil }
      }
    }
    return runner.screen.text
  }
}
