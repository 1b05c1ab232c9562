import ArgumentParser
import Foundation

/// `modq-bench review`: how long a moderator waits at the review screen for the next comment, with a long queue.
struct ReviewBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Times the keys of the review screen, with a queue of many comments.",
    discussion: """
      Makes a log of made-up comments of which each one waits, and plays keys: approve, reject, spam, skip, select, undo. Timed
      is from a key to the screen that answers it, the commit of the decision included, as `modq review --times` tells it; the
      claim of the next comment is made while the moderator reads.
      """)

  @Option(help: "Comments that wait.")
  var waiting = 10_000

  @Option(help: "Keys that are played.")
  var keys = 600

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  private static let longestMilliseconds = 50.0
  /// A comment and a key each: most keys decide, as most do.
  private static let played = ["a", "r", "s", "a", "h", "r", "a", "z", "s", "a", "x", "r"]

  func validate() throws {
    guard waiting >= 1, keys >= 1, keys < waiting else {
      throw ValidationError("--keys is at least 1, and fewer than --waiting.")
    }
  }

  func run() throws {
    var report = Report("review", folder: bench.folder)
    let said = try bench.inWorkplace { place in try play(made(in: place), in: place) }
    guard let times = KeyTimes(said) else { throw BenchFailure("no times in: \(said)") }
    report.figures.append(
      Figure(
        "a key to its screen",
        [
          ("keys", .count(times.count)), ("median_ms", .number(times.median)),
          ("p99_ms", .number(times.late)), ("highest_ms", .number(times.longest)),
        ]))
    report.comparisons.append(
      Comparison("a key to its screen, 99 %, ms", [times.late], .atMost(Self.longestMilliseconds)))
    try bench.show(report)
  }

  /// A log in which as many comments wait as are wanted.
  private func made(in place: Workplace) throws -> String {
    // Six of ten made-up events are comments or replies; a queue that is a little longer is no fault.
    note("a queue of \(waiting) comments")
    let file = try EventFile(shape.shape(2 * waiting), to: place.path("events.jsonl"))
    let log = place.path("review.db")
    let hold = place.path("hold.yml")
    try TextFile.write(
      """
      rules:
        - id: made_texts
          title: Everything waits, for timing
          floor: hold
          when: chars >= 0

      """, to: hold)
    var program = bench.program
    program.rules = try place.rules(bench.rules, with: [hold])
    _ = try program.ingest(file.path, into: log)
    // Says so, if too few wait.
    _ = try WaitingComments(log, waiting, bench, place)
    return log
  }

  /// What the program says of the times of its keys.
  private func play(_ log: String, in place: Workplace) throws -> String {
    let script = place.path("keys")
    let lines = (0..<keys).map { Self.played[$0 % Self.played.count] }
    try TextFile.write(lines.joined(separator: "\n") + "\n", to: script)
    note("\(keys) keys")
    return try ProcessRun(
      [
        bench.program.path, "review", "--db", log, "--by", "bench", "--script", script, "--times",
      ]
    ).said
  }
}

/// What `modq review --times` says of keys: their number, and milliseconds.
struct KeyTimes: Equatable {
  let count: Int
  let median: Double
  let late: Double
  let longest: Double

  /// Reads the line about keys among those of standard error.
  init?(_ said: String) {
    let pattern =
      #/from a key to its screen: (\d+), median ([0-9.]+) ms, 99 % ([0-9.]+) ms, longest ([0-9.]+) ms/#
    guard let match = said.firstMatch(of: pattern), let count = Int(match.1), let median = Double(match.2),
      let late = Double(match.3), let longest = Double(match.4)
    else { return nil }
    (self.count, self.median, self.late, self.longest) = (count, median, late, longest)
  }
}
