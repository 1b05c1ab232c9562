import Glibc
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

/// One decision about all comments that a filter means: shows how many and some of them, asks, and makes it.
struct BulkRun {
  let verb: Decision.Verb
  let filter: CommentFilter
  let details: Moderation.Details
  let moderator: String
  let site: String?
  /// Whether nothing is asked.
  let isSure: Bool
  let now: Timestamp

  /// Runs it on the log at `path`.
  func run(_ path: String) throws(Failure) {
    let report = try withLog(path, for: .writing) { workspace -> BulkDecision.Report? in
      try filter.requireKnownNames(in: workspace, site: site)
      let decision = BulkDecision(workspace, by: moderator, at: now)
      let choice = try decision.choose(filter, site: site).get()
      guard choice.count > 0 else {
        complain("no comment fits: nothing was changed")
        return nil
      }
      if !isSure {
        complain(preview(of: choice))
        guard isatty(STDIN_FILENO) == 1 else {
          throw Failure(
            .usage, "nobody is there to be asked, and nothing was changed",
            advice: "Add --yes if it is what you mean; `modq queue --where` lists what waits of it.")
        }
        guard Question.isConfirmed("\(verb.rawValue) \(choice.count == 1 ? "it" : "all \(choice.count)")?")
        else {
          complain("nothing was changed")
          return nil
        }
      }
      return try decision.apply(verb, details: details).get()
    }
    guard let report else { return }
    if report.overtaken > 0 {
      complain(
        "modq: \(report.overtaken) of them were decided about, edited or deleted meanwhile: they are left as they are"
      )
    }
    for (count, words) in [
      (report.standing, "decided so already"),
      (report.erased, "erased: there is nothing to \(verb.rawValue)"),
    ] where count > 0 {
      complain("modq: \(count) of them \(count == 1 ? "is" : "are") \(words)")
    }
    try printOut(
      Output.isTerminal ? Array(text(of: report).utf8) : json(of: report),
      done: Done(recorded: report.batch.map { [$0] } ?? []))
  }

  private func preview(of choice: BulkDecision.Choice) -> String {
    var lines = ["\(choice.count) \(choice.count == 1 ? "comment fits" : "comments fit"):"]
    let width = Terminal(withoutColor: true).width
    for sample in choice.samples {
      let head = "  \(visible(sample.id)) (\(sample.row.state.status.name)) \(visible(sample.nick ?? "")): "
      let room = max(16, width - VisibleText(head, defanging: false).width)
      lines.append(head + VisibleText(sample.body ?? "", columns: room + 1).fitted(to: room))
    }
    if choice.count > choice.samples.count {
      lines.append("  and \(choice.count - choice.samples.count) more")
    }
    return lines.joined(separator: "\n")
  }

  private func json(of report: BulkDecision.Report) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.member("action", verb.rawValue)
    writer.member("by", moderator)
    writer.member("site", report.site)
    writer.key("decided")
    writer.integer(report.decided)
    writer.key("changed")
    writer.integer(report.changed)
    writer.key("overtaken")
    writer.integer(report.overtaken)
    writer.key("standing")
    writer.integer(report.standing)
    writer.key("erased")
    writer.integer(report.erased)
    writer.optional("batch", report.batch)
    writer.key("first")
    writer.integer(report.first)
    writer.key("last")
    writer.integer(report.last)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func text(of report: BulkDecision.Report) -> String {
    guard let batch = report.batch else { return "nothing was changed\n" }
    return "\(verb.rawValue): \(report.decided) comments, \(report.changed) of another status now "
      + "(undo with `modq undo \(visible(batch))`)\n"
  }
}
