import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct LearnedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learned",
    abstract: "Show what the classifier learned from moderators, and how well it predicts them.",
    discussion: """
      Examples:
        modq learned
        modq learned c42

      The classifier is taught by human decisions alone: what was approved is fine,
      what was rejected or called spam is spam. Each decision is predicted by what
      the ones before it taught; accuracy, precision, recall and F1 are of these
      predictions. With an id: what it says of that comment now, and the features
      that told it most, positive for spam.
      """)

  @Argument(help: "The id of a comment or reply.")
  var id: String?

  @OptionGroup var log: LogOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let bytes = try withLog(log.path, for: .reading) { workspace in
      guard let id else {
        let report = try LearningReport(workspace)
        return form.isJSON ? report.json : Array(report.text(form.terminal).utf8)
      }
      let found = try Finder(workspace).comment(id, site: log.site).get()
      guard let comment = try workspace.projections.comments.row(found.seq),
        let body = try workspace.projections.body(of: comment)
      else { throw Failure(.noInput, "the text of \(visible(id)) was erased") }
      let nick = try workspace.log.entry(found.seq)?.event?.nick
      guard let opinion = try Learning(workspace).reasonedOpinion(on: body, nick: nick) else {
        throw Failure(
          .noInput, "nothing is learned yet",
          advice:
            "It takes \(LearningBounds.leastOfEachKind) comments approved, and as many rejected or spam.")
      }
      return form.isJSON ? opinion.json(of: found) : Array(opinion.text(of: found, form.terminal).utf8)
    }
    try printOut(bytes)
  }
}

extension LearningReport {
  fileprivate var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("ready")
    writer.bool(k != nil)
    writer.key("decisions")
    writer.integer(decisions)
    writer.key("k")
    if let k { writer.integer(k) } else { writer.null() }
    for (name, number) in [
      ("next", next), ("fine", Int64(fine)), ("spam", Int64(spam)), ("features", Int64(features)),
      ("bytes", Int64(byteCount)),
    ] {
      writer.key(name)
      writer.integer(number)
    }
    writer.key("validation")
    writer.beginObject()
    for (name, number) in [
      ("predicted", validation.predicted), ("hits", validation.hits),
      ("false_alarms", validation.falseAlarms),
      ("missed", validation.missed), ("passed", validation.passed),
    ] {
      writer.key(name)
      writer.integer(number)
    }
    for (name, number) in [
      ("accuracy", validation.accuracy), ("precision", validation.precision), ("recall", validation.recall),
      ("f1", validation.f1),
    ] {
      writer.key(name)
      writer.number(number)
    }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate func text(_ terminal: Terminal) -> String {
    var page = Page(terminal)
    if let k {
      page.head("learned from the first \(k) of \(decisions) decisions: \(fine) fine, \(spam) spam")
      page.line("\(features) features, \(byteCount / 1_024) KiB; learns again at \(next) decisions")
    } else {
      page.head("nothing learned yet: \(decisions) decisions, \(fine) fine, \(spam) spam")
      page.line("It takes \(LearningBounds.leastOfEachKind) of each kind.")
    }
    guard validation.predicted > 0 else { return page.text }
    page.head("each of \(validation.predicted) decisions predicted before it was learned")
    page.line("  accuracy   \(validation.accuracy.hundredths)")
    page.line(
      "  precision  \(validation.precision.hundredths)  "
        + "\(validation.hits) of \(validation.hits + validation.falseAlarms) taken for spam were")
    page.line(
      "  recall     \(validation.recall.hundredths)  "
        + "\(validation.hits) of \(validation.hits + validation.missed) spam were found")
    page.line("  F1         \(validation.f1.hundredths)")
    return page.text
  }
}

extension LearnedOpinion {
  fileprivate func json(of found: Finder.Found) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.member("id", found.id)
    writer.member("site", found.site)
    writer.verdictLearned(learned)
    writer.clues(clues)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate func text(of found: Finder.Found, _ terminal: Terminal) -> String {
    var page = Page(terminal)
    page.head("\(visible(found.id)): spam \(learned.spam.hundredths), learned from \(learned.k) decisions")
    page.show(clues)
    return page.text
  }
}
