import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Rebuild the projections from the log.",
    discussion: """
      Examples:
        modq replay
        modq replay --until 1200 --into before.db

      The recorded verdicts are folded, nothing is judged. The new projections are made beside the old ones, which stay in
      use until the end. With --into the log itself is left alone: a new file gets its entries up to --until.
      """)

  @OptionGroup var log: DatabaseOptions
  @Option(help: "The last entry to copy, with --into.")
  var until: Int64?
  @Option(help: "Make a copy of the log as of --until in this new file.")
  var into: String?

  func validate() throws {
    guard (until == nil) == (into == nil) else { throw ValidationError("--until and --into go together") }
    if let until, until < 0 { throw ValidationError("--until is the number of an entry, or 0 for none.") }
    if into == "" { throw ValidationError("--into is empty: it names the new file.") }
  }

  func run() throws {
    if let until, let into {
      let (count, erased) = try withLog(log.path, for: .reading) { workspace in
        guard until <= workspace.log.headSeq else {
          throw Failure(
            .usage, "there is no entry \(until): the log ends with \(workspace.log.headSeq)",
            advice: "`modq backup` copies all of it.")
        }
        return (
          try Replay.copy(workspace, through: until, into: into),
          try Replay.erasedLater(workspace, than: until)
        )
      }
      complain("copied \(count) entries into \(visible(into))")
      if erased > 0 {
        complain(
          "modq: \(erased) of them were erased after entry \(until), where the digests stand that verify needs"
        )
      }
      return
    }
    let (outcome, digests) = try withLog(log.path, for: .writing) { workspace in
      let progress = Progress("replay")
      let outcome = try Replay.run(workspace, comparing: true) { progress.show($0, of: $1) }
      progress.end()
      if let comparison = outcome.comparison { return (outcome, comparison.rebuilt) }
      let digests = try workspace.reading { () throws(LogError) in
        try ProjectionDigests.compute(workspace.database, layer: .file)
      }
      return (outcome, digests)
    }
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("entries")
    writer.integer(outcome.entries)
    // Others may append between that and the end: the digests are of this entry.
    writer.key("compared_at")
    if let comparison = outcome.comparison { writer.integer(comparison.entries) } else { writer.null() }
    writer.key("projections")
    writer.beginObject()
    for name in digests.keys.sorted() {
      writer.key(name)
      writer.beginObject()
      writer.optional("before", outcome.comparison?.inUse[name])
      writer.optional("digest", digests[name])
      writer.key("equal")
      if let comparison = outcome.comparison {
        writer.bool(comparison.inUse[name] == comparison.rebuilt[name])
      } else {
        writer.null()
      }
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    if outcome.comparison == nil {
      complain(
        "modq: old and new were not compared: others wrote all the while, or ended a replay of theirs; "
          + "`modq verify` compares")
    }
    try printOut(
      writer.bytes, done: Done("the projections were made anew", shownBy: "`modq verify` compares them"))
  }
}
