import ArgumentParser

/// `modq-bench ingest`: taking events in, replaying them and judging them again, beside a bare append of the same lines.
struct IngestBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract:
      "Times ingest, replay and backtest beside a bare append of the same lines, with memory and file size.",
    discussion: """
      Each stage is a process of the release `modq` (build it first), so that its memory is its own. One round runs all
      stages one after the other, and ratios are made round by round. What a start takes (reading the rules, proving
      those that are new, and the first event) is measured with the first line alone, and left out of the rate.

      Examples:
        modq-bench ingest --events 1000000
        modq-bench ingest --events 1000000 --more-rules spamassassin.yml --more-rules smokedetector.yml --json
        modq-bench ingest --file site.jsonl
      """)

  @Option(help: "How many made-up events.")
  var events = 100_000

  @Option(help: "A file of events instead.")
  var file: String?

  @Option(help: "A file of rules to add in a further run of ingest; may be repeated.")
  var moreRules: [String] = []

  @Option(help: "How often to do it all.")
  var rounds = 3

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds is at least 1.") }
    guard events >= 2 else { throw ValidationError("--events is at least 2.") }
  }

  func run() throws {
    let start = Report("ingest", folder: bench.folder)
    let report = try bench.inWorkplace { place in
      let input =
        try file.map { try EventFile(existing: $0) }
        ?? EventFile(shape.shape(events), to: place.path("events.jsonl"))
      return try measure(input, in: place, for: start)
    }
    try bench.show(report)
  }

  private func measure(
    _ input: EventFile, in place: Workplace, for start: Report
  ) throws -> Report {
    var report = start
    let first = try input.first(to: place.path("first.jsonl"))
    var program = bench.program
    let augmented = try moreRules.isEmpty ? nil : place.rules(bench.rules, with: moreRules)
    var append = StageRuns("bare append", events: input.events)
    var ingest = StageRuns("ingest", events: input.events)
    var replay = StageRuns("replay", events: input.events)
    var backtest = StageRuns("backtest", events: input.events)
    var more = StageRuns("ingest, more rules", events: input.events)
    var fileBytes: [Double] = []
    let log = place.path("modq.db")
    for round in 1...rounds {
      note("round \(round) of \(rounds): bare append")
      append.add(
        try ProcessRun([ProgramOptions.besideThis("modq-bench"), "bare-append", input.path, log]))
      place.removeLog(log)
      note("round \(round) of \(rounds): ingest")
      program.rules = bench.rules
      try take(input, after: first, by: program, into: log, in: place, to: &ingest)
      // A replay builds the projections beside the old ones: what it needed for that stays in the file.
      fileBytes.append(Double(Workplace.size(log)))
      note("round \(round) of \(rounds): replay")
      replay.add(try program.replay(log))
      note("round \(round) of \(rounds): backtest")
      backtest.add(try program.backtest(log))
      place.removeLog(log)
      if let augmented {
        note("round \(round) of \(rounds): ingest, more rules")
        program.rules = augmented
        try take(input, after: first, by: program, into: log, in: place, to: &more)
        place.removeLog(log)
      }
    }
    let stages = [append, ingest, replay, backtest] + (augmented == nil ? [] : [more])
    report.figures = stages.map(\.figure)
    report.figures.append(
      Figure(
        "input",
        [
          ("events", .count(input.events)),
          ("bytes_per_event", .number(Double(input.bytes) / Double(input.events))),
        ]
      ))
    report.comparisons = [
      Comparison("ingest / bare append", ingest.eventsPerSecond, to: append.eventsPerSecond, .atLeast(0.3)),
      Comparison("replay / ingest", replay.eventsPerSecond, to: ingest.eventsPerSecond, .atLeast(1.5)),
      Comparison("replay / bare append", replay.eventsPerSecond, to: append.eventsPerSecond, .atLeast(0.5)),
      Comparison("backtest / ingest", backtest.eventsPerSecond, to: ingest.eventsPerSecond, .atLeast(0.8)),
      Comparison("file / input", fileBytes.map { $0 / Double(input.bytes) }, .atMost(2.4)),
      Comparison("MiB of ingest", [ingest.peakMiB], .atMost(400)),
    ]
    if augmented != nil {
      report.comparisons.insert(
        Comparison("more rules / ingest", more.eventsPerSecond, to: ingest.eventsPerSecond, .atLeast(0.6)),
        at: 1)
    }
    return report
  }

  /// One start with the first line alone, then all of it, each into a new log.
  private func take(
    _ input: EventFile, after first: EventFile, by program: MeasuredProgram, into log: String,
    in place: Workplace, to runs: inout StageRuns
  ) throws(BenchFailure) {
    let start = try program.ingest(first.path, into: log)
    place.removeLog(log)
    runs.add(
      try program.ingest(input.path, into: log, output: place.path("verdicts.jsonl")), start: start)
  }
}
