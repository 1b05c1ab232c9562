import ArgumentParser
import Foundation

/// `modq-bench commands`: what a moderator waits for, on a large log and on a small one.
struct CommandsBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commands",
    abstract: "Times a decision, the queue, a comment and a standing on a large log against a small one.",
    discussion: """
      Each is a process of the release `modq`, timed from its start to its end; large and small take turns. The median of
      all runs counts. Logs of made-up events are made first, which takes as long as ingesting them; a log that is given
      with --large-log or --small-log must have as many comments that wait as there are runs, and gets decisions on them.

      Examples:
        modq-bench commands --events 10000000
        modq-bench commands --large-log ten-million.db --json
      """)

  @Option(help: "Events in the large log.")
  var events = 100_000

  @Option(help: "Events in the small log.")
  var few = 10_000

  @Option(help: "A large log that is there.")
  var largeLog: String?

  @Option(help: "A small log that is there.")
  var smallLog: String?

  @Option(help: "How often to run each command.")
  var runs = 15

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  private static let longestMilliseconds = 100.0
  private static let largestRatio = 1.5

  func validate() throws {
    guard runs >= 1 else { throw ValidationError("--runs is at least 1.") }
  }

  func run() throws {
    let start = Report("commands", folder: bench.folder)
    let report = try bench.inWorkplace { place in
      let small = try smallLog ?? made(few, "small", in: place)
      let large = try largeLog ?? made(events, "large", in: place)
      return try measure(small: small, large: large, in: place, for: start)
    }
    try bench.show(report)
  }

  private func made(_ count: Int, _ name: String, in place: Workplace) throws -> String {
    note("\(count) events for the \(name) log")
    let file = try EventFile(shape.shape(count), to: place.path("events.jsonl"))
    let log = place.path("\(name).db")
    var program = bench.program
    program.rules = try holdingRules(in: place)
    _ = try program.ingest(file.path, into: log)
    return log
  }

  /// The rules with one that holds each comment with a link, one in 25: a queue that is worth listing.
  private func holdingRules(in place: Workplace) throws -> String {
    let file = place.path("hold.yml")
    try TextFile.write(
      """
      rules:
        - id: made_links
          title: Any link waits, for timing
          floor: hold
          when: links >= 1

      """, to: file)
    return try place.rules(bench.rules, with: [file])
  }

  private func measure(
    small: String, large: String, in place: Workplace, for start: Report
  ) throws -> Report {
    var report = start
    let subjects = try (
      small: WaitingComments(small, 1 + runs, bench, place),
      large: WaitingComments(large, 1 + runs, bench, place)
    )
    var times = MeasuredCommand.allCases.map { _ in (small: [Double](), large: [Double]()) }
    // The first round is left out: it reads from the disk what the others find in memory.
    for round in 0...runs {
      note("round \(round) of \(runs)")
      for (index, command) in MeasuredCommand.allCases.enumerated() {
        let few = try milliseconds(command, of: subjects.small.comments[round], in: small)
        let many = try milliseconds(command, of: subjects.large.comments[round], in: large)
        guard round > 0 else { continue }
        times[index].small.append(few)
        times[index].large.append(many)
      }
    }
    for (command, times) in zip(MeasuredCommand.allCases, times) {
      let (few, many) = (Quantiles(times.small), Quantiles(times.large))
      report.figures.append(
        Figure(
          command.rawValue,
          [
            ("small_ms", .number(few.median)), ("large_ms", .number(many.median)),
            ("large_lowest_ms", .number(many.lowest)), ("large_highest_ms", .number(many.highest)),
          ]))
      // Of medians: one run of a few milliseconds is mostly noise.
      report.comparisons.append(
        Comparison(
          "\(command.rawValue), large / small", [many.median / few.median], .atMost(Self.largestRatio)))
      report.comparisons.append(
        Comparison("\(command.rawValue), ms", [many.median], .atMost(Self.longestMilliseconds)))
    }
    report.figures.append(
      Figure(
        "bytes of the log",
        [
          ("small_bytes", .count(Workplace.size(small))), ("large_bytes", .count(Workplace.size(large))),
        ]))
    return report
  }

  private func milliseconds(
    _ command: MeasuredCommand, of comment: WaitingComments.Comment, in log: String
  ) throws(BenchFailure) -> Double {
    try ProcessRun([bench.program.path] + command.arguments(for: comment) + ["--db", log]).seconds * 1_000
  }
}

/// What is timed.
private enum MeasuredCommand: String, CaseIterable {
  case decision = "approve"
  case queue = "queue --limit 20"
  case show
  case reputation

  func arguments(for comment: WaitingComments.Comment) -> [String] {
    switch self {
    case .decision: ["approve", "--by", "bench", comment.id]
    case .queue: ["queue", "--limit", "20"]
    case .show: ["show", comment.id]
    case .reputation: ["reputation", comment.nick]
    }
  }
}
