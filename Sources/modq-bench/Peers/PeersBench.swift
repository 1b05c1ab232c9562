import ArgumentParser

/// `modq-bench peers`: programs that judge mail, on the same texts.
struct PeersBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "Times rspamd and SpamAssassin, where they are installed, on the texts that modq is given.",
    discussion: """
      Both read mail, and do more than modq: MIME, headers, HTML, attachments, many more rules of every kind. modq does
      what they don't: each text is kept durably, with its author's standing. So the figures say what a comment costs
      by each way, and not which program is better. Each has one process that judges; whatever asks the network is off
      (RBLs, SPF, DKIM, fuzzy hashes), and so is what a start takes.

      They come with `apt-get install rspamd spamassassin`; what is not there is left out, and said.

      Examples:
        modq-bench peers
        modq-bench peers --file comments.jsonl --texts 5000
      """)

  @Option(
    help:
      "How many texts modq is given; rspamd has the first tenth of them, SpamAssassin the first hundredth.")
  var texts = 20_000

  @Option(help: "A file of events whose comments are the texts (default: made up).")
  var file: String?

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  func validate() throws {
    guard texts >= 200 else { throw ValidationError("--texts is at least 200.") }
  }

  func run() throws {
    let report = try bench.inWorkplace { place in try measure(in: place) }
    try bench.show(report)
  }

  private func measure(in place: Workplace) throws -> Report {
    var report = Report("peers", folder: bench.folder)
    // Six made-up events in ten are comments.
    let texts = try PeerTexts(count: texts, from: file, or: shape.shape(texts * 2 + 100), in: place)
    var modq = StageRuns("modq ingest", events: texts.count)
    let log = place.path("modq.db")
    let start = try bench.program.ingest(texts.firstEvent, into: log)
    place.removeLog(log)
    modq.add(try bench.program.ingest(texts.events, into: log), start: start)
    report.figures.append(texts.figure(modq))
    let peers: [(name: String, rate: (PeerTexts, Workplace) throws -> Figure)] = [
      ("rspamd", Rspamd.rate), ("spamassassin", SpamAssassin.rate),
    ]
    for peer in peers {
      do {
        _ = try ProcessRun([peer.name, "--version"])
      } catch {
        note("\(peer.name) is not installed: apt-get install \(peer.name)")
        continue
      }
      note(peer.name)
      report.figures.append(try peer.rate(texts, place))
    }
    return report
  }
}
