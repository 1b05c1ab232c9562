import ModQEvent
import ModQJudge
import ModQProjections
import ModQueue

/// Lays out all that is known of a comment as lines of a screen: the text first, then why, then who, then what stands
/// around it.
struct ReviewPage {
  private(set) var lines: [ScreenLine] = []
  /// The first line of the text.
  private(set) var textRow = 0
  private let width: Int
  private let item: ReviewItem

  /// Lines shown of what is not the comment itself: enough to see what it is about.
  private enum Bound {
    static let neighbourLines = 3
    static let pastLines = 2
    static let matchLines = 3
    static let complaintLines = 2
    /// Spans that are marked; a text that hits more often needs no more to be judged.
    static let spans = 100
    /// Of a rule's spans in other fields.
    static let otherSpans = 3
  }

  init(_ item: ReviewItem, width: Int) {
    self.item = item
    self.width = width
    addHead()
    addBody()
    addReasons()
    addDecisions()
    addPeople()
    addComplaints()
    addThread()
    addHistory()
  }

  // MARK: The comment

  private mutating func addHead() {
    let summary = item.page.summary
    var state = summary.row.state.status.name
    if summary.isEscalated { state += ", escalated" }
    if let until = summary.snoozedUntil { state += ", snoozed until \(until.minute)" }
    var line = ScreenLine()
    line.add(summary.nick.map { $0.isEmpty ? "(no name)" : $0 } ?? "(erased)", .bold)
    line.add(" — \(authorWords)")
    add(line)
    let site = summary.site.isEmpty ? "" : " on \(summary.site)"
    add("\(summary.id) in \(summary.thread)\(site), \(summary.at.minute), \(state)", .dim)
    let row = summary.row
    add(
      "score \(summary.score.hundredths)\(thresholds), +\(row.up) −\(row.down) votes, "
        + "\(counted(row.reports, "report")), \(counted(row.replies, "repl", "y", "ies"))")
    if item.page.link != nil || item.page.parent != nil {
      let parts = [
        item.page.parent.map { "answers \($0)" }, item.page.link.map { "at \($0)" },
      ].compactMap { $0 }
      add(parts.joined(separator: ", "), .dim)
    }
  }

  private var authorWords: String {
    guard let author = item.page.author else { return "nobody with a standing" }
    return "\(author.tier.rawValue), \(author.lower.hundredths)–\(author.upper.hundredths), "
      + "\(counted(author.comments, "comment")), \(author.approved) approved, "
      + "\(author.rejected) rejected"
  }

  private var thresholds: String {
    guard let rules = item.explanation?.ruleset else { return "" }
    return " (hold \(rules.holdScore.hundredths), reject \(rules.rejectScore.hundredths))"
  }

  private func counted(_ count: Int, _ noun: String, _ one: String = "", _ several: String = "s") -> String {
    "\(count) \(noun)\(count == 1 ? one : several)"
  }

  private mutating func addBody() {
    let numbered = (item.explanation?.reasons ?? []).enumerated()
    var spans: [MarkedText.Span] = []
    var legend = ScreenLine()
    for (index, reason) in numbered {
      if index > 0 { legend.add("  ") }
      legend.add("\(MarkedText.sign(of: index + 1)) ", .dim)
      legend.add("\(reason.reason.rule) \(reason.reason.score.hundredths)")
      for match in reason.reason.matches where match.field == .body {
        spans.append(MarkedText.Span(start: match.start, end: match.end, number: index + 1))
      }
    }
    if legend.width > 0 { lines += legend.wrapped(to: width) }
    let failed = item.explanation?.verdict.errors ?? []
    if let first = failed.first {
      let others = failed.count > 1 ? " and \(failed.count - 1) more" : ""
      add("! \(first.rule)\(others) could not be carried through (\(first.reason.rawValue)), therefore held")
    }
    if !isOfJudgedText { add("! the text was edited: the verdict is of the text before", .bold) }
    textRow = lines.count
    guard let body = item.page.summary.body else {
      add("│ (erased)")
      return
    }
    // A verdict on another text than the one that stands there has nothing to mark in it.
    lines += MarkedText(body, isOfJudgedText ? Array(spans.prefix(Bound.spans)) : []).quoted(to: width)
  }

  /// Whether the verdict, if there is one, is of the text that stands there.
  private var isOfJudgedText: Bool {
    guard let judged = item.explanation?.texts[.body], let body = item.page.summary.body else { return true }
    return judged.elementsEqual(body.utf8)
  }

  // MARK: Why

  private mutating func addReasons() {
    guard let explanation = item.explanation else { return }
    for (index, reason) in explanation.reasons.enumerated() {
      addReason(reason, sign: String(MarkedText.sign(of: index + 1)), in: explanation)
    }
    for reason in explanation.shadow { addReason(reason, sign: "~", in: explanation) }
    for error in explanation.verdict.errors {
      add("! \(error.rule) \(error.name): \(error.reason.rawValue), therefore held")
    }
    if explanation.reasons.isEmpty && explanation.verdict.errors.isEmpty {
      add("no rule fired", .dim)
    }
  }

