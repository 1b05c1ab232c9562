import ArgumentParser
import Glibc

/// `modq-bench events`: made-up events on standard output.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Writes made-up comments, replies and votes, the same for the same options.",
    discussion: """
      Examples:
        modq-bench events 1000000 > events.jsonl
        modq-bench events 20000 --names 100 --days 1 | modq ingest
      """)

  @Argument(help: "How many.")
  var count: Int

  @OptionGroup var shape: EventShapeOptions

  func run() throws {
    var events = SyntheticEvents(shape.shape(count))
    var output = BufferedOutput(descriptor: STDOUT_FILENO)
    while events.next(into: &output.bytes) { try output.flushIfFull() }
    try output.flush()
  }
}
