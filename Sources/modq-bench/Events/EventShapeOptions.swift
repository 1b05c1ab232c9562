import ArgumentParser

/// What made-up events are like.
struct EventShapeOptions: ParsableArguments {
  @Option(help: "Another number gives other events.")
  var seed: UInt64 = 7

  @Option(help: "Different nicknames (default: a tenth of the events).")
  var names: Int?

  @Option(help: "Days from the first to the last event.")
  var days = 60.0

  @Option(help: "Threads, one after the other (default: one for 2,000 events).")
  var threads: Int?

  @Option(help: "The least bytes of a text (default: that of 5 to 60 words).")
  var length: Int?

  func validate() throws {
    guard names ?? 2 >= 2 else { throw ValidationError("--names is at least 2: somebody votes on another.") }
    guard days >= 0, days <= 36_500 else { throw ValidationError("--days is from 0 to 36500.") }
    guard threads ?? 1 >= 1 else { throw ValidationError("--threads is at least 1.") }
    guard (1...60_000).contains(length ?? 1) else {
      throw ValidationError("--length is from 1 to 60000: a body has at most 64 KiB.")
    }
  }

  func shape(_ count: Int) -> SyntheticEvents.Shape {
    SyntheticEvents.Shape(
      count: count, seed: seed, names: names, days: days, threads: threads, bodyBytes: length)
  }
}
