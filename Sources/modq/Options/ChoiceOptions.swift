import ArgumentParser
import ModQEvent
import ModQueue

/// What of the queue is meant, and in which order.
struct ChoiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what this rule fired on.", valueName: "id"))
  var rule: String?

  @Option(help: "Only what a rule with this tag fired on.")
  var tag: String?

  @Option(help: "Only this thread.")
  var thread: String?

  @Option(help: "Only this nickname, in any spelling with the same key.")
  var nick: String?

  @OptionGroup var filter: FilterOption

  @Option(help: "risk: the riskiest first; age: the oldest first.")
  var sort: QueueListing.Order = .risk

  /// What the options name; ``filter`` is not read yet.
  func query(now: Timestamp) -> QueueListing.Query {
    var query = QueueListing.Query(now: now)
    query.thread = thread
    query.nick = nick
    query.rule = rule
    query.tag = tag
    query.order = sort
    return query
  }

  /// All of it as one filter; nil if nothing is left out.
  func wholeFilter(now: Timestamp) throws(Failure) -> CommentFilter? {
    var tests: [String] = []
    for (key, value) in [("rule", rule), ("tag", tag), ("nick", nick), ("thread", thread)] {
      if let value { tests.append("\(key)=\(try quoted(value, key))") }
    }
    if let text = filter.text { tests.append(tests.isEmpty ? text : "(\(text))") }
    guard !tests.isEmpty else { return nil }
    var whole = filter
    whole.text = tests.joined(separator: " and ")
    return try whole.filter(now: now)
  }

  private func quoted(_ value: String, _ key: String) throws(Failure) -> String {
    guard value.contains("\"") else { return "\"\(value)\"" }
    guard value.contains("'") else { return "'\(value)'" }
    throw Failure(
      .usage, "--\(key) has both kinds of quotes, which no filter can hold: \(visible(value))",
      advice: "Choose by something else, as --thread.")
  }
}

extension QueueListing.Query {
  /// Requires that the log knows what is named, by an option or in the filter.
  func requireKnownNames(in workspace: Workspace) throws {
    if let (key, fault) = try unknownName(in: workspace) {
      throw Failure(
        .usage, "--\(key): \(VisibleText(fault.message, defanging: false).line)",
        advice: fault.hint.map { VisibleText($0, defanging: false).line })
    }
    try filter?.requireKnownNames(in: workspace, site: site)
  }
}
