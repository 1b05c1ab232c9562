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

  @Option(help: "How many texts.")
  var texts = 500

  @Option(help: "A file of events whose comments are the texts (default: made up).")
  var file: String?

  @OptionGroup var shape: EventShapeOptions
  @OptionGroup var bench: BenchOptions

  func validate() throws {
    guard texts >= 2 else { throw ValidationError("--texts is at least 2.") }
  }

  func run() throws {
    let report = try Workplace.with(in: bench.folder) { place in try measure(in: place) }
    try bench.show(report)
  }

  private func measure(in place: Workplace) throws -> Report {
    let texts = try PeerTexts(count: texts, from: file, shape, in: place)
    var report = Report("peers", folder: bench.folder)
    var modq = StageRuns("modq ingest", events: texts.count)
    let log = place.path("modq.db")
    let start = try bench.program.ingest(texts.firstEvent, into: log)
    place.removeLog(log)
    modq.add(try bench.program.ingest(texts.events, into: log), start: start)
    report.figures.append(modq.figure)
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
    report.figures.append(
      Figure("texts", [("texts", .count(texts.count)), ("bytes_per_text", .number(texts.meanBytes))]))
    return report
  }
}

/// The same comments as events and as mail.
struct PeerTexts {
  let count: Int
  let meanBytes: Double
  /// Files of JSON Lines: all, and the first alone.
  let events: String
  let firstEvent: String
  /// Folders of mail: all, and the first alone.
  let mails: String
  let firstMail: String

  /// The first comments of `file`, or made-up ones, written into `place`.
  init(count: Int, from file: String?, _ shape: EventShapeOptions, in place: Workplace) throws {
    (events, firstEvent) = (place.path("comments.jsonl"), place.path("first.jsonl"))
    (mails, firstMail) = (place.path("mails"), place.path("first-mail"))
    // Six events in ten are comments.
    let source = try file ?? EventFile(shape.shape(count * 2 + 100), to: place.path("events.jsonl")).path
    for folder in [mails, firstMail] {
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
      for folder in found == 0 ? [mails, firstMail] : [mails] {
        try TextFile.write(mail, to: "\(folder)/\(found).eml")
      }
      if found == 0 { try TextFile.write(lines, to: firstEvent) }
      found += 1
    }
    guard found > 1 else { throw BenchFailure("\(source) has no comments") }
    try TextFile.write(lines, to: events)
    self.count = found
    meanBytes = Double(bytes) / Double(found)
  }
}
