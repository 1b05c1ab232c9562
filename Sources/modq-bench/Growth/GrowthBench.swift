import ArgumentParser
import Foundation

/// `modq-bench growth`: how ingest slows down, or not, when one thing grows.
struct GrowthBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract:
      "Times ingest against the size of the log, rules, nicknames, length of comments and what windows hold.",
    discussion: """
      The log grows in one file: at each size the next events are timed by themselves, and memory is that of the process
      that brought it from the size before to this one. Every other point is a run of --events into a new log.
      `modq-bench draw` makes a picture of the JSON.

      Examples:
        modq-bench growth --up-to 10000000 --events 1000000 --json > growth.jsonl
        modq-bench growth --curve rules --json >> growth.jsonl
        modq-bench draw growth.jsonl --into growth.svg
      """)

  @Option(name: .customLong("curve"), help: "One of log, rules, names, length, window; may be repeated.")
  var curves: [GrowthCurve] = GrowthCurve.allCases

  @Option(help: "The size that the log grows to.")
  var upTo = 100_000

  @Option(help: "The events of each point of the other curves.")
  var events = 100_000

  @Option(help: "How often to run each of these.")
  var rounds = 1

  @Option(help: "Keep the log that grew here: `modq-bench commands --large-log` takes it.")
  var keep: String?

  @Option(help: "Another number gives other events and rules.")
  var seed: UInt64 = 7

  @OptionGroup var bench: BenchOptions

  /// The comments of the window in which copies are looked for.
  private static let windowDays = 30.0 / (24 * 60)
  /// The part of made-up events that are comments.
  private static let commentShare = 0.6
  /// Long comments are fewer: a point reads no more than this.
  private static let pointBytes = 256 << 20
  /// Memory is flat if ten times the log takes no more than this of it.
  private static let flatRatio = 1.25
  private static let mostMiB = 400.0

  func validate() throws {
    guard events >= 1_000, upTo >= 10_000, rounds >= 1 else {
      throw ValidationError("--events is at least 1000, --up-to 10000, --rounds 1.")
    }
    guard keep.map({ Workplace.size($0) == 0 }) ?? true else {
      throw ValidationError("--keep names a file that is there.")
    }
  }

  func run() throws {
    let report = try bench.inWorkplace { place in
      var report = Report("growth", folder: bench.folder)
      try bench.output.begin(report)
      for curve in curves {
        if curve == .log {
          try growLog(in: place, &report)
        } else {
          let steps = curve.steps.filter { isPossible(curve, $0) }
          for step in steps { try add(point(curve, step, in: place), to: &report) }
        }
      }
      return report
    }
    try bench.output.end(report)
  }

  /// Each point is written as soon as it is measured: a long run that is stopped keeps those it has.
  private func add(_ figure: Figure, to report: inout Report) throws {
    report.figures.append(figure)
    try bench.output.show(figure, of: report)
  }

  /// What can't be had with so few events is left out.
  private func isPossible(_ curve: GrowthCurve, _ step: Int) -> Bool {
    switch curve {
    case .names: step <= events
    case .window: Double(step) <= Double(events) * Self.commentShare / 2
    case .log, .rules, .length: true
    }
  }

  private func point(_ curve: GrowthCurve, _ step: Int, in place: Workplace) throws -> Figure {
    note("\(curve.rawValue) \(step)")
    var shape = SyntheticEvents.Shape(count: events, seed: seed)
    var program = bench.program
    switch curve {
    case .names: shape.names = step
    case .length:
      shape.bodyBytes = step
      shape.count = min(events, Self.pointBytes / step)
    case .window: shape.days = Double(events) * Self.commentShare / Double(step) * Self.windowDays
    case .rules: program.rules = try madeRules(step, in: place)
    case .log: break
    }
    let input = try EventFile(shape, to: place.path("events.jsonl"))
    let first = try input.first(to: place.path("first.jsonl"))
    let log = place.path("modq.db")
    var runs = StageRuns(curve.rawValue, events: input.events)
    for _ in 0..<rounds {
      let start = try program.ingest(first.path, into: log)
      place.removeLog(log)
      runs.add(try program.ingest(input.path, into: log), start: start)
      place.removeLog(log)
    }
    var figure = runs.figure
    figure.members.insert(("x", .count(step)), at: 0)
    figure.members.append(("events", .count(input.events)))
    figure.members.append(("bytes_per_event", .number(Double(input.bytes) / Double(input.events))))
    return figure
  }

  private func madeRules(_ count: Int, in place: Workplace) throws -> String {
    let folder = place.path("made-rules-\(count)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var rules = GeneratedRules(seed: seed)
    for (number, file) in rules.files(count).enumerated() {
      try TextFile.write(file, to: "\(folder)/made-\(number).yml")
    }
    return folder
  }

  /// One log from the first size to the last.
  private func growLog(in place: Workplace, _ report: inout Report) throws {
    let sizes = GrowthCurve.logSizes(upTo: upTo)
    let probe = min(20_000, upTo / 5)
    let log = keep ?? place.path("grown.db")
    var stream = SyntheticEvents(
      SyntheticEvents.Shape(count: upTo + (probe + 1) * sizes.count, seed: seed, names: max(10, upTo / 10)))
    var inLog = 0
    var peaks: [Double] = []
    for size in sizes {
      note("log \(size)")
      let filling = try EventFile(size - inLog, of: &stream, to: place.path("events.jsonl"))
      let fill = try bench.program.ingest(filling.path, into: log)
      let bytes = Workplace.size(log)
      // The first event alone: what a start takes on a log of this size.
      let one = try EventFile(1, of: &stream, to: place.path("first.jsonl"))
      let start = try bench.program.ingest(one.path, into: log)
      let probed = try EventFile(probe, of: &stream, to: place.path("events.jsonl"))
      var runs = StageRuns(GrowthCurve.log.rawValue, events: probed.events)
      runs.add(try bench.program.ingest(probed.path, into: log), start: start)
      peaks.append(fill.peakMiB)
      var figure = runs.figure
      figure.members.removeAll { $0.key == "peak_mib" }
      figure.members.insert(("x", .count(size)), at: 0)
      figure.members += [
        ("peak_mib", .number(fill.peakMiB)), ("fill_events", .count(filling.events)),
        ("fill_seconds", .number(fill.seconds)),
        ("file_bytes_per_event", .number(Double(bytes) / Double(size))),
      ]
      try add(figure, to: &report)
      inLog = size + 1 + probe
    }
    guard let last = peaks.last else { return }
    note("replay of \(inLog)")
    var replay = StageRuns("replay", events: inLog)
    replay.add(try bench.program.replay(log))
    try add(replay.figure, to: &report)
    report.comparisons.append(
      Comparison("MiB of replay, largest log", [replay.peakMiB], .atMost(Self.mostMiB)))
    report.comparisons.append(Comparison("MiB of ingest, largest log", [last], .atMost(Self.mostMiB)))
    if let tenth = sizes.firstIndex(of: upTo / 10) {
      report.comparisons.append(
        Comparison(
          "MiB of ingest, largest log / a tenth of it", [last / peaks[tenth]],
          .atMost(Self.flatRatio)))
    }
  }
}
