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
  }

  func run() throws {
    if let until, let into {
      let (count, erased) = try withLog(log.path, for: .reading) { workspace in
        (
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
    let (count, before, after) = try withLog(log.path, for: .writing) { workspace in
      let before = try ProjectionDigests.compute(workspace.database, layer: .file)
      let progress = Progress("replay")
      let count = try Replay.run(workspace) { progress.show($0, of: $1) }
      progress.end()
      return (count, before, try ProjectionDigests.compute(workspace.database, layer: .file))
    }
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("entries")
    writer.integer(count)
    writer.key("projections")
    writer.beginObject()
    for name in after.keys.sorted() {
      writer.key(name)
      writer.beginObject()
      writer.optional("before", before[name])
      writer.optional("digest", after[name])
      writer.key("equal")
      writer.bool(before[name] == after[name])
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    try printOut(writer.bytes)
  }
}
