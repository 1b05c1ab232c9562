import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

/// `modq explain` for a person.
extension Explanation {
  func text(_ terminal: Terminal) -> String {
    var page = Page(terminal)
    page.head(
      "\(visible(comment?.id ?? entry.id)): \(verdict.outcome.name), score \(verdict.score.hundredths)")
    page.line(
      "hold from \(ruleset.holdScore.hundredths), reject from \(ruleset.rejectScore.hundredths); "
        + "judged as \(entry.kind.rawValue) \(visible(entry.id)) of \(entry.at.second)")
    if let author = verdict.author {
      page.line(
        "author then: \(author.tier.rawValue), expected \(author.expected.hundredths), "
          + "\(author.lower.hundredths)–\(author.upper.hundredths)")
    }
    page.line("rules: \(visible(ruleset.digest ?? "none")), entry \(ruleset.seq)")
    if let status = comment?.row.state.status { page.line("now: \(status.name)") }
    if reasons.isEmpty && shadow.isEmpty && verdict.errors.isEmpty { page.line("\nno rule fired") }
    for reason in reasons { show(reason, on: &page) }
    if let learned = verdict.learned {
      page.head("learned from \(learned.k) decisions: spam \(learned.spam.hundredths)")
      page.show(clues)
    }
    if !shadow.isEmpty {
      page.head("in trial, without effect")
      for reason in shadow { show(reason, on: &page) }
    }
    if !verdict.errors.isEmpty {
      page.head("could not be carried through, therefore held")
      for error in verdict.errors {
        page.line("  \(visible(error.rule)) \(visible(error.name)): \(error.reason.rawValue)")
      }
    }
    if let comment {
      page.head("risk \(comment.risk.hundredths)")
      for part in riskParts {
        page.line("  \(padded(part.name, to: 8))\(padded(part.value.hundredths, to: 12, right: true))")
      }
    }
    return page.text
  }

  private func show(_ item: Reason, on page: inout Page) {
    let reason = item.reason
    var head = "\(visible(reason.rule))  \(reason.score.hundredths)"
    if let floor = reason.floor { head += ", at least \(floor.name)" }
    if reason.allow { head += ", allows" }
    page.head(head)
    if let title = item.title, !title.isEmpty { page.line("  \(visible(title))") }
    for match in reason.matches {
      page.line(
        "  \(visible(match.name)) in \(match.field.rawValue), bytes \(match.start)–\(match.end):")
      page.quote(match.text(in: texts[match.field]), indent: 4, limit: 5)
    }
    for value in reason.values {
      page.line("  \(visible(value.name)) = \(value.value.text)")
      guard value.name == Signal.authorImpersonates.rawValue else { continue }
      for other in imitated { page.line("    like “\(visible(other.nick))”, \(other.text)") }
    }
    if reason.rule == Judge.blockedRule, let block { page.line("  \(block.text)") }
    if let without = item.without {
      page.line("  without it: \(without == verdict.outcome ? "still " : "")\(without.name)")
    }
  }
}

extension LookAlike {
  /// What is known of them beside the name.
  var text: String {
    "\(tier.rawValue)\(isProven ? ", with a proof" : ""), \(comments) comment\(comments == 1 ? "" : "s")"
  }
}

extension Explanation.Block {
  /// Addresses and proofs are shown by `modq log --private` alone.
  fileprivate var text: String {
    let whom =
      switch decision.target {
      case .nick(let nick): "“\(visible(nick))”"
      case .ip: "the address"
      case .email: "the e-mail"
      case .proof: "the proof"
      case .comment, .undoes: "the author"
      }
    let end = row.until.map { " until \($0.second)" } ?? ""
    let why = decision.reason.map { ": \(visible($0))" } ?? ""
    return "\(visible(row.by)) blocked \(whom) \(row.at.second)\(end)\(why)"
  }
}

extension SignalValue {
  var text: String {
    switch self {
    case .number(let number): number.rounded() == number ? String(whole(number)) : number.hundredths
    case .flag(let flag): flag ? "true" : "false"
    case .word(let word): visible(word)
    case .unknown: "unknown"
    }
  }

  private func whole(_ number: Double) -> Int64 { Int64(max(min(number, 9e15), -9e15)) }
}