  private mutating func addReason(_ reason: Explanation.Reason, sign: String, in explanation: Explanation) {
    var head = ScreenLine()
    head.add("\(sign) ", .dim)
    head.add(reason.reason.rule, .bold)
    head.add(" \(reason.reason.score.hundredths)")
    if let floor = reason.reason.floor { head.add(", at least \(floor.name)") }
    if reason.reason.allow { head.add(", allows") }
    if sign == "~" { head.add(", in trial, without effect") }
    if let without = reason.without {
      head.add(" → without it \(without == explanation.verdict.outcome ? "still " : "")\(without.name)")
    }
    lines += head.wrapped(to: width, indent: 2)
    if let title = reason.title, !title.isEmpty { add("  \(title)", .dim) }
    for match in reason.reason.matches.filter({ $0.field != .body }).prefix(Bound.otherSpans) {
      add("  \(match.name) in \(match.field.rawValue):")
      quote(match.text(in: explanation.texts[match.field]), limit: Bound.matchLines, indent: 2)
    }
    let values = reason.reason.values.map { "\($0.name) = \($0.value.text)" }
    if !values.isEmpty { add("  \(values.joined(separator: ", "))", .dim) }
  }

  private mutating func addDecisions() {
    guard !item.page.decisions.isEmpty else { return }
    head("decisions")
    for decision in item.page.decisions {
      var text = "\(decision.at.minute) \(decision.verb.rawValue) by \(decision.by)"
      if let until = decision.until { text += " until \(until.minute)" }
      if let reason = decision.reason { text += ": \(reason)" }
      if decision.isUndone { text += " (undone)" }
      add(text)
    }
  }

  // MARK: Who

  private mutating func addPeople() {
    guard !item.lookAlikes.isEmpty else { return }
    head("names that look the same")
    for other in item.lookAlikes {
      var line = ScreenLine()
      line.add(other.nick, .bold)
      line.add(" — \(other.text)")
      add(line)
    }
  }

  private mutating func addComplaints() {
    guard !item.complaints.isEmpty else { return }
    head("reports")
    for complaint in item.complaints {
      add("\(complaint.at.minute) by \(complaint.reporter ?? "somebody")")
      if let reason = complaint.reason { quote(reason, limit: Bound.complaintLines, indent: 2) }
    }
  }

  // MARK: Around

  private mutating func addThread() {
    let parents = item.page.before.filter(\.isParent)
    let before = item.page.before.filter { !$0.isParent }.suffix(2)
    for (title, others) in [
      ("answers", parents), ("before", Array(before)), ("after", Array(item.page.after.prefix(2))),
    ] where !others.isEmpty {
      head(title)
      for other in others { add(other, limit: Bound.neighbourLines) }
    }
  }

  private mutating func addHistory() {
    guard !item.history.isEmpty else { return }
    head("by the same author")
    for past in item.history {
      add(
        "\(past.at.minute) \(past.status.name) (\(past.verdict.name) \(past.score.hundredths)) in \(past.thread)"
      )
      quote(past.body, limit: Bound.pastLines, indent: 2)
    }
  }

  private mutating func add(_ other: CommentPage.Neighbour, limit: Int) {
    var line = ScreenLine()
    line.add(other.nick.map { $0.isEmpty ? "(no name)" : $0 } ?? "(erased)", .bold)
    line.add(" \(other.at.minute), \(other.status.name)")
    add(line)
    quote(other.body, limit: limit, indent: 2)
  }

  // MARK: Lines

  private mutating func head(_ title: String) {
    lines.append(ScreenLine("— \(title) —", .dim))
  }

  private mutating func add(_ line: ScreenLine) {
    lines += line.wrapped(to: width, indent: 2)
  }

  private mutating func add(_ text: String, _ style: ScreenLine.Style = []) {
    add(ScreenLine(text, style))
  }

  private mutating func quote(_ body: String?, limit: Int, indent: Int) {
    lines += ReviewPage.quoted(body, to: width, limit: limit, indent: indent)
  }

  /// A foreign text behind a bar, cut after `limit` lines.
  static func quoted(_ body: String?, to width: Int, limit: Int, indent: Int) -> [ScreenLine] {
    let margin = String(repeating: " ", count: indent)
    guard let body else { return [ScreenLine("\(margin)│ (erased)")] }
    let all = MarkedText(body, []).quoted(to: width - indent)
    var shown = all.prefix(limit).map { line in
      var indented = ScreenLine(margin)
      indented.add(line)
      return indented
    }
    if all.count > limit { shown.append(ScreenLine("\(margin)… \(all.count - limit) more lines", .dim)) }
    return shown
  }
}
