import ArgumentParser
import ModQEventLog
import ModQueue

struct RefusedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refused",
    abstract: "List the lines that were refused, with why.",
    discussion: """
      Examples:
        modq refused --limit 20
        modq refused --format jsonl | grep bad_time

      The latest comes first. Each line that differs is kept once, with how often it
      came; the last 10,000 are kept. What is private in a line is shown with --private only.
      """)

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var list: ListOptions

  @Flag(name: .customLong("private"), help: "Show addresses, e-mails, agents and proofs too.")
  var withPrivate = false

  func run() throws {
    try withLog(log.path, for: .reading) { workspace in
      var writer = list.list(RefusedLine.columns(withPrivate: withPrivate)) { $0.digest }
      var failure: OutputFailure?
      try RefusedLine.visit(in: workspace, limit: list.limit) { (line) throws(LogError) in
        do throws(OutputFailure) { try writer.add(line) } catch { failure = error }
        return failure == nil
      }
      if let failure { throw failure }
      try writer.finish()
    }
  }
}

extension RefusedLine {
  static func columns(withPrivate: Bool) -> [Column<RefusedLine>] {
    [
      Column("last_at", .left(16)) { .time($0.lastAt) },
      Column("line", .right(7)) { .integer($0.line) },
      Column("seen", .right(5)) { .integer($0.seen) },
      Column("reason", .left(18)) { .text($0.reason) },
      Column("message", .rest) { .text($0.message) },
      Column("start") { .text(withPrivate ? $0.start : PrivateMarks.mask($0.start)) },
      Column("digest") { .text($0.digest) },
    ]
  }
}
