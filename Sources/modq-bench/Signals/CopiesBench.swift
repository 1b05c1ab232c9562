import ArgumentParser
import ModQEventLog
import ModQJudge
import ModQueue

/// `modq-bench copies`: what a comment costs with few and with many others in the half hour in which copies are looked for.
struct CopiesBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: "Times a whole comment with 1,000 and with 100,000 others in the window of copies.",
    discussion: """
      Two logs of the same comments, in one of which they come a hundred times as fast. Each round takes some more into
      the one and then into the other: decoded, judged by all rules, appended, folded, committed. What is compared is the
      processor time of all of that.
      """)

  @Argument(help: "A file of events whose comments the texts are made of (default: made-up ones).")
  var events: String?

  @Option(help: "Comments in the window, where there are few.")
  var few = 1_000

  @Option(help: "Comments in the window, where there are many.")
  var many = 100_000

  @Option(help: "Comments that a round takes into each log.")
  var probe = 4_000

  @Option(help: "How often to do that.")
  var rounds = 5

  @OptionGroup var bench: BenchOptions

  /// What a comment among many costs at most, against one among few.
  private static let goal = 1.5

  func validate() throws {
    guard few >= 1, many >= few, probe >= 1, rounds >= 1 else {
      throw ValidationError("--few, --probe and --rounds are at least 1, --many is not below --few.")
    }
  }

  func run() throws {
    var report = Report("copies", folder: bench.folder)
    let rules = RuleBook(try RuleSet.load(directory: bench.rules, compiling: .none))
    let count = many + rounds * probe
    let texts =
      try events.map { MadeTexts.mixed(try MadeTexts.bodies(in: $0), count) }
      ?? MadeTexts.made(count, seed: 7)
    guard texts.count == count else { throw ValidationError("\(events ?? "it") has no comments.") }
    let seconds = try bench.inWorkplace { place in
      let seconds = try time(texts, rules: rules, in: place)
      try Interruption.check()
      return seconds
    }
    func figure(_ inWindow: Int, _ seconds: [Double]) -> Figure {
      let size = texts.reduce(0) { $0 + $1.utf8.count } / count
      return Figure(
        "\(inWindow) in the window",
        [
          ("comments", .count(rounds * probe)), ("bytes_per_text", .count(size)),
          ("processor_us_per_comment", .number(Quantiles(seconds).median / Double(probe) * 1e6)),
        ])
    }
    report.figures = [figure(few, seconds.few), figure(many, seconds.many)]
    report.comparisons = [
      Comparison("a comment, \(many) / \(few)", seconds.many, to: seconds.few, .atMost(Self.goal))
    ]
    try bench.show(report)
  }

  /// The seconds of each round.
  ///
  /// While the logs are filled nothing is timed: both hold as many comments.
  private func time(
    _ texts: [String], rules: RuleBook, in place: Workplace
  ) throws(LogError) -> (few: [Double], many: [Double]) {
    try Workspace.open(place.path("few.db"), for: .creating) { (first) throws(LogError) in
      try Workspace.open(place.path("many.db"), for: .creating) { (second) throws(LogError) in
        var loose = PackedLog(first, rules: rules, texts: texts, inWindow: few)
        var dense = PackedLog(second, rules: rules, texts: texts, inWindow: many)
        note("\(many) comments into each log")
        _ = try loose.take(many)
        _ = try dense.take(many)
        var seconds: (few: [Double], many: [Double]) = ([], [])
        for round in 1...rounds {
          note("round \(round) of \(rounds)")
          seconds.few.append(try loose.take(probe))
          seconds.many.append(try dense.take(probe))
        }
        return seconds
      }
    }
  }
}
