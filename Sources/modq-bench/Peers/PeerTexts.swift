import Foundation
import Glibc
import ModQEvent

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
    let descriptor = open(events, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchFailure("can't make \(events)", code: errno) }
    defer { close(descriptor) }
    var output = BufferedOutput(descriptor: descriptor)
    var (bytes, found) = (0, 0)
    while found < count, try reader.nextLine() {
      let line = reader.withLine { span in span.withUnsafeBytes { Array($0) } }
      guard let event = try? EventDecoder.decode(line: line), let body = event.comment?.body else { continue }
      output.bytes += line
      output.bytes.append(0x0A)
      try output.flushIfFull()
      bytes += body.utf8.count
      let mail = MailFile(body, number: found, at: event.at ?? .earliest).text
      for (folder, limit) in [(someMails, count / 10), (fewMails, count / 100), (firstMail, 1)] {
        if found < limit { try TextFile.write(mail, to: "\(folder)/\(found).eml") }
      }
      if found == 0 { try TextFile.write(String(decoding: line, as: UTF8.self) + "\n", to: firstEvent) }
      found += 1
    }
    guard found == count else { throw BenchFailure("\(source) has but \(found) comments: use fewer --texts") }
    try output.flush()
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
