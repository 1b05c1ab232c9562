import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a comment was judged as it was.",
    discussion: """
      Examples:
        modq explain c42
        modq explain c42 --format json | jq '.reasons[] | [.rule, .score, .without]'

      Each rule with its score, where it matched in what was written, the numbers
      that its condition looked at, and what the verdict would be without it: as the
      log recorded it, whatever the rules say today; whom a nickname imitated, and who
      blocked its bearer. The id of an edit, a vote or a report that was judged is
      explained too.
      """)

  @Argument(help: "The id of a comment, a reply, or another event that was judged.")
  var id: String

  @OptionGroup var log: LogOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let bytes = try withLog(log.path, for: .reading) { workspace in
      let found = try Finder(workspace).judged(id, site: log.site).get()
      guard var explanation = try Explanation(workspace, entry: found.seq) else {
        throw Failure(.noInput, "\(visible(id)) has no verdict: no rule had anything to say of it")
      }
      try explanation.addPeople(in: workspace)
      return form.isJSON ? explanation.json : Array(explanation.text(form.terminal).utf8)
    }
    try printOut(bytes)
  }
}

extension Explanation {
  fileprivate var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.member("id", comment?.id ?? entry.id)
    writer.member("site", entry.site)
    writer.key("seq")
    writer.integer(entry.seq)
    writer.member("type", entry.kind.rawValue)
    writer.member("at", entry.at.rfc3339)
    writer.optional("thread", comment?.thread)
    writer.optional("nick", comment?.nick)
    writer.optional("body", body)
    writer.optional("status", comment?.row.state.status.name)
    writer.member("verdict", verdict.outcome.name)
    writer.key("score")
    writer.number(verdict.score)
    writer.key("thresholds")
    writer.beginObject()
    writer.key("hold")
    writer.number(ruleset.holdScore)
    writer.key("reject")
    writer.number(ruleset.rejectScore)
    writer.endObject()
    write("reasons", reasons, to: &writer)
    write("shadow", shadow, to: &writer)
    writer.verdictErrors(verdict.errors)
    writer.verdictAuthor(verdict.author)
    writer.verdictLearned(verdict.learned)
    if !clues.isEmpty { writer.clues(clues) }
    writeImitated(to: &writer)
    writeBlock(to: &writer)
    writer.key("ruleset")
    writer.beginObject()
    writer.optional("digest", ruleset.digest)
    writer.key("seq")
    writer.integer(ruleset.seq)
    writer.endObject()
    writeRisk(to: &writer)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func write(_ name: String, _ reasons: [Reason], to writer: inout JSONWriter) {
    writer.key(name)
    writer.beginArray()
    for item in reasons {
      writer.beginObject()
      item.reason.writeMembers(texts, to: &writer)
      writer.optional("title", item.title)
      writer.optional("without", item.without?.name)
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeImitated(to writer: inout JSONWriter) {
    guard !imitated.isEmpty else { return }
    writer.key("imitates")
    writer.beginArray()
    for other in imitated {
      writer.beginObject()
      writer.member("nick", other.nick)
      writer.member("tier", other.tier.rawValue)
      writer.key("comments")
      writer.integer(Int64(other.comments))
      writer.key("proven")
      writer.bool(other.isProven)
      writer.endObject()
    }
    writer.endArray()
  }

  private func writeBlock(to writer: inout JSONWriter) {
    guard let block else { return }
    writer.key("block")
    writer.beginObject()
    writer.key("seq")
    writer.integer(block.row.seq)
    writer.member("about", block.decision.target.name)
    writer.member("by", block.row.by)
    writer.member("at", block.row.at.rfc3339)
    writer.optional("until", block.row.until?.rfc3339)
    writer.optional("reason", block.decision.reason)
    writer.endObject()
  }

  private func writeRisk(to writer: inout JSONWriter) {
    writer.key("risk")
    guard let comment else {
      writer.null()
      return
    }
    writer.beginObject()
    for part in riskParts {
      writer.key(part.name)
      writer.number(rounded(part.value))
    }
    writer.key("total")
    writer.number(rounded(comment.risk))
    writer.endObject()
  }
}
