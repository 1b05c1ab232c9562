import ModQEvent
import ModQJudge
import ModQProjections
import ModQueue

/// `modq show` for a person.
extension CommentPage {
  func text(_ terminal: Terminal) -> String {
    var page = Page(terminal)
    let state = summary.row.state
    let site = summary.site.isEmpty ? "" : " on \(visible(summary.site))"
    page.head("\(visible(summary.id)) in \(visible(summary.thread))\(site)")
    page.line(
      "\(state.status.name)\(state.isEscalated ? ", escalated" : "")\(snooze), \(summary.row.isReply ? "reply" : "comment") "
        + "of \(summary.at.second)")
    page.line("by \(summary.nick.map { "“\(visible($0))”" } ?? "(erased)"), \(authorText)")
    if let link { page.line("at \(visible(link))") }
    let row = summary.row
    page.line(
      "votes +\(row.up) −\(row.down) (\(row.weighted.hundredths) weighted), reports \(row.reports), "
        + "replies \(row.replies), risk \(summary.risk.hundredths)")
    page.line("")
    page.quote(summary.body)
    around("before", before, on: &page)
    around("after", after, on: &page)
    page.head("verdict")
    page.line("\(judged?.verdict.outcome.name ?? "none"), score \(summary.score.hundredths)")
    for reason in judged?.verdict.reasons ?? [] {
      page.line("  \(visible(reason.rule))  \(reason.score.hundredths)")
    }
    if !decisions.isEmpty {
      page.head("decisions")
      for decision in decisions { page.line("  " + decision.text) }
    }
    return page.text
  }

  private var snooze: String { summary.snoozedUntil.map { ", snoozed until \($0.second)" } ?? "" }

  private var authorText: String {
    guard let author else { return "nobody with a standing" }
    return
      "\(author.tier.rawValue), \(author.lower.hundredths)–\(author.upper.hundredths), \(author.comments) comment\(author.comments == 1 ? "" : "s"), "
      + "\(author.approved) approved, \(author.rejected) rejected"
  }

  private func around(_ title: String, _ neighbours: [Neighbour], on page: inout Page) {
    guard !neighbours.isEmpty else { return }
    page.head(title)
    for neighbour in neighbours {
      let nick = neighbour.nick.map { "“\(visible($0))”" } ?? "(erased)"
      page.line(
        "  \(visible(neighbour.id)) by \(nick), \(neighbour.at.minute), \(neighbour.status.name)"
          + "\(neighbour.isParent ? ", answered" : "")")
      page.quote(neighbour.body, indent: 2, limit: 3)
    }
  }
}

extension CommentPage.Decided {
  fileprivate var text: String {
    var text = "\(at.second)  \(verb.rawValue) by \(visible(by))"
    if let until { text += " until \(until.second)" }
    if let reason { text += ": \(visible(reason))" }
    if isUndone { text += " (undone)" }
    return text + "  [\(visible(id))]"
  }
}
