import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count entries, verdicts, what waits, nicknames, hits of rules.",
    discussion: """
      Examples:
        modq stats
        modq stats --format json | jq .queue.waiting
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let statistics = try withLog(log.path, for: .reading) { workspace in
      if let site = log.site,
        try !Finder(workspace).sites().contains(where: { $0.utf8.elementsEqual(site.utf8) })
      {
        throw Failure(.noInput, "the log has no site \"\(visible(site))\"")
      }
      return try Statistics(workspace, site: log.site)
    }
    try printOut(form.isJSON ? statistics.json : Array(statistics.text(form.terminal).utf8))
  }
}

extension Statistics {
  /// Always with all kinds of event, verdicts and statuses: a zero is an answer too.
  fileprivate var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.counts("events", EntryKind.allCases.map { ($0.rawValue, kinds[$0] ?? 0) })
    writer.counts("verdicts", Verdict.Outcome.allCases.map { ($0.name, verdicts[$0.name] ?? 0) })
    writer.counts("statuses", CommentStatus.allCases.map { ($0.name, statuses[$0] ?? 0) })
    writer.key("queue")
    writer.beginObject()
    writer.key("waiting")
    writer.integer(waiting)
    writer.optional("oldest", oldest?.rfc3339)
    writer.key("escalated")
    writer.integer(escalated)
    writer.endObject()
    writer.key("nicks")
    writer.integer(nicks)
    writer.counts("rules", rules.map { ($0.id, $0.hits) })
    writer.counts("shadow", shadow.map { ($0.id, $0.hits) })
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate func text(_ terminal: Terminal) -> String {
    var text = ""
    func section(_ title: String, _ counts: [(String, Int64)]) {
      guard !counts.isEmpty else { return }
      text += terminal.emphasised(title, .bold) + "\n"
      let width = counts.map { VisibleText($0.0).width }.max() ?? 0
      for (name, count) in counts { text += "  \(padded(visible(name), to: width))  \(count)\n" }
    }
    section("events", EntryKind.allCases.compactMap { kind in kinds[kind].map { (kind.rawValue, $0) } })
    section("verdicts", Verdict.Outcome.allCases.map { ($0.name, verdicts[$0.name] ?? 0) })
    section("comments", CommentStatus.allCases.map { ($0.name, statuses[$0] ?? 0) })
    section("escalated", escalated > 0 ? [("waiting", escalated)] : [])
    if let oldest { text += "the oldest held comment is of \(oldest.minute) UTC\n" }
    text += "nicknames: \(nicks)\n"
    section("hits of rules", rules.map { ($0.id, $0.hits) })
    section("hits of rules in trial", shadow.map { ($0.id, $0.hits) })
    return text
  }
}

extension JSONWriter {
  fileprivate mutating func counts(_ name: String, _ counts: [(String, Int64)]) {
    key(name)
    beginObject()
    for (item, count) in counts {
      key(item)
      integer(count)
    }
    endObject()
  }
}
