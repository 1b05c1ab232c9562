import ArgumentParser
import Glibc

/// `modq-bench pipe`: how long a site waits for a verdict when it sends one comment at a time.
struct PipeBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe",
    abstract: "Times a verdict on an open pipe, one line at a time, beside the disk's own sync.",
    discussion: """
      Before each line, 4 KiB are appended to a file in the same folder and synced with fdatasync(2): the least that a
      durable answer can take. 99 of 100 verdicts are to come within 99 of 100 such syncs and 10 ms.

      Examples:
        modq-bench pipe
        modq-bench pipe --lines 10000 --events 1000000
      """)

  @Option(help: "How many lines are sent one at a time.")
  var lines = 2_000

  @Option(help: "Events that are in the log before.")
  var events = 10_000

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  private static let allowedMilliseconds = 10.0
  private static let share = 0.99
  private static let appendedBytes = 4 << 10
  /// Sent first and not counted: rules are read and patterns compiled.
  private static let warmUpLines = 50

  func validate() throws {
    guard lines >= 1, events >= 1 else { throw ValidationError("--lines and --events are at least 1.") }
  }

  func run() throws {
    let report = try bench.inWorkplace { place in try measure(in: place) }
    try bench.show(report)
  }

  private func measure(in place: Workplace) throws -> Report {
    var report = Report("pipe", folder: bench.folder)
    let wanted = Self.warmUpLines + lines
    // Half of all events are comments, and more.
    var stream = SyntheticEvents(shape.shape(events + wanted * 2 + 1_000))
    let before = try EventFile(events, of: &stream, to: place.path("events.jsonl"))
    let log = place.path("modq.db")
    _ = try bench.program.ingest(before.path, into: log)
    let disk = open(place.path("synced"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard disk >= 0 else { throw BenchFailure("can't make a file in \(place.folder)", code: errno) }
    defer { close(disk) }
    let pipe = try OpenPipe([
      bench.program.path, "ingest", "--db", log, "--rules", bench.rules, "-",
    ])
    var (syncs, verdicts): ([Double], [Double]) = ([], [])
    var line: [UInt8] = []
    while verdicts.count < wanted, stream.next(into: &line) {
      defer { line.removeAll(keepingCapacity: true) }
      // Votes have no verdict of their own to wait for.
      guard !line.starts(with: Self.vote) else { continue }
      syncs.append(try sync(disk) * 1_000)
      verdicts.append(try pipe.answer(to: line) * 1_000)
    }
    pipe.finish()
    let (sync, verdict) = (
      Quantiles(Array(syncs.dropFirst(Self.warmUpLines))),
      Quantiles(Array(verdicts.dropFirst(Self.warmUpLines)))
    )
    report.figures = [figure("fdatasync of 4 KiB", sync), figure("verdict", verdict)]
    report.comparisons = [
      Comparison(
        "99 of 100, ms over the sync", [verdict.value(at: Self.share) - sync.value(at: Self.share)],
        .atMost(Self.allowedMilliseconds)),
      Comparison("median, ms over the sync", [verdict.median - sync.median]),
    ]
    return report
  }

  private static let vote = Array(#"{"type": "vote""#.utf8)

  /// Seconds to append and sync.
  private func sync(_ descriptor: Int32) throws(BenchFailure) -> Double {
    let bytes = [UInt8](repeating: 0x20, count: Self.appendedBytes)
    let start = Stopwatch()
    try BufferedOutput.write(bytes, to: descriptor)
    guard fdatasync(descriptor) == 0 else { throw BenchFailure("fdatasync", code: errno) }
    return start.seconds
  }

  private func figure(_ name: String, _ times: Quantiles) -> Figure {
    Figure(
      name,
      [
        ("p50_ms", .number(times.median)), ("p90_ms", .number(times.value(at: 0.9))),
        ("p99_ms", .number(times.value(at: Self.share))), ("highest_ms", .number(times.highest)),
      ])
  }
}
