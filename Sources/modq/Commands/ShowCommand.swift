import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one comment: text, thread around it, author, verdict, decisions.",
    discussion: """
      Examples:
        modq show c42
        modq show c42 --site blog --format json
      """)

  @Argument(help: "The id of a comment or reply.")
  var id: String

  @OptionGroup var log: LogOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let bytes = try withLog(log.path, for: .reading) { workspace in
      let found = try Finder(workspace).comment(id, site: log.site).get()
      guard let page = try CommentPage(workspace, comment: found.seq, now: .now) else {
        throw Failure(FindFailure.unknown(.comment(id)))
      }
      return form.isJSON ? try page.json(workspace) : Array(page.text(form.terminal).utf8)
    }
    try printOut(bytes)
  }
}

extension CommentPage {
  fileprivate func json(_ workspace: Workspace) throws(LogError) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.members(summary, CommentSummary.columns([]))
    writer.optional("parent", parent)
    writer.member("status", summary.row.state.status.name)
    writer.key("votes")
    writer.beginObject()
    writer.key("up")
    writer.integer(summary.row.up)
    writer.key("down")
    writer.integer(summary.row.down)
    writer.key("weighted")
    writer.number(rounded(summary.row.weighted))
    writer.endObject()
    writer.key("decisions")
    writer.beginArray()
    for decision in decisions { decision.write(to: &writer) }
    writer.endArray()
    writer.key("verdict_line")
    if let judged {
      try VerdictLine(judged.entry, judged.verdict, isKnown: true).write(
        to: &writer, in: workspace.projections)
    } else {
      writer.null()
    }
    writer.key("around")
    writer.beginArray()
    for neighbour in before + after { neighbour.write(to: &writer) }
    writer.endArray()
    writer.member("link", link)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}

extension CommentPage.Decided {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("seq")
    writer.integer(seq)
    writer.member("id", id)
    writer.member("at", at.rfc3339)
    writer.member("action", verb.rawValue)
    writer.member("by", by)
    writer.optional("reason", reason)
    writer.member("until", until?.rfc3339)
    writer.member("batch", batch)
    writer.key("undone")
    writer.bool(isUndone)
    writer.endObject()
  }
}

extension CommentPage.Neighbour {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.optional("nick", nick)
    writer.member("at", at.rfc3339)
    writer.member("status", status.name)
    writer.optional("body", body)
    if isParent {
      writer.key("parent")
      writer.bool(true)
    }
    writer.endObject()
  }
}
