import ArgumentParser
import ModQEventLog
import ModQueue

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the log as JSON Lines that ingest takes again.",
    discussion: """
      Examples:
        modq export > events.jsonl               ingest judges them anew
        modq export --site blog > blog.jsonl     the events of one site
        modq export --full > everything.jsonl    ingest --as-recorded takes it as it stands

      What is written is the log as it was when the export began, whatever others append meanwhile.
      """)

  @OptionGroup var log: LogOptions
  @Flag(help: "Everything that is recorded: verdicts, rule sets, salts, hashes.")
  var full = false

  func validate() throws {
    guard !full || log.site == nil else {
      throw ValidationError("--full is of the whole log: its hashes cover the entries of all sites.")
    }
  }

  func run() throws {
    let counts = try followingLog(log.path) { workspace in
      if let site = log.site {
        _ = try workspace.reading { () throws(LogError) in try Finder(workspace).onlySite(site) }.get()
      }
      var output = Output()
      let write = { (line: [UInt8]) throws(OutputFailure) in try output.write(line) }
      let counts = try
        (full ? Export.entries(workspace, write) : Export.events(workspace, site: log.site, write)).get()
      try output.flush()
      return counts
    }
    if counts.erased > 0 {
      complain("modq: left out, since their texts were erased: \(counts.erased)")
    }
    guard counts.erasedMeanwhile == 0 else {
      throw Failure(
        .busy, "texts were erased while they were exported, of this many entries: \(counts.erasedMeanwhile)",
        advice: "What was written may hold their texts: delete it, and export again.")
    }
  }
}
