import ArgumentParser
import Foundation
import Glibc
import ModQEvent

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
    let report = try Workplace.with(in: bench.folder) { place in try measure(in: place) }
    try bench.show(report)
  }

  private func measure(in place: Workplace) throws -> Report {
    // Six made-up events in ten are comments.
    let texts = try PeerTexts(count: texts, from: file, or: shape.shape(texts * 2 + 100), in: place)
    var report = Report("peers", folder: bench.folder)
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

/// The same comments as events and as mail.
struct PeerTexts {
  let count: Int
  let meanBytes: Double
  /// How many of them are mails of rspamd, and of SpamAssassin: what takes each some seconds.
  var someCount: Int { count / 10 }
  var fewCount: Int { count / 100 }
  /// Files of JSON Lines: all, and the first alone.
  let events: String
  let firstEvent: String
  /// Folders of mail: some, few, and the first alone.
  let someMails: String
  let fewMails: String
  let firstMail: String

  /// The first comments of `file`, or made-up ones, written into `place`.
  init(count: Int, from file: String?, or shape: SyntheticEvents.Shape, in place: Workplace) throws {
    (events, firstEvent) = (place.path("comments.jsonl"), place.path("first.jsonl"))
    (someMails, fewMails) = (place.path("some"), place.path("few"))
    firstMail = place.path("one")
    let source = try file ?? EventFile(shape, to: place.path("events.jsonl")).path
    for folder in [someMails, fewMails, firstMail] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    var reader = try LineReader(path: source)
    var (lines, bytes, found) = ("", 0, 0)
    while found < count, case .line = try reader.next() {
      let line = reader.withLine { span in span.withUnsafeBytes { Array($0) } }
      guard let event = try? EventDecoder.decode(line: line), let body = event.comment?.body else { continue }
      lines += String(decoding: line, as: UTF8.self) + "\n"
      bytes += body.utf8.count
      let mail = MailFile(body, number: found, at: event.at ?? .earliest).text
      for (folder, limit) in [(someMails, count / 10), (fewMails, count / 100), (firstMail, 1)] {
        if found < limit { try TextFile.write(mail, to: "\(folder)/\(found).eml") }
      }
      if found == 0 { try TextFile.write(lines, to: firstEvent) }
      found += 1
    }
    guard found == count else { throw BenchFailure("\(source) has but \(found) comments: use fewer --texts") }
    try TextFile.write(lines, to: events)
    self.count = count
    meanBytes = Double(bytes) / Double(count)
  }

  /// The figure of a program, with what it was given.
  func figure(_ runs: StageRuns, _ count: Int? = nil) -> Figure {
    var figure = runs.figure
    figure.members += [("texts", .count(count ?? self.count)), ("bytes_per_text", .number(meanBytes))]
    return figure
  }
}
