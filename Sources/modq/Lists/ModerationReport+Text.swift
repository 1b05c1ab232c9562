import ModQEvent
import ModQueue

/// `modq report` for a person.
extension ModerationReport {
  /// Days shown: two weeks, the last ones.
  private static let shownDays = 14

  func text(_ terminal: Terminal) -> String {
    var page = Page(terminal)
    page.line("decisions: \(decisions)\(swept > 0 ? ", and \(swept) by sweeps" : "")")
    if !people.isEmpty {
      var table = TableLayout(
        [
          ("by", .left(16)), ("all", .right(6)), ("approve", .right(7)), ("reject", .right(6)),
          ("spam", .right(6)), ("other", .right(6)), ("agreed", .right(6)), ("disagreed", .right(9)),
          ("reversed", .right(8)),
        ], terminal: terminal)
      page.line("")
      for line in table.lines(people.map { .row($0.cells) }) { page.line(line) }
    }
    if days.count > 1 {
      page.head("decisions a day")
      let first = days.count - ModerationReport.shownDays
      for line in BarChart(
        days.dropFirst(max(0, first)).map { (ModerationReport.name(of: $0.day), $0.decisions) }
      ).lines { page.line(line) }
    }
    page.head("what moderators said of the rules' word")
    page.line("  held       \(rules.heldApproved) approved, \(rules.heldRejected) rejected")
    page.line(
      "  published  \(rules.publishedConfirmed) confirmed, \(rules.publishedOverturned) overturned")
    page.line("  rejected   \(rules.rejectedConfirmed) confirmed, \(rules.rejectedOverturned) overturned")
    if let sample { show(sample, on: &page) }
    page.head(
      "waiting \(queue.waiting), snoozed \(queue.snoozed), escalated \(queue.escalated)")
    if let oldest = queue.oldest {
      for line in BarChart(
        zip(Queue.ages, queue.counts).map { age, count in
          (age.hours == .max ? "older" : "up to \(age.name)", count)
        }
      ).lines { page.line(line) }
      page.line("the oldest is of \(oldest.minute) UTC")
    }
    return page.text
  }

  private func show(_ sample: RuleSample.Findings, on page: inout Page) {
    page.head("the sample of what the rules decided alone")
    for (name, part) in [("published", sample.published), ("rejected ", sample.rejected)] {
      var line = "  \(name)  \(part.checked) of \(part.drawn) checked, \(part.wrong) wrong"
      if let least = part.errorAtMost { line += ": at most \((least * 100).hundredths) % of all" }
      page.line(line)
    }
  }
}

extension ModerationReport.Person {
  fileprivate var cells: [String] {
    let told: [Decision.Verb] = [.approve, .reject, .spam]
    let counts = told.map { verbs[$0] ?? 0 }
    return [name]
      + ([decisions] + counts + [decisions - counts.reduce(0, +), agreed, disagreed, reversed]).map {
        $0 == 0 ? "" : String($0)
      }
  }
}
