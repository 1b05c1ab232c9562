/// One stage, run once a round.
struct StageRuns {
  let name: String
  private let events: Int
  private var runs: [ProcessRun] = []
  /// A run with one event, for each: what goes by before the second.
  private var starts: [ProcessRun?] = []

  /// So many events pass through the stage in each run.
  init(_ name: String, events: Int) {
    self.name = name
    self.events = events
  }

  mutating func add(_ run: ProcessRun, start: ProcessRun? = nil) {
    runs.append(run)
    starts.append(start)
  }

  /// For each round: what a start takes is left out, because it is the same for one event and for ten million.
  var eventsPerSecond: [Double] {
    zip(runs, starts).map { run, start in
      // With few events the start alone may happen to take longer: then the whole says the least that is true.
      guard let start, start.seconds < run.seconds else { return Double(events) / run.seconds }
      return Double(events - 1) / (run.seconds - start.seconds)
    }
  }

  /// As the wall time, of processors: other work on the machine does less to it.
  private var processorMicrosecondsPerEvent: [Double] {
    zip(runs, starts).map { run, start in
      guard let start, start.processorSeconds < run.processorSeconds else {
        return run.processorSeconds * 1e6 / Double(events)
      }
      return (run.processorSeconds - start.processorSeconds) * 1e6 / Double(events - 1)
    }
  }

  var peakMiB: Double { runs.map(\.peakMiB).max() ?? 0 }

  /// Medians of all rounds; of memory the highest.
  var figure: Figure {
    func median(_ values: [Double]) -> Double { Quantiles(values).median }
    var members: [(key: String, cell: Figure.Cell)] = [
      ("events_per_s", .number(median(eventsPerSecond))), ("seconds", .number(median(runs.map(\.seconds)))),
    ]
    let startSeconds = starts.compactMap { $0?.seconds }
    if !startSeconds.isEmpty { members.append(("start_s", .number(median(startSeconds)))) }
    members.append(("processor_us_per_event", .number(median(processorMicrosecondsPerEvent))))
    members.append(("peak_mib", .number(peakMiB)))
    if let summary = runs.last.flatMap({ IngestSummary($0.said) }) {
      members.append(("held_percent", .number(summary.heldShare * 100)))
    }
    return Figure(name, members)
  }
}
